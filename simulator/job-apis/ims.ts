/** IMS: "Querying the Status of an Asynchronous Job" in the API reference, the dialect of most v1 job APIs. */
import { v1Instant } from '../instants.js';
import { gatewayError } from '../routing.js';
import type { JobState } from '../timeline.js';
import type { JobApi } from './job-api.js';

const STATUS = { Initializing: 'INIT', Running: 'RUNNING', Success: 'SUCCESS', Failed: 'FAIL' } as const;

/** Image Management Service. */
export const ims: JobApi = {
  service: 'ims',
  // Open Telekom Cloud and FlexibleEngine; Huawei Cloud.
  paths: ['/v1/{project_id}/jobs/{job_id}', '/v1/cloudimages/job/{job_id}'],
  body: (state, projectId) => ({
    status: STATUS[state.phase],
    entities: {
      image_id: state.script.resourceId,
      image_name: state.script.resourceName,
      process_percent: state.progress,
      current_task: state.task,
      results: resultsOf(state, projectId),
      sub_jobs_result: state.script.subJobs === undefined ? undefined : state.subJobs.map(subJob),
      sub_jobs_list: state.script.subJobs === undefined ? undefined : state.subJobs.map(({ script }) => script.id),
    },
    ...facts(state),
  }),
  refusal: () => undefined,
  // Documented is the gateway's refusal alone.
  forbidden: ({ requestId }) =>
    gatewayError(403, 'APIG.0302', 'The token was issued for another project and may not call this API.', requestId),
  notFound: () => ({ status: 404, body: { error: { message: 'The job does not exist.', code: 'IMG.0144' } } }),
};

function subJob(state: JobState): unknown {
  const { resourceId, resourceName } = state.script;
  return {
    status: STATUS[state.phase],
    entities: { image_id: resourceId, image_name: resourceName },
    ...facts(state),
  };
}

/** What jobs and sub-jobs have in common, in the order of the reference's sample. */
function facts(state: JobState): object {
  const end = state.endedAt === undefined ? undefined : state.script.ends;
  return {
    job_id: state.script.id,
    job_type: state.script.type,
    begin_time: v1Instant(state.createdAt),
    end_time: state.endedAt === undefined ? '' : v1Instant(state.endedAt),
    error_code: end?.errorCode ?? null,
    fail_reason: end?.reason ?? null,
  };
}

/** The images that a job has brought about, told once it has succeeded. */
function resultsOf(state: JobState, projectId: string): unknown[] {
  const { resourceId } = state.script;
  if (state.phase !== 'Success' || resourceId === undefined) return [];
  return [{ image_id: resourceId, project_id: projectId, status: 'success' }];
}
