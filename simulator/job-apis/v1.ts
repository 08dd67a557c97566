/**
 * ECS, BMS, EVS, SDRS, DeH and EIP: v1 with ISO 8601 times, and sub-jobs in `entities.sub_jobs`. SFS Turbo, which is
 * akin.
 */
import { isoInstant, plainInstant } from '../instants.js';
import type { Service } from '../scenario.js';
import { statusOf, type JobState } from '../timeline.js';
import { errorsOf, nestedError, type JobApi } from './job-api.js';

/** The four words that all v1 job APIs have. */
export const V1_STATUSES = { Initializing: 'INIT', Running: 'RUNNING', Success: 'SUCCESS', Failed: 'FAIL' } as const;

/** What all of them say of a job that they do not know, or not yet. */
export const NO_JOB = nestedError(400, 'Common.0011', 'No jobs found.');

/** What `entities` says of a job or sub-job, beside its sub-jobs. */
type Entities = (state: JobState, isSubJob: boolean) => object;

function jobApi(service: Service, entities: Entities, otherStatuses: readonly string[] = []): JobApi {
  return {
    service,
    path: '/v1/{project_id}/jobs/{job_id}',
    statuses: V1_STATUSES,
    otherStatuses,
    shows: ['subJobs', 'reason', 'errorCode'],
    body: (state) => ({
      status: statusOf(state, V1_STATUSES),
      entities: { ...entities(state, false), ...subJobsOf(state, entities) },
      ...commonOf(state, state.end?.reason),
    }),
    ...errorsOf(NO_JOB),
  };
}

/** The job APIs of this shape. */
export const V1: readonly JobApi[] = [
  jobApi('ecs', serverEntities, ['PENDING_PAYMENT']),
  jobApi('evs', volumeEntities, ['WAITING_EXECUTE', 'LISTENING']),
  jobApi('bms', serverEntities),
  jobApi('sdrs', ({ script }) => ({ server_group_id: script.resourceId })),
  // No example is published. Other clients find the host's ID as deep as this; they ask at the host of ECS.
  jobApi('deh', ({ script }) => ({ entities: { entities: [{ resourceId: script.resourceId }] } })),
  // At the host of VPC.
  jobApi('eip', () => ({})),
];

/** The real cause of a sub-job's failure stands here alone. */
function serverEntities({ script, end }: JobState, isSubJob: boolean): object {
  return { server_id: script.resourceId, errorcode_message: isSubJob ? end?.reason : undefined };
}

/** A job with sub-jobs names no volume itself. */
function volumeEntities({ script }: JobState): object {
  return script.subJobs === undefined ? { volume_id: script.resourceId, name: script.resourceName } : {};
}

function subJobsOf(state: JobState, entities: Entities): object {
  if (state.script.subJobs === undefined) return {};
  return {
    sub_jobs_total: state.subJobs.length,
    sub_jobs: state.subJobs.map((subJob) => {
      const own = entities(subJob, true);
      const reason = 'errorcode_message' in own ? undefined : subJob.end?.reason;
      return { status: statusOf(subJob, V1_STATUSES), entities: own, ...commonOf(subJob, reason) };
    }),
  };
}

function commonOf(state: JobState, reason: string | undefined): object {
  return {
    job_id: state.script.id,
    job_type: state.script.type,
    begin_time: isoInstant(state.createdAt),
    end_time: state.endedAt === undefined ? '' : isoInstant(state.endedAt),
    error_code: state.end?.errorCode ?? null,
    fail_reason: reason ?? null,
  };
}

const SFS_STATUSES = { Initializing: 'waiting', Running: 'running', Success: 'success', Failed: 'failed' } as const;

/** Scalable File Service, Turbo: in lower case, with its sub-jobs at the top. */
export const sfsTurbo: JobApi = {
  service: 'sfs-turbo',
  path: '/v1/{project_id}/sfs-turbo/jobs/{job_id}',
  statuses: SFS_STATUSES,
  shows: ['subJobs', 'reason', 'errorCode'],
  body: shareBody,
  ...errorsOf({ status: 404, body: { errCode: 'SFS.TURBO.0001', errMsg: 'parameter error' } }),
};

function shareBody(state: JobState): unknown {
  return {
    status: statusOf(state, SFS_STATUSES),
    job_id: state.script.id,
    job_type: state.script.type,
    begin_time: plainInstant(state.createdAt),
    end_time: state.endedAt === undefined ? '' : plainInstant(state.endedAt),
    error_code: state.end?.errorCode ?? '',
    fail_reason: state.end?.reason ?? '',
    sub_jobs: state.script.subJobs === undefined ? undefined : state.subJobs.map(shareBody),
  };
}
