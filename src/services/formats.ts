/** The two layouts that the services' answers have, and what several services share. Their rows say where they differ. */
import type { Format, SubJobList } from './format.js';

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
