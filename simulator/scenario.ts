/** What a scenario is: one job of one service, and what becomes of it in the course of time. */

/** The project of all scenarios in `simulator/scenarios/`: the one of the API reference's own sample. */
export const PROJECT_ID = '089b2f9a3d80d3062f24c00ca4ed5cbd';

/** The services whose job APIs the simulator imitates. */
export const SERVICES = [
  'cce',
  'cce-autopilot',
  'cce-upgrade',
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
  'taurusdb',
  'geminidb',
  'ddm',
  'dws',
  'dms',
  'elb',
  'eip',
  'swr',
] as const;
export type Service = (typeof SERVICES)[number];

/** Where a job stands, whatever the service's words for it. */
export type Phase = 'Initializing' | 'Running' | 'Success' | 'Failed';

/** How a job ends. */
export interface ScriptedEnd {
  readonly at: number;
  readonly phase: Extract<Phase, 'Success' | 'Failed'>;
  /** The service's words for it. */
  readonly reason?: string;
  readonly errorCode?: string;
}

/** How far a job has come from this moment on. */
interface ProgressStep {
  readonly at: number;
  /** From 0 to 1. */
  readonly fraction: number;
  /** IMS alone: what it is busy with (`current_task`). */
  readonly task?: string;
}

/** What the service says from this moment on in place of its usual word, until the job's phase changes. */
interface StatusStep {
  readonly at: number;
  readonly status: string;
}

/** IMS alone: what a job for several images has done with one of them. */
interface ImageResult {
  readonly imageId: string;
  readonly succeeds: boolean;
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
  /** From when on a response shows it; the parent's by default. Before a root's, the service knows no such job. */
  readonly createdAt?: number;
  /** From when on it says Running; before, Initializing. */
  readonly startsAt: number;
  /** Without an end it runs for ever. */
  readonly ends?: ScriptedEnd;
  readonly progress?: readonly ProgressStep[];
  readonly statuses?: readonly StatusStep[];
  readonly results?: readonly ImageResult[];
  /** CCE alone. */
  readonly omits?: readonly Omission[];
  /** CCE alone: its sub-jobs are shown only to whoever asks for this job by its own ID. */
  readonly unlistedSubJobs?: boolean;
  readonly subJobs?: readonly ScriptedJob[];
}

/** One job to ask for, and what becomes of it. */
export interface Scenario {
  readonly name: string;
  readonly service: Service;
  /** One line: what it shows. */
  readonly description: string;
  readonly projectId: string;
  /** What the job belongs to, where the service's path names it: the cluster (`cce-upgrade`), the instance (`dms`). */
  readonly parentId?: string;
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
