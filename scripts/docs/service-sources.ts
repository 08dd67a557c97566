/** Where each fact of the service table comes from. Not in the rows: they are shipped, and the gate does not need it. */

/** The page or model that each fact comes from, with its version or date. */
export interface Sources {
  /** Of the request, the status words, and the places of the answer. */
  readonly model: string;
  readonly jobIds: string;
  /** Where not all status words are the model's. */
  readonly words?: string;
  /** Where not all paths are the model's. */
  readonly path?: string;
  readonly notFoundCodes?: string;
  readonly permission?: string;
}

/**
 * By the service's name. All hosts come from one place: the region tables of the huaweicloudsdk packages, 3.1.219. Those
 * are Huawei Cloud's; the other clouds' are named like them.
 */
const SOURCES: Readonly<Record<string, Sources>> = {
  cce: {
    model: 'Reading Job Progress (cce_02_0247), 2022-11-10; ShowJob, CCE API definitions, 2026-09-18',
    jobIds: 'CCE API definitions, 2026-09-18',
    permission: 'CCE API reference, Permissions and Supported Actions',
  },
  'cce-autopilot': {
    model: 'ShowAutopilotJob, CCE API definitions, 2026-09-18',
    jobIds: 'CCE API definitions, 2026-09-18',
  },
  'cce-upgrade': {
    model: 'ShowUpgradeClusterTask, CCE API definitions, 2026-09-18',
    jobIds: 'UpgradeCluster, CCE API definitions, 2026-09-18',
  },
  swr: {
    model: 'ShowInstanceJob, huaweicloudsdkswr 3.1.219',
    jobIds: 'CreateInstance, SWR API definitions, 2026-09-25',
  },
  ims: {
    model: 'Querying the Status of an Asynchronous Job, IMS API reference; ShowJob, IMS API definitions, 2026-10-15',
    jobIds: 'IMS API definitions, 2026-10-15',
    notFoundCodes: 'Error Codes, ECS API reference',
    permission: 'IMS API reference, Permissions and Supported Actions',
  },
  ecs: {
    model: 'ShowJob, ECS API definitions, 2026-10-24',
    jobIds: 'ECS API definitions, 2026-10-24',
    words: 'PENDING_PAYMENT: Querying Task Execution Status, ECS API reference',
    notFoundCodes: 'Error Codes, ECS API reference',
  },
  evs: {
    model: 'ShowJob, EVS API definitions, 2026-10-23',
    jobIds: 'EVS API definitions, 2026-10-23',
    words: 'WAITING_EXECUTE and LISTENING: Querying Task Status, EVS API reference, 2025-11',
    notFoundCodes: 'Error Codes, ECS API reference',
  },
  bms: {
    model: 'ShowJobInfos, BMS API definitions, 2026-08-28',
    jobIds: 'BMS API definitions, 2026-08-28',
    words: 'PENDING_PAYMENT: as in ECS',
    notFoundCodes: 'Error Codes, ECS API reference',
  },
  sdrs: {
    model: 'ShowJobStatus, SDRS API definitions, 2024-04-02',
    jobIds: 'SDRS API definitions, 2024-04-02',
    notFoundCodes: 'Error Codes, ECS API reference',
  },
  deh: {
    model: 'Querying Task Execution Status, ECS API reference: DeH has no job API of its own',
    jobIds: 'CreateDedicatedHost, DeH API definitions, 2026-09-11',
    words: 'PENDING_PAYMENT: Querying Task Execution Status, ECS API reference',
    notFoundCodes: 'Error Codes, ECS API reference',
  },
  eip: {
    model: 'ShowResourcesJobDetail, EIP API definitions, 2026-09-18',
    jobIds: 'EIP API definitions, 2026-09-18',
    notFoundCodes: 'Error Codes, ECS API reference',
  },
  rds: {
    model: 'ListJobInfo, RDS API definitions, 2026-09-25',
    jobIds: 'RDS API definitions, 2026-09-25',
    words: 'Pending: as in TaurusDB',
    notFoundCodes: 'gophertelekomcloud 0.9.3; task pages of DDS and TaurusDB',
    permission: 'RDS API reference, Permissions and Supported Actions',
  },
  dds: {
    model: 'ShowJobDetail, DDS API definitions, 2026-09-18',
    jobIds: 'DDS API definitions, 2026-09-18',
    words: 'Pending: as in TaurusDB',
    notFoundCodes: 'gophertelekomcloud 0.9.3; task pages of DDS and TaurusDB',
    permission: 'DDS API reference, Querying Task Details, 2025-11',
  },
  gaussdb: {
    model: 'ShowJobDetail, GaussDBforopenGauss API definitions, 2026-08-21',
    jobIds: 'GaussDBforopenGauss API definitions, 2026-08-21',
    words: 'Pending: as in TaurusDB',
    notFoundCodes: 'gophertelekomcloud 0.9.3; task pages of DDS and TaurusDB',
  },
  taurusdb: {
    model: 'ShowGaussMySqlJobInfo, GaussDB API definitions, 2026-08-28',
    jobIds: 'GaussDB API definitions, 2026-08-28',
    words: 'Unauthorized and Canceled: ShowGaussMySqlJobInfo, API reference, 2026-02-10',
    path: 'on Open Telekom Cloud: Querying Job Information, GaussDB(for MySQL) API reference; gophertelekomcloud 0.9.3',
    notFoundCodes: 'gophertelekomcloud 0.9.3; task pages of DDS and TaurusDB',
    permission: 'ShowGaussMySqlJobInfo, API reference, 2026-02-10',
  },
  geminidb: {
    model: 'ListJobs, GaussDBforNoSQL API definitions, 2026-10-23',
    jobIds: 'GaussDBforNoSQL API definitions, 2026-10-23',
    words: 'Pending: as in TaurusDB',
    notFoundCodes: 'gophertelekomcloud 0.9.3; task pages of DDS and TaurusDB',
    permission: 'ListJobs, GeminiDB API reference, 2026',
  },
  ddm: {
    model: 'ShowDdmJobResult, DDM API definitions, 2026-06-05',
    jobIds: 'DDM API definitions, 2026-06-05',
    words: 'Pending: as in TaurusDB',
    notFoundCodes: 'gophertelekomcloud 0.9.3; task pages of DDS and TaurusDB',
  },
  'sfs-turbo': {
    model: 'ShowJobDetail, SFSTurbo API definitions, 2026-01-09',
    jobIds: 'SFSTurbo API definitions, 2026-01-09',
  },
  dcs: {
    model: 'ShowJobInfo, DCS API definitions, 2026-06-26',
    jobIds: 'DCS API definitions, 2026-06-26',
    notFoundCodes: 'Error Codes, DCS API reference',
    permission: 'ShowJobInfo, DCS API reference, 2025-11',
  },
  elb: {
    model: 'ShowJob, ELB API definitions, 2026-09-18',
    jobIds: 'ELB API definitions, 2026-09-18',
    words: 'COMPLETE, ROLLBACKING, ROLLBACK_FAIL and CANCEL: huaweicloudsdkelb 3.1.219',
  },
  dws: {
    model: 'ListJobDetails, DWS API definitions, 2026-09-25',
    jobIds: 'DWS API definitions, 2026-09-25',
    permission: 'ListJobDetails, DWS API reference, 2026-09',
  },
  dms: {
    model: 'ShowBackgroundTask, Kafka API definitions, 2026-09-18',
    jobIds: 'Kafka API definitions, 2026-09-18',
    words: 'CANCELLED: huaweicloudsdkkafka 3.1.219',
  },
};

/**
 * @param service its name
 * @throws {Error} for a row of the service table without sources
 */
export function sourcesFor(service: string): Sources {
  const sources = SOURCES[service];
  if (sources === undefined)
    throw new Error(`scripts/docs/service-sources.ts does not say where ${service} comes from`);
  return sources;
}
