/** What a scenario says, and whether it can be played. The same type for the JSON files and for a test's own script. */

/** The services whose job APIs the simulator imitates. */
export const SERVICES = [
  'cce',
  'cce-autopilot',
  'ims',
  'ecs',
  'evs',
  'bms',
  'sdrs',
  'deh',
  'sfs-turbo',
  'dcs',
  'rds',
  'dds',
  'gaussdb',
  'elb',
] as const;
export type Service = (typeof SERVICES)[number];

export const END_PHASES = ['Success', 'Failed'] as const;

/** How a job ends. */
export interface ScriptedEnd {
  readonly at: number;
  readonly phase: (typeof END_PHASES)[number];
  /** The service's words for it. */
  readonly reason?: string | undefined;
  /** CCE's job documents have no error code. */
  readonly errorCode?: string | undefined;
}

/** How far a job has come from this moment on; IMS and the databases tell it. */
export interface ProgressStep {
  readonly at: number;
  /** From 0 to 1. */
  readonly fraction: number;
  /** IMS alone: what it is busy with (`current_task`). */
  readonly task?: string | undefined;
}

/** What some of CCE's real answers leave out. */
export const OMISSIONS = ['apiVersion', 'timestamps', 'status'] as const;
export type Omission = (typeof OMISSIONS)[number];

/** A job or sub-job. Every time is in milliseconds of simulated time since the scenario was first asked for. */
export interface ScriptedJob {
  readonly id: string;
  readonly type: string;
  readonly resourceId?: string | undefined;
  readonly resourceName?: string | undefined;
  /** CCE alone. */
  readonly clusterId?: string | undefined;
  /** CCE alone. */
  readonly extendParam?: Readonly<Record<string, string>> | undefined;
  /** From when on an answer shows it; the parent's by default. Before a root's, the service answers 404. */
  readonly createdAt?: number | undefined;
  /** From when on it says Running; before, Initializing. */
  readonly startsAt: number;
  /** Without an end it runs for ever. */
  readonly ends?: ScriptedEnd | undefined;
  readonly progress?: readonly ProgressStep[] | undefined;
  /** CCE alone. */
  readonly omits?: readonly Omission[] | undefined;
  /** CCE alone: its sub-jobs are shown only to whoever asks for this job by its own ID. */
  readonly unlistedSubJobs?: boolean | undefined;
  /** ECS alone: as long as it is Initializing, its order waits to be paid (`PENDING_PAYMENT`). */
  readonly unpaid?: boolean | undefined;
  readonly subJobs?: readonly ScriptedJob[] | undefined;
}

/** One job to ask for, and what becomes of it. */
export interface Scenario {
  readonly name: string;
  readonly service: Service;
  /** One line: what it shows. */
  readonly description: string;
  readonly projectId: string;
  /** The job that a workflow waits for; its ID selects the scenario. */
  readonly job: ScriptedJob;
}

/** A scenario that cannot be read or played. The message says which and why. */
export class ScenarioError extends Error {
  override readonly name = 'ScenarioError';
}

/** Every job of a scenario, parents before their sub-jobs. */
export function* jobsOf(job: ScriptedJob): Generator<ScriptedJob, void, undefined> {
  yield job;
  for (const subJob of job.subJobs ?? []) yield* jobsOf(subJob);
}

/**
 * Checks what the types cannot say.
 *
 * @throws {ScenarioError} for times that contradict each other, IDs that are no IDs or not unique, and facts that the
 *   scenario's service has no place for
 */
export function checkScenario(scenario: Scenario): void {
  const complain = (what: string): never => {
    throw new ScenarioError(`scenario ${scenario.name}: ${what}`);
  };
  const seen = new Set<string>();
  for (const job of jobsOf(scenario.job)) {
    if (seen.has(job.id)) complain(`two jobs have the ID ${job.id}`);
    seen.add(job.id);
  }
  if (!isId(scenario.projectId)) complain(`${JSON.stringify(scenario.projectId)} is not a project ID`);
  checkJob(scenario.job, 0, complain);
  if (IN_CCE.includes(scenario.service)) checkCce(scenario.job, complain);
  else checkOther(scenario, complain);
}

const IN_CCE: readonly Service[] = ['cce', 'cce-autopilot'];
const WITHOUT_SUB_JOBS: readonly Service[] = ['dcs', 'rds', 'dds', 'gaussdb'];

type Complain = (what: string) => void;

function isId(text: string): boolean {
  return /^[\w-]{1,128}$/.test(text);
}

function checkJob(job: ScriptedJob, parentCreatedAt: number, complain: Complain): void {
  const createdAt = job.createdAt ?? parentCreatedAt;
  if (!isId(job.id)) complain(`${JSON.stringify(job.id)} is not a job ID`);
  if (!(createdAt >= parentCreatedAt)) complain(`${job.id} is created before its parent`);
  if (!(job.startsAt >= createdAt)) complain(`${job.id} starts before it is created`);
  if (job.ends !== undefined && !(job.ends.at >= job.startsAt)) complain(`${job.id} ends before it starts`);
  for (const [index, step] of (job.progress ?? []).entries()) {
    if (!(step.fraction >= 0 && step.fraction <= 1)) complain(`${job.id} has a progress that is not between 0 and 1`);
    if (!(step.at >= (job.progress?.[index - 1]?.at ?? 0))) complain(`${job.id} has progress out of order`);
  }
  for (const subJob of job.subJobs ?? []) checkJob(subJob, createdAt, complain);
}

function checkCce(root: ScriptedJob, complain: Complain): void {
  for (const job of jobsOf(root)) {
    if (job.progress !== undefined) complain(`${job.id} has a progress, which CCE does not tell`);
    if (job.ends?.errorCode !== undefined) complain(`${job.id} has an error code, which CCE does not tell`);
  }
}

function checkOther({ service, job: root }: Scenario, complain: Complain): void {
  for (const subJob of root.subJobs ?? []) {
    if (WITHOUT_SUB_JOBS.includes(service)) complain(`${subJob.id} is a sub-job, of which ${service} shows none`);
    if (service === 'ims' && subJob.subJobs !== undefined) {
      complain(`${subJob.id} has sub-jobs, which IMS shows for the job itself alone`);
    }
  }
  for (const job of jobsOf(root)) {
    for (const name of ['clusterId', 'extendParam', 'omits', 'unlistedSubJobs'] as const) {
      if (job[name] !== undefined) complain(`${job.id} has ${name}, which belongs to CCE`);
    }
  }
}
