/** How answers about jobs are laid out, as data: the decoder reads by it, and the service table has a format for each row. */
import type { Phase } from './job.js';

/**
 * Where something stands below the job's own object: names of properties with dots between them, and the index of a
 * list's entry as a number: `entities.server_id`, `entities.entities.0.resourceId`. Names are read without regard to case.
 */
export type Place = string;

/** A list below a job or sub-job in which its sub-jobs stand, or may stand. */
interface SubJobList {
  readonly at: Place;
  /**
   * - `jobs`: objects like the job itself.
   * - `job IDs`: IDs of jobs that are not shown; an object that is a job counts as one.
   * - `results`: objects that are no jobs, but have a status of their own (IMS: one for each image).
   */
  readonly holds: 'jobs' | 'job IDs' | 'results';
}

/** The layout of an answer. Of several places for one fact the first that says anything counts, but for `reason`. */
export interface Format {
  /** The property of the answer that has the job; none where the answer is the job. In a list it is found by its ID. */
  readonly envelope: { readonly name: string; readonly holds: 'job' | 'jobs' } | undefined;
  readonly id: Place;
  /** `false` where an answer need not say which job it is about. One that does has to be about the right one. */
  readonly alwaysHasId: boolean;
  readonly type: Place;
  /** Several are read so that none can contradict another; one place is the usual one. */
  readonly status: readonly Place[];
  /** What each status word means, in lower case. `fail` and `failed` mean Failed everywhere. */
  readonly words: Readonly<Record<string, Phase>>;
  /** What to add to a word that says too little by itself, in lower case: what somebody has to do, or what went wrong. */
  readonly remarks: Readonly<Record<string, string>>;
  /** All of them are said, each once. */
  readonly reason: readonly Place[];
  readonly code: readonly Place[];
  readonly startedAt: readonly Place[];
  /** When anything last changed. */
  readonly updatedAt: readonly Place[];
  readonly endedAt: readonly Place[];
  /** A number up to 1 is a fraction, above it a percentage; a text is a percentage, with or without its sign. */
  readonly progress: readonly Place[];
  /** What the job works on or makes, the most specific first. */
  readonly resourceId: readonly Place[];
  readonly resourceName: readonly Place[];
  readonly clusterId: readonly Place[];
  readonly subJobs: readonly SubJobList[];
  /** ELB alone: `entities`, elsewhere an object in which sub-jobs may stand, is a list of resources. */
  readonly entitiesAreResources?: true;
}

/** Where sub-jobs stand or may stand in flat answers. None may be overlooked, also where no page documents it. */
const FLAT_SUB_JOBS: readonly SubJobList[] = [
  // IMS.
  { at: 'entities.sub_jobs_result', holds: 'jobs' },
  // ECS, EVS, BMS, SDRS, EIP.
  { at: 'entities.sub_jobs', holds: 'jobs' },
  // SFS Turbo, ELB.
  { at: 'sub_jobs', holds: 'jobs' },
  // IMS again: the IDs of those above, so it has to come after them.
  { at: 'entities.sub_jobs_list', holds: 'job IDs' },
  // IMS: what became of each image.
  { at: 'entities.results', holds: 'results' },
];

/** The four words of most flat answers. */
const FLAT_WORDS = { init: 'Initializing', running: 'Running', success: 'Success', fail: 'Failed' } as const;

/** ECS, BMS: until the order of a yearly or monthly server is paid. */
export const UNPAID = {
  words: { ...FLAT_WORDS, pending_payment: 'Initializing' },
  remarks: { pending_payment: 'the order has not been paid yet' },
} as const;

/**
 * The flat layout: `{status, job_id, job_type, begin_time, end_time, error_code, fail_reason, entities}`. A reason and a
 * code are looked for wherever the models of these services name one.
 */
export const FLAT: Format = {
  envelope: undefined,
  id: 'job_id',
  alwaysHasId: true,
  type: 'job_type',
  status: ['status', 'phase'],
  words: FLAT_WORDS,
  remarks: {},
  reason: [
    'fail_reason',
    'error_msg',
    'entities.errorcode_message',
    'entities.addition_error_msg',
    'entities.error',
    'error.message',
    'message',
  ],
  code: ['error_code', 'entities.error_code', 'entities.addition_error_code', 'error.code', 'code'],
  startedAt: ['begin_time'],
  updatedAt: ['end_time'],
  endedAt: ['end_time'],
  progress: ['entities.process_percent'],
  resourceId: ['resource_id'],
  resourceName: [],
  clusterId: [],
  subJobs: FLAT_SUB_JOBS,
};

/** The databases: `{job: {id, name, status, created, ended, process, fail_reason, instance}}`. */
export const DATABASE: Format = {
  ...FLAT,
  envelope: { name: 'job', holds: 'job' },
  id: 'id',
  type: 'name',
  // `Completed` means success in the databases alone: no other service documents it. `Pending`: a delayed task.
  words: { pending: 'Initializing', running: 'Running', completed: 'Success', failed: 'Failed' },
  startedAt: ['created'],
  updatedAt: ['ended'],
  endedAt: ['ended'],
  progress: ['process'],
  resourceId: ['instance.id'],
  resourceName: ['instance.name'],
};

/** The nested layout of CCE: `{metadata, spec, status}`, in which a sub-job is a job again. */
export const CCE: Format = {
  envelope: undefined,
  id: 'metadata.uid',
  alwaysHasId: true,
  type: 'spec.type',
  // The second is v2's.
  status: ['status.phase', 'status.status'],
  words: { initializing: 'Initializing', running: 'Running', success: 'Success', failed: 'Failed' },
  remarks: {},
  reason: ['status.reason', 'status.message'],
  code: [],
  startedAt: ['metadata.creationTimestamp'],
  updatedAt: ['metadata.updateTimestamp'],
  endedAt: [],
  progress: [],
  resourceId: ['spec.resourceID'],
  resourceName: ['spec.resourceName'],
  clusterId: ['spec.clusterUID'],
  subJobs: [{ at: 'spec.subJobs', holds: 'jobs' }],
};
