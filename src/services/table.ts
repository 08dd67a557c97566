/** The service table. Nothing else names a service: a new one is a row in one of the families, or here. */
import { FLAT } from './formats.js';
import { COM_IN_EUROPE, type Service } from './service.js';
import { CONTAINERS } from './table/containers.js';
import { DATABASES } from './table/databases.js';
import { SERVERS } from './table/servers.js';

const sfsTurbo: Service = {
  name: 'sfs-turbo',
  title: 'SFS Turbo',
  fullName: 'SFS Turbo: file systems and their directory services',
  host: 'sfs-turbo',
  hostExceptions: [],
  request: { method: 'GET', path: '/v1/{project_id}/sfs-turbo/jobs/{job_id}' },
  permission: '',
  notFoundCodes: [],
  jobIds: [
    { calls: 'bind, change or unbind LDAP', at: ['.jobId'] },
    { calls: 'join, change or leave a domain of Active Directory', at: ['.job_id'] },
  ],
  format: { ...FLAT, words: { success: 'Success', running: 'Running', failed: 'Failed', waiting: 'Initializing' } },
};

const dcs: Service = {
  ...sfsTurbo,
  name: 'dcs',
  title: 'DCS',
  fullName: 'Distributed Cache Service: instances',
  host: 'dcs',
  hostExceptions: COM_IN_EUROPE,
  request: { method: 'GET', path: '/v2/{project_id}/jobs/{job_id}' },
  permission: 'dcs:job:get',
  notFoundCodes: ['DCS.4133'],
  jobIds: [
    { calls: "remove a node's address from the domain name", at: ['.job_id', '.jobId'] },
    { calls: 'all others', at: ['.job_id'] },
  ],
  // The second spelling is that of Huawei's own example.
  format: { ...FLAT, reason: [...FLAT.reason, 'fail_resson'] },
};

const elb: Service = {
  ...sfsTurbo,
  name: 'elb',
  title: 'ELB',
  fullName: 'Elastic Load Balance: load balancers, listeners',
  host: 'elb',
  hostExceptions: COM_IN_EUROPE,
  request: { method: 'GET', path: '/v3/{project_id}/elb/jobs/{job_id}' },
  jobIds: [
    {
      calls: 'copy a load balancer or a listener, restore one from the recycle bin, create or delete a batch',
      at: ['.job_id'],
    },
  ],
  format: {
    ...FLAT,
    envelope: { name: 'job', holds: 'job' },
    alwaysHasId: false,
    entitiesAreResources: true,
    words: {
      ...FLAT.words,
      complete: 'Success',
      rollbacking: 'Failed',
      rollback_fail: 'Failed',
      cancel: 'Failed',
    },
    remarks: {
      rollbacking: 'the change is being rolled back',
      rollback_fail: 'the change failed, and so did rolling it back',
      cancel: 'the job was cancelled',
    },
    resourceId: ['resource_id', 'entities.0.resource_id'],
  },
};

const dws: Service = {
  ...sfsTurbo,
  name: 'dws',
  title: 'DWS',
  fullName: 'Data Warehouse Service: clusters, snapshots',
  host: 'dws',
  hostExceptions: [
    {
      regions: ['ap-southeast-4', 'cn-east-4', 'cn-north-12', 'cn-south-4', 'tr-west-1'],
      domain: 'myhuaweicloud.cn',
    },
  ],
  request: { method: 'GET', path: '/v1.0/{project_id}/job/{job_id}' },
  permission: 'dws:service:listJobDetail',
  jobIds: [{ calls: '', at: ['.job_id'] }],
  format: {
    ...FLAT,
    type: 'job_name',
    words: {
      ...FLAT.words,
      waiting: 'Initializing',
      delay_scheduled: 'Initializing',
      stop: 'Failed',
    },
    remarks: { stop: 'the job was stopped' },
    reason: ['failed_detail', ...FLAT.reason],
    code: ['failed_code', ...FLAT.code],
    progress: ['progress'],
  },
};

const dms: Service = {
  ...sfsTurbo,
  name: 'dms',
  title: 'DMS',
  fullName: 'Distributed Message Service (Kafka, RabbitMQ, RocketMQ): tasks of instances',
  host: 'dms',
  request: { method: 'GET', path: '/v2/{project_id}/instances/{parent_id}/tasks/{job_id}' },
  parent: { kind: 'instance', wanted: 'the ID of the instance that the task belongs to' },
  jobIds: [
    { calls: 'restore from the recycle bin', at: ['.results[].job_id'] },
    { calls: 'all others', at: ['.job_id'] },
  ],
  format: {
    ...FLAT,
    envelope: { name: 'tasks', holds: 'jobs' },
    id: 'id',
    type: 'name',
    words: {
      created: 'Initializing',
      executing: 'Running',
      success: 'Success',
      failed: 'Failed',
      deleted: 'Failed',
      cancelled: 'Failed',
    },
    remarks: { deleted: 'the task was deleted', cancelled: 'the task was cancelled' },
    startedAt: ['created_at'],
    updatedAt: ['updated_at'],
    endedAt: [],
  },
};

/** Services that belong to no family, in the order of the documents. */
const OTHERS: readonly Service[] = [sfsTurbo, dcs, elb, dws, dms];

/** Every service whose jobs can be waited for, in the order of the documents; the first is the default. */
export const SERVICES: readonly [Service, ...Service[]] = [...CONTAINERS, ...SERVERS, ...DATABASES, ...OTHERS];
