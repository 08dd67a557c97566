import type { Phase, ScriptedEnd, ScriptedJob } from './scenario.js';

/** How simulated time maps to the wall clock. */
export interface Timeline {
  /** The wall clock's milliseconds since the epoch at simulated time 0. */
  readonly origin: number;
  /** Milliseconds of simulated time for each on the wall clock. */
  readonly speed: number;
}

/** What a scripted job looks like at one moment. Instants are milliseconds since the epoch, as the wall clock has them. */
export interface JobState {
  readonly script: ScriptedJob;
  readonly phase: Phase;
  /** What the service says in place of its usual word for the phase. */
  readonly status: string | undefined;
  readonly createdAt: number;
  /** When it or one of its sub-jobs last changed. */
  readonly updatedAt: number;
  readonly endedAt: number | undefined;
  /** How it has ended. */
  readonly end: ScriptedEnd | undefined;
  /** A fraction, where the script has one by now. */
  readonly progress: number | undefined;
  readonly task: string | undefined;
  /** Those that have been created by now. */
  readonly subJobs: readonly JobState[];
}

/** The job at an instant of the wall clock; `undefined` as long as it is not created. */
export function stateAt(job: ScriptedJob, timeline: Timeline, now: number): JobState | undefined {
  return stateAfter(job, 0, (now - timeline.origin) * timeline.speed, (at) => timeline.origin + at / timeline.speed);
}

/** The word for where a job stands: its script's, else the service's usual one. */
export function statusOf({ phase, status }: JobState, usual: Readonly<Record<Phase, string>>): string {
  return status ?? usual[phase];
}

/** The state of a job or sub-job by its ID. */
export function findState(root: JobState, id: string): JobState | undefined {
  if (root.script.id === id) return root;
  for (const subJob of root.subJobs) {
    const found = findState(subJob, id);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** @param elapsed milliseconds of simulated time, as are all times in the script */
function stateAfter(
  job: ScriptedJob,
  parentCreatedAt: number,
  elapsed: number,
  instant: (at: number) => number,
): JobState | undefined {
  const createdAt = job.createdAt ?? parentCreatedAt;
  if (elapsed < createdAt) return undefined;
  const end = job.ends !== undefined && elapsed >= job.ends.at ? job.ends : undefined;
  const steps = (job.progress ?? []).filter((step) => elapsed >= step.at);
  const subJobs = (job.subJobs ?? [])
    .map((subJob) => stateAfter(subJob, createdAt, elapsed, instant))
    .filter((state) => state !== undefined);
  const phaseSince = end?.at ?? (elapsed >= job.startsAt ? job.startsAt : createdAt);
  const statuses = (job.statuses ?? []).filter((step) => elapsed >= step.at && step.at >= phaseSince);
  const changes = [createdAt, job.startsAt, job.ends?.at ?? 0, ...[...steps, ...statuses].map((step) => step.at)];
  return {
    script: job,
    phase: end?.phase ?? (elapsed >= job.startsAt ? 'Running' : 'Initializing'),
    status: statuses.at(-1)?.status,
    createdAt: instant(createdAt),
    updatedAt: Math.max(
      ...changes.filter((at) => elapsed >= at).map(instant),
      ...subJobs.map((subJob) => subJob.updatedAt),
    ),
    endedAt: end === undefined ? undefined : instant(end.at),
    end,
    progress: steps.at(-1)?.fraction,
    task: steps.findLast((step) => step.task !== undefined)?.task,
    subJobs,
  };
}
