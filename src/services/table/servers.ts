/** The services of servers, images, disks and networks whose answers have the flat layout as it is, or nearly. */
import { FLAT, UNPAID } from '../formats.js';
import { COM_IN_EUROPE, type Service } from '../service.js';

/** The v1 family says so for a job that it does not know: "query job fail." and "No jobs found.". */
const V1_NOT_FOUND: readonly string[] = ['Common.0011'];

const ecs: Service = {
  name: 'ecs',
  title: 'ECS',
  fullName: 'Elastic Cloud Server: servers, their disks and network interfaces; a job is forgotten a day after its end',
  host: 'ecs',
  hostExceptions: COM_IN_EUROPE,
  request: { method: 'GET', path: '/v1/{project_id}/jobs/{job_id}' },
  permission: '',
  notFoundCodes: V1_NOT_FOUND,
  jobIds: [{ calls: '', at: ['.job_id'] }],
  format: { ...FLAT, ...UNPAID, resourceId: ['entities.server_id', 'entities.nic_id'] },
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
};

const deh: Service = {
  ...ecs,
  name: 'deh',
  title: 'DeH',
  fullName: 'Dedicated Host: hosts (asked for at ECS)',
  jobIds: [{ calls: 'allocate a host', at: ['.job_id', '.jobId'] }],
  format: { ...ecs.format, resourceId: ['entities.entities.entities.0.resourceId', ...ecs.format.resourceId] },
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
};

/** In the order of the documents. */
export const SERVERS: readonly Service[] = [ims, ecs, evs, bms, sdrs, deh, eip];
