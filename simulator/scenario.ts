/** What a scenario is: one job of one service, and what becomes of it in the course of time. */

/** The project of all scenarios in `simulator/scenarios/`: the one of the API reference's own sample. */
export const PROJECT_ID = '089b2f9a3d80d3062f24c00ca4ed5cbd';

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

/** How a job ends. */
interface ScriptedEnd {
  readonly at: number;
  readonly phase: 'Success' | 'Failed';
  /** The service's words for it. */
  readonly reason?: string;
  /** CCE's jobs have none. */
  readonly errorCode?: string;
}

/** How far a job has come from this moment on; IMS and the databases report it. */
interface ProgressStep {
  readonly at: number;
  /** From 0 to 1. */
  readonly fraction: number;
  /** IMS alone: what it is busy with (`current_task`). */
  readonly task?: string;
}

/** What some of CCE's real answers leave out. */
export type Omission = 'apiVersion' | 'timestamps' | 'status';

/** A job or sub-job. Every time is in milliseconds of simulated time since the scenario was first asked for. */
export interface ScriptedJob {
  readonly id: string;
  readonly type: string;
  readonly resourceId?: string;
  readonly resourceName?: string;
  /** CCE alone. */
  readonly clusterId?: string;
  /** CCE alone. */
  readonly extendParam?: Readonly<Record<string, string>>;
  /** From when on an answer shows it; the parent's by default. Before a root's, the service answers 404. */
  readonly createdAt?: number;
  /** From when on it says Running; before, Initializing. */
  readonly startsAt: number;
  /** Without an end it runs for ever. */
  readonly ends?: ScriptedEnd;
  readonly progress?: readonly ProgressStep[];
  /** CCE alone. */
  readonly omits?: readonly Omission[];
  /** CCE alone: its sub-jobs are shown only to whoever asks for this job by its own ID. */
  readonly unlistedSubJobs?: boolean;
  /** ECS alone: as long as it is Initializing, its order waits to be paid (`PENDING_PAYMENT`). */
  readonly unpaid?: boolean;
  readonly subJobs?: readonly ScriptedJob[];
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

/** A scenario that contradicts itself or another one. The message says which and why. */
export class ScenarioError extends Error {
  override readonly name = 'ScenarioError';
}

/** Every job of a scenario, parents before their sub-jobs. */
export function* jobsOf(job: ScriptedJob): Generator<ScriptedJob, void, undefined> {
  yield job;
  for (const subJob of job.subJobs ?? []) yield* jobsOf(subJob);
}
