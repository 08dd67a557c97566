/** IMS: "Querying the Status of an Asynchronous Job" in the API reference. */
import { v1Instant } from '../instants.js';
import { statusOf, type JobState } from '../timeline.js';
import { errorsOf, type JobApi } from './job-api.js';
import { NO_JOB, V1_STATUSES } from './v1.js';

/** Image Management Service. */
export const ims: JobApi = {
  service: 'ims',
  path: '/v1/{project_id}/jobs/{job_id}',
  statuses: V1_STATUSES,
  shows: ['subJobs', 'progress', 'results', 'reason', 'errorCode'],
  body: (state, projectId) => ({
    status: statusOf(state, V1_STATUSES),
    entities: {
      image_id: state.script.resourceId,
      image_name: state.script.resourceName,
      process_percent: state.progress,
      current_task: state.task,
      results: resultsOf(state, projectId),
      // What went wrong stands here too.
      error_code: state.end?.errorCode,
      error: state.end?.reason,
      sub_jobs_result: state.script.subJobs === undefined ? undefined : state.subJobs.map(subJob),
      sub_jobs_list: state.script.subJobs === undefined ? undefined : state.subJobs.map(({ script }) => script.id),
    },
    ...commonOf(state),
  }),
  ...errorsOf(NO_JOB),
};

function subJob(state: JobState): unknown {
  const { resourceId, resourceName } = state.script;
  return {
    status: statusOf(state, V1_STATUSES),
    entities: { image_id: resourceId, image_name: resourceName },
    ...commonOf(state),
  };
}

/** What jobs and sub-jobs have in common, in the order of the reference's sample. */
function commonOf(state: JobState): object {
  return {
    job_id: state.script.id,
    job_type: state.script.type,
    begin_time: v1Instant(state.createdAt),
    end_time: state.endedAt === undefined ? '' : v1Instant(state.endedAt),
    error_code: state.end?.errorCode ?? null,
    fail_reason: state.end?.reason ?? null,
  };
}

/** What became of each image of a job for several, else the image that a job has made; once it has ended. */
function resultsOf({ script, end }: JobState, projectId: string): unknown[] {
  if (end === undefined) return [];
  if (script.results !== undefined) {
    return script.results.map(({ imageId, succeeds }) => result(imageId, projectId, succeeds ? 'success' : 'failed'));
  }
  const { resourceId } = script;
  return end.phase === 'Success' && resourceId !== undefined ? [result(resourceId, projectId, 'success')] : [];
}

function result(imageId: string, projectId: string, status: string): unknown {
  return { image_id: imageId, project_id: projectId, status };
}
