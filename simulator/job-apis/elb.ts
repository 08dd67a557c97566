/** ELB: "Querying the Status of an Asynchronous Job", a job in `{job, request_id}`. */
import { secondsInstant } from '../instants.js';
import { statusOf, type JobState } from '../timeline.js';
import { errorsOf, flatError, type JobApi } from './job-api.js';
import { V1_STATUSES } from './v1.js';

/** Elastic Load Balance. */
export const elb: JobApi = {
  service: 'elb',
  path: '/v3/{project_id}/elb/jobs/{job_id}',
  statuses: V1_STATUSES,
  otherStatuses: ['COMPLETE', 'ROLLBACKING', 'ROLLBACK_FAIL', 'CANCEL'],
  shows: ['subJobs', 'reason', 'errorCode'],
  body: (state, projectId) => ({
    job: { ...commonOf(state, projectId), sub_jobs: state.subJobs.map((subJob) => subJobOf(subJob, projectId)) },
    request_id: '3f1b7c0d-e5d9-4d5b-8d1c-2f6a7b8c9d0e',
  }),
  ...errorsOf(flatError(404, 'ELB.8904', 'The job does not exist.')),
};

function subJobOf(state: JobState, projectId: string): object {
  const type = state.script.type.startsWith('listener') ? 'listener' : 'loadbalancer';
  return {
    ...commonOf(state, projectId),
    entities: [{ resource_id: state.script.resourceId, resource_type: type }],
  };
}

function commonOf(state: JobState, projectId: string): object {
  return {
    job_id: state.script.id,
    job_type: state.script.type,
    status: statusOf(state, V1_STATUSES),
    project_id: projectId,
    resource_id: state.script.resourceId,
    begin_time: secondsInstant(state.createdAt),
    end_time: state.endedAt === undefined ? '' : secondsInstant(state.endedAt),
    error_code: state.end?.errorCode ?? '',
    error_msg: state.end?.reason ?? '',
  };
}
