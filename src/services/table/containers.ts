/** The services of containers: CCE and its kinds, SWR. */
import { CCE, FLAT } from '../formats.js';
import type { Service } from '../service.js';

const cce: Service = {
  name: 'cce',
  title: 'CCE',
  fullName: 'Cloud Container Engine: clusters, nodes, node pools',
  host: 'cce',
  hostExceptions: [],
  request: { method: 'GET', path: '/api/v3/projects/{project_id}/jobs/{job_id}' },
  permission: 'cce:job:get',
  notFoundCodes: [],
  jobIds: [
    { calls: 'create, change or delete a cluster or a node, remove or migrate nodes', at: ['.status.jobID'] },
    { calls: 'accept or reset nodes, add nodes to a node pool, synchronise one, rotate certificates', at: ['.jobid'] },
    { calls: 'resize a cluster', at: ['.jobID'] },
    { calls: 'delete a node pool', at: ['.status.jobId'] },
  ],
  format: CCE,
};

const cceAutopilot: Service = {
  ...cce,
  name: 'cce-autopilot',
  title: 'CCE Autopilot',
  fullName: 'CCE Autopilot: clusters',
  request: { method: 'GET', path: '/autopilot/v3/projects/{project_id}/jobs/{job_id}' },
  permission: '',
  jobIds: [{ calls: 'create or delete a cluster', at: ['.status.jobID'] }],
};

const cceUpgrade: Service = {
  ...cce,
  name: 'cce-upgrade',
  title: 'CCE',
  fullName: 'Cloud Container Engine: upgrades of clusters',
  request: {
    method: 'GET',
    path: '/api/v3/projects/{project_id}/clusters/{parent_id}/operation/upgrade/tasks/{job_id}',
  },
  parent: { kind: 'cluster', wanted: 'the ID of the cluster that is upgraded' },
  permission: '',
  jobIds: [{ calls: 'upgrade a cluster', at: ['.metadata.uid'] }],
  format: {
    ...CCE,
    // An upgrade task has no type of its own; its kind is UpgradeTask.
    type: 'kind',
    words: {
      init: 'Initializing',
      queuing: 'Initializing',
      running: 'Running',
      pause: 'Running',
      success: 'Success',
      failed: 'Failed',
    },
    remarks: { pause: 'the upgrade is paused until somebody continues it' },
    endedAt: ['status.completionTime'],
    progress: ['status.progress'],
  },
};

const swr: Service = {
  name: 'swr',
  title: 'SWR Enterprise',
  fullName: 'SoftWare Repository for Container, Enterprise Edition: instances',
  host: 'swr-api',
  hostExceptions: [],
  request: { method: 'GET', path: '/v2/{project_id}/jobs/{job_id}' },
  permission: '',
  notFoundCodes: [],
  jobIds: [{ calls: 'create an instance', at: ['.job_id'] }],
  format: {
    ...FLAT,
    id: 'id',
    type: 'type',
    words: {
      creating: 'Initializing',
      initializing: 'Initializing',
      running: 'Running',
      success: 'Success',
      failed: 'Failed',
    },
    reason: ['reason', ...FLAT.reason],
    startedAt: ['created_at'],
    updatedAt: ['updated_at'],
    endedAt: [],
    resourceId: ['resource_id', 'instance_id'],
    resourceName: ['resource_name'],
  },
};

/** In the order of the documents. */
export const CONTAINERS: readonly [Service, ...Service[]] = [cce, cceAutopilot, cceUpgrade, swr];
