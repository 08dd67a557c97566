/** The service table. Nothing else names a service: a new one is a row here and, if its answers differ, a dialect beside. */
import { decodeCce } from './cce.js';
import { decodeElb } from './elb.js';
import { decodeJobsById } from './jobs-by-id.js';
import type { Service } from './service.js';
import { decodeV1 } from './v1.js';

const v1Path: Service['path'] = (projectId, jobId) => `/v1/${projectId}/jobs/${jobId}`;
const jobsByIdPath: Service['path'] = (projectId, jobId) => `/v3/${projectId}/jobs?id=${jobId}`;

/** Said where the calls differ, or are not documented in one place. */
const IN_THE_REFERENCE = 'see the page of the call in the API reference';

/** Most services' job API is the v1 dialect at one path, on a host that bears the service's name. */
function v1(name: string, title: string, fullName: string): Service {
  return { name, title, fullName, jobIdAt: '.job_id', host: name, permission: '', path: v1Path, decode: decodeV1 };
}

/** Likewise the databases' `jobs?id=`. */
function database(name: string, title: string, fullName: string, permission: string): Service {
  return { ...v1(name, title, fullName), permission, path: jobsByIdPath, decode: decodeJobsById };
}

/** Every service whose jobs can be waited for, by each API reference's page on querying a job. */
export const SERVICES: readonly [Service, ...Service[]] = [
  {
    name: 'cce',
    title: 'CCE',
    fullName: 'Cloud Container Engine',
    jobIdAt:
      'create or delete a cluster or a node: .status.jobID; accept a node, change a node pool, rotate certificates: .jobid; resize a cluster: .jobID; delete a node pool: .jobId',
    host: 'cce',
    permission: 'cce:job:get',
    path: (projectId, jobId) => `/api/v3/projects/${projectId}/jobs/${jobId}`,
    decode: decodeCce,
  },
  {
    name: 'cce-autopilot',
    title: 'CCE Autopilot',
    fullName: 'CCE Autopilot',
    jobIdAt: '.status.jobID',
    host: 'cce',
    permission: '',
    path: (projectId, jobId) => `/autopilot/v3/projects/${projectId}/jobs/${jobId}`,
    decode: decodeCce,
  },
  {
    ...v1('ims', 'IMS', 'Image Management Service'),
    jobIdAt: 'create, import, export or copy an image: .job_id',
    permission: 'ims:imageJobs:getPercentage',
    // Huawei Cloud calls the path of the other clouds deprecated.
    path: (projectId, jobId, cloud) =>
      cloud === 'Huawei Cloud' ? `/v1/cloudimages/job/${jobId}` : v1Path(projectId, jobId, cloud),
  },
  { ...v1('ecs', 'ECS', 'Elastic Cloud Server'), jobIdAt: '.job_id; the job is forgotten a day after its end' },
  v1('evs', 'EVS', 'Elastic Volume Service'),
  v1('bms', 'BMS', 'Bare Metal Server'),
  v1('sdrs', 'SDRS', 'Storage Disaster Recovery'),
  { ...v1('deh', 'DeH', 'Dedicated Host'), jobIdAt: IN_THE_REFERENCE },
  {
    ...v1('sfs-turbo', 'SFS Turbo', 'Scalable File Service Turbo'),
    jobIdAt: IN_THE_REFERENCE,
    path: (projectId, jobId) => `/v1/${projectId}/sfs-turbo/jobs/${jobId}`,
  },
  {
    ...v1('dcs', 'DCS', 'Distributed Cache Service'),
    jobIdAt: IN_THE_REFERENCE,
    permission: 'dcs:job:get',
    path: (projectId, jobId) => `/v2/${projectId}/jobs/${jobId}`,
  },
  database('rds', 'RDS', 'Relational Database Service', 'rds:task:list'),
  database('dds', 'DDS', 'Document Database Service', ''),
  database('gaussdb', 'GaussDB', 'GaussDB', ''),
  {
    ...v1('elb', 'ELB', 'Elastic Load Balance'),
    jobIdAt: 'copy a load balancer or a listener: .job_id',
    path: (projectId, jobId) => `/v3/${projectId}/elb/jobs/${jobId}`,
    decode: decodeElb,
  },
];
