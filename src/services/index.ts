/** The service table. Nothing else names a service: a new one is a row here and, if its answers differ, a dialect beside. */
import { decodeCce } from './cce.js';
import { decodeElb } from './elb.js';
import { decodeJobsById } from './jobs-by-id.js';
import type { Service } from './service.js';
import { decodeV1 } from './v1.js';

const v1Path: Service['path'] = (projectId, jobId) => `/v1/${projectId}/jobs/${jobId}`;
const jobsByIdPath: Service['path'] = (projectId, jobId) => `/v3/${projectId}/jobs?id=${jobId}`;

/** Most services' job API is the v1 dialect at one path, on a host that bears the service's name. */
function v1(name: string, title: string): Service {
  return { name, title, host: name, permission: '', path: v1Path, decode: decodeV1 };
}

/** Likewise the databases' `jobs?id=`. */
function database(name: string, title: string, permission: string): Service {
  return { name, title, host: name, permission, path: jobsByIdPath, decode: decodeJobsById };
}

/** Every service whose jobs can be waited for, by each API reference's page on querying a job. */
export const SERVICES: readonly [Service, ...Service[]] = [
  {
    name: 'cce',
    title: 'CCE',
    host: 'cce',
    permission: 'cce:job:get',
    path: (projectId, jobId) => `/api/v3/projects/${projectId}/jobs/${jobId}`,
    decode: decodeCce,
  },
  {
    name: 'cce-autopilot',
    title: 'CCE Autopilot',
    host: 'cce',
    permission: '',
    path: (projectId, jobId) => `/autopilot/v3/projects/${projectId}/jobs/${jobId}`,
    decode: decodeCce,
  },
  {
    ...v1('ims', 'IMS'),
    permission: 'ims:imageJobs:getPercentage',
    // Huawei Cloud calls the path of the other clouds deprecated.
    path: (projectId, jobId, cloud) =>
      cloud === 'Huawei Cloud' ? `/v1/cloudimages/job/${jobId}` : v1Path(projectId, jobId, cloud),
  },
  v1('ecs', 'ECS'),
  v1('evs', 'EVS'),
  v1('bms', 'BMS'),
  v1('sdrs', 'SDRS'),
  v1('deh', 'DeH'),
  { ...v1('sfs-turbo', 'SFS Turbo'), path: (projectId, jobId) => `/v1/${projectId}/sfs-turbo/jobs/${jobId}` },
  { ...v1('dcs', 'DCS'), permission: 'dcs:job:get', path: (projectId, jobId) => `/v2/${projectId}/jobs/${jobId}` },
  database('rds', 'RDS', 'rds:task:list'),
  database('dds', 'DDS', ''),
  database('gaussdb', 'GaussDB', ''),
  {
    ...v1('elb', 'ELB'),
    path: (projectId, jobId) => `/v3/${projectId}/elb/jobs/${jobId}`,
    decode: decodeElb,
  },
];
