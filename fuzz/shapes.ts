/** Where the parts of a job stand in an answer, by the references of the services. */
import type { PathStep } from './json.js';

/** A place where sub-jobs may stand. */
export interface Place {
  readonly path: readonly string[];
  /**
   * Whole jobs; IDs of jobs; or images, each with a status. IDs and images are IMS's alone.
   */
  readonly holds: 'jobs' | 'ids' | 'images';
  /** Whether the service's reference has it; if not, the gate may read it or pass over it. */
  readonly documented: boolean;
}

export interface Shape {
  /** From the answer to the job. */
  readonly root: readonly PathStep[];
  /** From the job to its ID; undefined where the answer has none that the gate must compare. */
  readonly id: readonly string[] | undefined;
  /** To the object that holds the status word: the job itself, or its `status`. */
  readonly wordIn: readonly string[];
  /** The status word's name in that object, and the one that another version of the API has. */
  readonly word: 'phase' | 'status';
  readonly type: readonly string[];
  readonly resource: readonly string[];
  readonly reason: readonly string[];
  /** Objects around places of sub-jobs: of another type, they make the answer unusable. */
  readonly containers: readonly (readonly string[])[];
  readonly places: readonly Place[];
}

function jobs(path: readonly string[], documented = true): Place {
  return { path, holds: 'jobs', documented };
}

export const CCE: Shape = {
  root: [],
  id: ['metadata', 'uid'],
  wordIn: ['status'],
  word: 'phase',
  type: ['spec', 'type'],
  resource: ['spec', 'resourceName'],
  reason: ['status', 'reason'],
  containers: [['spec']],
  places: [jobs(['spec', 'subJobs'])],
};

/** A task of a cluster's upgrade looks like a CCE job without sub-jobs. */
export const UPGRADE: Shape = { ...CCE, containers: [], places: [jobs(['spec', 'subJobs'], false)] };

export const ECS: Shape = {
  root: [],
  id: ['job_id'],
  wordIn: [],
  word: 'status',
  type: ['job_type'],
  resource: ['entities', 'server_id'],
  reason: ['fail_reason'],
  containers: [['entities']],
  places: [jobs(['entities', 'sub_jobs']), jobs(['sub_jobs'], false)],
};

export const IMS: Shape = {
  ...ECS,
  resource: ['entities', 'image_name'],
  places: [
    jobs(['entities', 'sub_jobs_result']),
    { path: ['entities', 'sub_jobs_list'], holds: 'ids', documented: true },
    { path: ['entities', 'results'], holds: 'images', documented: true },
    jobs(['entities', 'sub_jobs'], false),
    jobs(['sub_jobs'], false),
  ],
};

export const SFS_TURBO: Shape = {
  ...ECS,
  resource: ['resource_id'],
  containers: [],
  places: [jobs(['sub_jobs']), jobs(['entities', 'sub_jobs'], false)],
};

/** A job at the top without sub-jobs. */
export const PLAIN: Shape = {
  ...ECS,
  resource: ['instance_id'],
  containers: [],
  places: [jobs(['entities', 'sub_jobs'], false), jobs(['sub_jobs'], false)],
};

export const DWS: Shape = { ...PLAIN, type: ['job_name'], reason: ['failed_detail'] };

export const SWR: Shape = { ...PLAIN, id: ['id'], type: ['type'], resource: ['resource_name'], reason: ['reason'] };

export const DATABASE: Shape = {
  ...PLAIN,
  root: ['job'],
  id: ['id'],
  type: ['name'],
  resource: ['instance', 'name'],
};

export const DATABASES: Shape = { ...DATABASE, root: ['jobs', 0] };

export const TASKS: Shape = { ...DATABASE, root: ['tasks', 0] };

export const ELB: Shape = {
  ...ECS,
  root: ['job'],
  id: undefined,
  resource: ['resource_id'],
  reason: ['error_msg'],
  containers: [],
  places: [jobs(['sub_jobs']), jobs(['entities', 'sub_jobs'], false)],
};
