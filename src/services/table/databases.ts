/** The databases: `jobs?id=`, and its relatives. */
import { DATABASE } from '../formats.js';
import type { Service } from '../service.js';

/** "The job does not exist.": said of a new job for some seconds, and after a job that deletes an instance has ended. */
const NOT_FOUND: readonly string[] = ['DBS.200543'];

const rds: Service = {
  name: 'rds',
  title: 'RDS',
  fullName: 'Relational Database Service: instances',
  host: 'rds',
  hostExceptions: [],
  request: { method: 'GET', path: '/v3/{project_id}/jobs?id={job_id}' },
  permission: 'rds:task:list',
  notFoundCodes: NOT_FOUND,
  jobIds: [
    { calls: 'delete or stop a batch', at: ['.records[].job_id'] },
    { calls: 'restore a batch of tables or databases', at: ['.restore_result[].job_id'] },
    { calls: 'carry out scheduled events', at: ['.results[].job_id'] },
    { calls: 'all others', at: ['.job_id'] },
  ],
  format: DATABASE,
};

const dds: Service = {
  ...rds,
  name: 'dds',
  title: 'DDS',
  fullName: 'Document Database Service: instances',
  host: 'dds',
  permission: 'dds:task:getDetail',
  jobIds: [
    { calls: 'upgrade a batch', at: ['.upgrade_results[].job_id'] },
    { calls: 'all others', at: ['.job_id'] },
  ],
  format: { ...DATABASE, progress: ['progress'] },
};

const gaussdb: Service = {
  ...dds,
  name: 'gaussdb',
  title: 'GaussDB',
  fullName: 'GaussDB: instances',
  host: 'gaussdb',
  hostExceptions: [
    {
      // In most of these `gaussdb.{region}` is the host of TaurusDB.
      host: 'gaussdb-opengauss',
      regions: [
        'af-south-1',
        'ap-southeast-1',
        'ap-southeast-2',
        'ap-southeast-3',
        'ap-southeast-4',
        'cn-east-3',
        'cn-north-2',
        'cn-north-4',
        'cn-north-9',
        'cn-south-1',
        'cn-south-2',
        'cn-south-4',
        'cn-southwest-2',
        'la-north-2',
        'la-south-2',
        'ru-northwest-2',
        'sa-brazil-1',
      ],
    },
  ],
  permission: '',
  jobIds: [
    { calls: 'upgrade a batch', at: ['.job_ids[]'] },
    { calls: 'carry out scheduled events', at: ['.results[].job_id'] },
    { calls: 'all others', at: ['.job_id'] },
  ],
};

const taurusdb: Service = {
  ...rds,
  name: 'taurusdb',
  title: 'TaurusDB',
  fullName: 'TaurusDB (GaussDB for MySQL): instances, proxies',
  host: 'gaussdb-mysql',
  hostExceptions: [
    {
      host: 'gaussdb',
      regions: [
        'ap-southeast-3',
        'ap-southeast-4',
        'cn-east-3',
        'cn-north-2',
        'cn-north-4',
        'cn-north-9',
        'cn-south-1',
        'cn-south-4',
        'cn-southwest-2',
        'ru-northwest-2',
        'sa-brazil-1',
      ],
    },
    {
      host: 'gaussdbformysql',
      regions: ['ap-southeast-1', 'ap-southeast-2', 'cn-north-11', 'me-east-1', 'tr-west-1'],
    },
  ],
  request: {
    method: 'GET',
    path: '/v3/{project_id}/jobs?id={job_id}',
    pathIn: { 'Open Telekom Cloud': '/mysql/v3/{project_id}/jobs?id={job_id}' },
  },
  permission: 'gaussdbformysql:task:list',
  jobIds: [
    { calls: 'change the specification of a batch, check a batch before its upgrade', at: ['.job_ids[]'] },
    { calls: 'all others', at: ['.job_id'] },
  ],
  format: {
    ...DATABASE,
    words: { ...DATABASE.words, unauthorized: 'Initializing', canceled: 'Failed' },
    remarks: { unauthorized: 'the task waits for its authorisation', canceled: 'the task was cancelled' },
  },
};

const geminidb: Service = {
  ...rds,
  name: 'geminidb',
  title: 'GeminiDB',
  fullName: 'GeminiDB (GaussDB NoSQL): instances',
  host: 'gaussdb-nosql',
  permission: 'gaussdbfornosql:task:list',
  jobIds: [
    { calls: 'upgrade a batch', at: ['.upgrade_results[].job_id'] },
    { calls: 'all others', at: ['.job_id'] },
  ],
  format: {
    ...DATABASE,
    envelope: { name: 'jobs', holds: 'jobs' },
    startedAt: ['start_time'],
    updatedAt: ['end_time'],
    endedAt: ['end_time'],
    progress: ['progress'],
  },
};

const ddm: Service = {
  ...rds,
  name: 'ddm',
  title: 'DDM',
  fullName: 'Distributed Database Middleware: instances, schemas',
  host: 'ddm',
  request: { method: 'GET', path: '/v3/{project_id}/jobs/{job_id}' },
  permission: '',
  jobIds: [
    { calls: 'restart an instance, expand or shrink its nodes, change a database or parameters', at: ['.jobId'] },
    { calls: 'all others', at: ['.job_id'] },
  ],
  format: { ...DATABASE, startedAt: ['created_time'], updatedAt: ['end_time'], endedAt: ['end_time'] },
};

/** In the order of the documents. */
export const DATABASES: readonly Service[] = [rds, dds, gaussdb, taurusdb, geminidb, ddm];
