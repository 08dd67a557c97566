/** CCE v3: "Reading Job Progress" in the API reference (cce_02_0247). */
import { goInstant } from '../instants.js';
import type { ApiResponse } from '../routing.js';
import type { Omission } from '../scenario.js';
import type { JobState } from '../timeline.js';
import type { JobApi } from './job-api.js';

/** Cloud Container Engine. */
export const cce: JobApi = {
  service: 'cce',
  paths: ['/api/v3/projects/{project_id}/jobs/{job_id}'],
  body: (state) => body(state, true),
  // The reference calls the header mandatory, on GET too.
  refusal: ({ headers }) =>
    headers['content-type']?.toLowerCase().startsWith('application/json') === true
      ? undefined
      : error(400, 'CCE.01400001', 'Invalid request: the header Content-Type must be application/json.'),
  forbidden: () => error(403, 'CCE.01403001', 'Forbidden: the token was issued for another project.'),
  notFound: () => error(404, 'CCE.01404001', 'Resource not found.'),
};

/** CCE Autopilot, which differs in its path alone. */
export const cceAutopilot: JobApi = {
  ...cce,
  service: 'cce-autopilot',
  paths: ['/autopilot/v3/projects/{project_id}/jobs/{job_id}'],
};

function error(status: number, errorCode: string, errorMessage: string): ApiResponse {
  return { status, body: { errorCode, errorMessage } };
}

function body(state: JobState, asked: boolean): unknown {
  const { script } = state;
  const shows = (part: Omission): boolean => script.omits?.includes(part) !== true;
  const listed = asked || script.unlistedSubJobs !== true ? state.subJobs : [];
  return {
    kind: 'Job',
    apiVersion: shows('apiVersion') ? 'v3' : undefined,
    metadata: {
      uid: script.id,
      creationTimestamp: shows('timestamps') ? goInstant(state.createdAt) : undefined,
      updateTimestamp: shows('timestamps') ? goInstant(state.updatedAt) : undefined,
    },
    spec: {
      type: script.type,
      clusterUID: script.clusterId,
      resourceID: script.resourceId,
      resourceName: script.resourceName,
      extendParam: script.extendParam,
      subJobs: listed.length === 0 ? undefined : listed.map((subJob) => body(subJob, false)),
    },
    status: shows('status') ? { phase: state.phase, reason: reasonOf(state, asked) } : undefined,
  };
}

/** In the reference's sample the job itself has an empty reason, and its sub-jobs have none. */
function reasonOf(state: JobState, asked: boolean): string | undefined {
  const reason = state.endedAt === undefined ? undefined : state.script.ends?.reason;
  return reason ?? (asked ? '' : undefined);
}
