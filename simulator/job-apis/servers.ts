/** ECS, EVS, BMS, SDRS and DeH: v1 with ISO 8601 times, and sub-jobs in `entities.sub_jobs`. DCS: a part of it. */
import { isoInstant } from '../instants.js';
import type { Service } from '../scenario.js';
import type { JobState } from '../timeline.js';
import { errorsOf, flatError, type JobApi } from './job-api.js';

const STATUS = { Initializing: 'INIT', Running: 'RUNNING', Success: 'SUCCESS', Failed: 'FAIL' } as const;

/** @param resource the member of `entities` that names what a job works on */
function jobApi(service: Service, resource: string): JobApi {
  return {
    service,
    paths: ['/v1/{project_id}/jobs/{job_id}'],
    body: (state) => body(state, resource, true),
    ...errorsOf({ status: 404, body: { error: { message: 'The job does not exist.', code: 'Common.0011' } } }),
  };
}

/** Those whose API is this one. */
export const SERVERS: readonly JobApi[] = [
  jobApi('ecs', 'server_id'),
  jobApi('evs', 'volume_id'),
  jobApi('bms', 'server_id'),
  jobApi('sdrs', 'server_group_id'),
  jobApi('deh', 'dedicated_host_id'),
  {
    ...jobApi('dcs', ''),
    paths: ['/v2/{project_id}/jobs/{job_id}'],
    body: cacheBody,
    ...errorsOf(flatError(404, 'DCS.4854', 'The job does not exist.')),
  },
];

/** Few members, and times as milliseconds since the epoch, in digits. */
function cacheBody(state: JobState): unknown {
  const { script } = state;
  return {
    job_id: script.id,
    job_type: script.type,
    status: STATUS[state.phase],
    begin_time: String(Math.floor(state.createdAt)),
    end_time: state.endedAt === undefined ? '' : String(Math.floor(state.endedAt)),
    fail_reason: (state.endedAt === undefined ? undefined : script.ends?.reason) ?? '',
  };
}

function body(state: JobState, resource: string, asked: boolean): unknown {
  const { script } = state;
  const end = state.endedAt === undefined ? undefined : script.ends;
  const subJobs = script.subJobs === undefined ? undefined : state.subJobs;
  return {
    status: state.phase === 'Initializing' && script.unpaid === true ? 'PENDING_PAYMENT' : STATUS[state.phase],
    entities: {
      [resource]: script.resourceId,
      name: script.resourceName,
      // A sub-job may tell the real cause here alone.
      errorcode_message: asked ? undefined : end?.reason,
      sub_jobs_total: subJobs?.length,
      sub_jobs: subJobs?.map((subJob) => body(subJob, resource, false)),
    },
    job_id: script.id,
    job_type: script.type,
    begin_time: isoInstant(state.createdAt),
    end_time: state.endedAt === undefined ? '' : isoInstant(state.endedAt),
    error_code: end?.errorCode ?? null,
    fail_reason: asked ? (end?.reason ?? null) : null,
  };
}
