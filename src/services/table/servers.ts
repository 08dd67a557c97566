/** The services of servers, images, disks and networks whose answers have the flat layout as it is, or nearly. */
import { FLAT, UNPAID } from '../formats.js';
import { COM_IN_EUROPE, SDK_HOSTS } from './shared.js';
import type { Service } from '../service.js';

/** The v1 family says so for a job that it does not know: "query job fail." and "No jobs found.". */
const V1_NOT_FOUND = {
  codes: ['Common.0011'],
  source: 'Error Codes, ECS API reference',
} as const;

const ecs: Service = {
  name: 'ecs',
  title: 'ECS',
  fullName: 'Elastic Cloud Server: servers, their disks and network interfaces; a job is forgotten a day after its end',
  host: 'ecs',
  hostExceptions: COM_IN_EUROPE,
  request: { method: 'GET', path: '/v1/{project_id}/jobs/{job_id}' },
  permission: '',
  notFoundCodes: V1_NOT_FOUND.codes,
  jobIds: [{ calls: '', at: ['.job_id'] }],
  format: { ...FLAT, ...UNPAID, resourceId: ['entities.server_id', 'entities.nic_id'] },
  sources: {
    model: 'ShowJob, ECS API definitions, 2026-10-24',
    hosts: SDK_HOSTS,
    jobIds: 'ECS API definitions, 2026-10-24',
    words: 'PENDING_PAYMENT: Querying Task Execution Status, ECS API reference',
    notFoundCodes: V1_NOT_FOUND.source,
  },
};

const ims: Service = {
  ...ecs,
  name: 'ims',
  title: 'IMS',
  fullName: 'Image Management Service: images and who may use them',
  host: 'ims',
  // Huawei Cloud has another path beside it, whose answers leave out `results` and so a failed image.
  request: { method: 'GET', path: '/v1/{project_id}/jobs/{job_id}' },
  permission: 'ims:imageJobs:getPercentage',
  jobIds: [
    { calls: 'create, register, import, export or copy an image; add, change or delete members', at: ['.job_id'] },
  ],
  format: { ...FLAT, resourceId: ['entities.image_id'], resourceName: ['entities.image_name'] },
  sources: {
    model: 'Querying the Status of an Asynchronous Job, IMS API reference; ShowJob, IMS API definitions, 2026-10-15',
    hosts: SDK_HOSTS,
    jobIds: 'IMS API definitions, 2026-10-15',
    notFoundCodes: V1_NOT_FOUND.source,
    permission: 'IMS API reference, Permissions and Supported Actions',
  },
};

const evs: Service = {
  ...ecs,
  name: 'evs',
  title: 'EVS',
  fullName: 'Elastic Volume Service: disks',
  host: 'evs',
  jobIds: [{ calls: 'create, enlarge, change the type or the QoS of, or delete a disk', at: ['.job_id'] }],
  format: {
    ...FLAT,
    words: { ...FLAT.words, waiting_execute: 'Initializing', listening: 'Running' },
    resourceId: ['entities.volume_id'],
    resourceName: ['entities.name'],
  },
  sources: {
    model: 'ShowJob, EVS API definitions, 2026-10-23',
    hosts: SDK_HOSTS,
    jobIds: 'EVS API definitions, 2026-10-23',
    words: 'WAITING_EXECUTE and LISTENING: Querying Task Status, EVS API reference, 2025-11',
    notFoundCodes: V1_NOT_FOUND.source,
  },
};

const bms: Service = {
  ...ecs,
  name: 'bms',
  title: 'BMS',
  fullName: 'Bare Metal Server: servers, their disks and network interfaces',
  host: 'bms',
  jobIds: [
    { calls: 'change the operating system', at: ['.jobId'] },
    { calls: 'all others', at: ['.job_id'] },
  ],
  sources: {
    model: 'ShowJobInfos, BMS API definitions, 2026-08-28',
    hosts: SDK_HOSTS,
    jobIds: 'BMS API definitions, 2026-08-28',
    words: 'PENDING_PAYMENT: as in ECS',
    notFoundCodes: V1_NOT_FOUND.source,
  },
};

const sdrs: Service = {
  ...ecs,
  name: 'sdrs',
  title: 'SDRS',
  fullName: 'Storage Disaster Recovery Service: groups, instances, replication pairs, drills',
  host: 'sdrs',
  hostExceptions: [{ regions: ['ap-southeast-2'], servedBy: 'ap-southeast-3' }],
  format: {
    ...FLAT,
    resourceId: [
      'entities.disaster_recovery_drill_id',
      'entities.replication_pair_id',
      'entities.protected_instance_id',
      'entities.server_group_id',
      'entities.native_server_id',
      'entities.nic_id',
    ],
  },
  sources: {
    model: 'ShowJobStatus, SDRS API definitions, 2024-04-02',
    hosts: SDK_HOSTS,
    jobIds: 'SDRS API definitions, 2024-04-02',
    notFoundCodes: V1_NOT_FOUND.source,
  },
};

const deh: Service = {
  ...ecs,
  name: 'deh',
  title: 'DeH',
  fullName: 'Dedicated Host: hosts (asked for at ECS)',
  jobIds: [{ calls: 'allocate a host', at: ['.job_id', '.jobId'] }],
  format: { ...ecs.format, resourceId: ['entities.entities.entities.0.resourceId', ...ecs.format.resourceId] },
  sources: {
    ...ecs.sources,
    model: 'Querying Task Execution Status, ECS API reference: DeH has no job API of its own',
    jobIds: 'CreateDedicatedHost, DeH API definitions, 2026-09-11',
  },
};

const eip: Service = {
  ...ecs,
  name: 'eip',
  title: 'EIP',
  fullName: 'Elastic IP: batches of addresses',
  host: 'vpc',
  jobIds: [
    { calls: 'create a batch', at: ['.job_id'] },
    { calls: 'delete or unbind a batch', at: ['.job_ids[]'] },
  ],
  format: { ...FLAT, resourceId: ['entities.publicip_id'] },
  sources: {
    model: 'ShowResourcesJobDetail, EIP API definitions, 2026-09-18',
    hosts: SDK_HOSTS,
    jobIds: 'EIP API definitions, 2026-09-18',
    notFoundCodes: V1_NOT_FOUND.source,
  },
};

/** In the order of the documents. */
export const SERVERS: readonly Service[] = [ims, ecs, evs, bms, sdrs, deh, eip];
