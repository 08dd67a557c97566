/** SFS Turbo: "Querying the Status of a Task", v1 in lower case, with its sub-jobs at the top. */
import { plainInstant } from '../instants.js';
import { statusOf, type JobState } from '../timeline.js';
import { errorsOf, type JobApi } from './job-api.js';

const STATUSES = { Initializing: 'waiting', Running: 'running', Success: 'success', Failed: 'failed' } as const;

/** Scalable File Service, Turbo. */
export const sfsTurbo: JobApi = {
  service: 'sfs-turbo',
  path: '/v1/{project_id}/sfs-turbo/jobs/{job_id}',
  statuses: STATUSES,
  shows: ['subJobs', 'reason', 'errorCode'],
  body,
  ...errorsOf({ status: 404, body: { errCode: 'SFS.TURBO.0001', errMsg: 'parameter error' } }),
};

function body(state: JobState): unknown {
  return {
    status: statusOf(state, STATUSES),
    job_id: state.script.id,
    job_type: state.script.type,
    begin_time: plainInstant(state.createdAt),
    end_time: state.endedAt === undefined ? '' : plainInstant(state.endedAt),
    error_code: state.end?.errorCode ?? '',
    fail_reason: state.end?.reason ?? '',
    sub_jobs: state.script.subJobs === undefined ? undefined : state.subJobs.map(body),
  };
}
