/** SFS Turbo: "Querying the Status of a Task", v1 in lower case, with its sub-jobs at the top. */
import { plainInstant } from '../instants.js';
import type { JobState } from '../timeline.js';
import { errorsOf, type JobApi } from './job-api.js';

const STATUS = { Initializing: 'waiting', Running: 'running', Success: 'success', Failed: 'failed' } as const;

/** Scalable File Service, Turbo. */
export const sfsTurbo: JobApi = {
  service: 'sfs-turbo',
  paths: ['/v1/{project_id}/sfs-turbo/jobs/{job_id}'],
  body,
  ...errorsOf({ status: 404, body: { errCode: 'SFS.TURBO.0106', errMsg: 'The job does not exist.' } }),
};

function body(state: JobState): unknown {
  const { script } = state;
  const end = state.endedAt === undefined ? undefined : script.ends;
  return {
    status: STATUS[state.phase],
    job_id: script.id,
    job_type: script.type,
    begin_time: plainInstant(state.createdAt),
    end_time: state.endedAt === undefined ? '' : plainInstant(state.endedAt),
    error_code: end?.errorCode ?? '',
    fail_reason: end?.reason ?? '',
    sub_jobs: script.subJobs === undefined ? undefined : state.subJobs.map(body),
  };
}
