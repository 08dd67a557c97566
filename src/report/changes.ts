import type { Job } from '../services/job.js';

/** A job or sub-job that is new, or in another state than before. */
export interface Change {
  readonly job: Job;
  /** 0 for the root. */
  readonly depth: number;
  /** The same job in the answer before; `undefined` where it is new. */
  readonly before: Job | undefined;
}

/**
 * The changes between two answers, parents before their sub-jobs, in the answer's order.
 *
 * A state is a phase, a reason or an error code; of progress only each tenth counts, or an image that is being copied
 * would fill the log. A sub-job that is no longer listed is no change: some services list only what they work on.
 */
export function changesBetween(previous: Job | undefined, job: Job): Change[] {
  const changes: Change[] = [];
  const pending: Change[] = [{ job, depth: 0, before: previous }];
  for (let pair = pending.pop(); pair !== undefined; pair = pending.pop()) {
    if (isChanged(pair)) changes.push(pair);
    const { depth } = pair;
    const befores = counterparts(pair.before?.subJobs ?? [], pair.job.subJobs);
    for (let index = pair.job.subJobs.length - 1; index >= 0; index -= 1) {
      const subJob = pair.job.subJobs[index];
      if (subJob !== undefined) pending.push({ job: subJob, depth: depth + 1, before: befores[index] });
    }
  }
  return changes;
}

function isChanged({ job, before }: Change): boolean {
  if (before === undefined) return true;
  return (
    job.phase !== before.phase ||
    (job.phase === 'Unknown' && job.status !== before.status) ||
    job.reason !== before.reason ||
    job.errorCode !== before.errorCode ||
    tenths(job) !== tenths(before)
  );
}

function tenths(job: Job): number {
  return Math.floor((job.progress ?? 0) * 10);
}

/**
 * For each sub-job its counterpart among the former ones: the one at the same place if it has the same ID, or neither
 * has an ID and they have one type; else, for a sub-job with an ID, the one with that ID wherever it stands.
 */
function counterparts(former: readonly Job[], current: readonly Job[]): (Job | undefined)[] {
  const byId = new Map(former.filter(({ id }) => id !== '').map((job) => [job.id, job]));
  return current.map((job, index) => {
    const there = former[index];
    if (there?.id === job.id && (job.id !== '' || there.type === job.type)) return there;
    return byId.get(job.id);
  });
}
