/** ELB: "Querying the Status of an Asynchronous Job", v1 wrapped into `{job, request_id}`. */
import { isoInstant } from '../instants.js';
import type { JobState } from '../timeline.js';
import { errorsOf, flatError, type JobApi } from './job-api.js';

const STATUS = { Initializing: 'INIT', Running: 'RUNNING', Success: 'SUCCESS', Failed: 'FAIL' } as const;

/** Elastic Load Balance. Its answer leaves the job's own ID out, as some do; the sub-jobs have theirs. */
export const elb: JobApi = {
  service: 'elb',
  paths: ['/v3/{project_id}/elb/jobs/{job_id}'],
  body: (state, projectId) => ({ job: body(state, projectId), request_id: '3f1b7c0de5d94d5b8d1c2f6a7b8c9d0e' }),
  ...errorsOf(flatError(404, 'ELB.8904', 'The job does not exist.')),
};

function body(state: JobState, projectId: string): object {
  const { script } = state;
  const end = state.endedAt === undefined ? undefined : script.ends;
  return {
    status: STATUS[state.phase],
    job_type: script.type,
    project_id: projectId,
    resource_id: script.resourceId,
    begin_time: isoInstant(state.createdAt),
    end_time: state.endedAt === undefined ? '' : isoInstant(state.endedAt),
    error_code: end?.errorCode ?? '',
    error_msg: end?.reason ?? '',
    sub_jobs: state.subJobs.map((subJob) => ({ job_id: subJob.script.id, ...body(subJob, projectId) })),
  };
}
