/** CCE v3: "Reading Job Progress" in the API reference (cce_02_0247), and the task of a cluster's upgrade. */
import { chinaInstant, goInstant } from '../instants.js';
import type { ApiResponse } from '../routing.js';
import type { Omission } from '../scenario.js';
import { statusOf, type JobState } from '../timeline.js';
import type { JobApi } from './job-api.js';

const STATUSES = { Initializing: 'Initializing', Running: 'Running', Success: 'Success', Failed: 'Failed' } as const;

/** Cloud Container Engine. */
export const cce: JobApi = {
  service: 'cce',
  path: '/api/v3/projects/{project_id}/jobs/{job_id}',
  statuses: STATUSES,
  shows: ['subJobs', 'reason', 'clusterId', 'extendParam', 'omits', 'unlistedSubJobs'],
  body: (state) => jobBody(state, true),
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
  path: '/autopilot/v3/projects/{project_id}/jobs/{job_id}',
};

const UPGRADE_STATUSES = { Initializing: 'Init', Running: 'Running', Success: 'Success', Failed: 'Failed' } as const;

/** The upgrade of a cluster, which is a task of the cluster and not a job (`ShowUpgradeClusterTask`). */
export const cceUpgrade: JobApi = {
  ...cce,
  service: 'cce-upgrade',
  path: '/api/v3/projects/{project_id}/clusters/{parent_id}/operation/upgrade/tasks/{job_id}',
  statuses: UPGRADE_STATUSES,
  otherStatuses: ['Queuing', 'Pause'],
  shows: ['progress'],
  body: upgradeBody,
};

function error(status: number, errorCode: string, errorMessage: string): ApiResponse {
  return { status, body: { errorCode, errorMessage } };
}

/** @param asked whether the request is for this job; else it stands in its parent's list */
function jobBody(state: JobState, asked: boolean): unknown {
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
      subJobs: listed.length === 0 ? undefined : listed.map((subJob) => jobBody(subJob, false)),
    },
    // In the reference's sample the job itself has an empty reason, and its sub-jobs have none.
    status: shows('status')
      ? { phase: statusOf(state, STATUSES), reason: state.end?.reason ?? (asked ? '' : undefined) }
      : undefined,
  };
}

/** Neither the model nor the samples have a reason or a type. The samples' times are China's. */
function upgradeBody(state: JobState): unknown {
  return {
    kind: 'UpgradeTask',
    apiVersion: 'v3',
    metadata: {
      uid: state.script.id,
      creationTimestamp: chinaInstant(state.createdAt),
      updateTimestamp: chinaInstant(state.updatedAt),
    },
    spec: { version: 'v1.29.8-r0', targetVersion: 'v1.31.4-r0' },
    status: {
      phase: statusOf(state, UPGRADE_STATUSES),
      progress: (state.progress ?? 0).toFixed(2),
      completionTime: state.endedAt === undefined ? undefined : chinaInstant(state.endedAt),
    },
  };
}
