/** Which published model each row of the service table is held to. */
import type { Calls } from './calls.js';
import type { Aspect } from './compare.js';

/** Where a provider's SDK has a service. */
export interface SdkSource {
  /** The end of the package's name: `huaweicloudsdkecs`. */
  readonly package: string;
  /** The folder of its models. */
  readonly version: string;
}

/** The models of a service. */
export interface Source {
  /** The row's name. */
  readonly service: string;
  /** The first has the hosts; each has the request and its words. */
  readonly sdks: readonly SdkSource[];
  /** The operation that asks for a job, as SDK and definitions name it. */
  readonly operation: string;
  /** The product in the definitions. */
  readonly product: string;
  /** Where the definitions have only a list of jobs: that operation, and the property of its answer that lists them. */
  readonly listed?: { readonly operation: string; readonly property: string };
  /** Further operations of the definitions that say the words. */
  readonly wordsIn?: readonly string[];
  /** The calls that start its jobs, where not all of the product do. */
  readonly calls?: Calls;
  /** What none of the models says anything of. */
  readonly unpublished?: readonly Aspect[];
  /** What a reader of the table should know. */
  readonly note?: string;
}

function source(service: string, sdk: string, version: string, product: string, operation: string): Source {
  return { service, sdks: [{ package: sdk, version }], product, operation };
}

/** One for each row of the service table. */
export const SOURCES: readonly Source[] = [
  { ...source('cce', 'cce', 'v3', 'CCE', 'ShowJob'), calls: { product: 'CCE', operations: /^(?!.*Autopilot)/ } },
  {
    ...source('cce-autopilot', 'cce', 'v3', 'CCE', 'ShowAutopilotJob'),
    calls: { product: 'CCE', operations: /Autopilot/ },
  },
  {
    ...source('cce-upgrade', 'cce', 'v3', 'CCE', 'ShowUpgradeClusterTask'),
    calls: { product: 'CCE', operations: /^UpgradeCluster$/, at: '.metadata.uid' },
  },
  { ...source('ims', 'ims', 'v2', 'IMS', 'ShowJob'), unpublished: ['examples'] },
  source('ecs', 'ecs', 'v2', 'ECS', 'ShowJob'),
  source('evs', 'evs', 'v2', 'EVS', 'ShowJob'),
  source('bms', 'bms', 'v1', 'BMS', 'ShowJobInfos'),
  source('sdrs', 'sdrs', 'v1', 'SDRS', 'ShowJobStatus'),
  {
    ...source('deh', 'ecs', 'v2', 'ECS', 'ShowJob'),
    calls: { product: 'DeH' },
    note: "DeH has no job API of its own: held to ECS's",
  },
  source('sfs-turbo', 'sfsturbo', 'v1', 'SFSTurbo', 'ShowJobDetail'),
  source('dcs', 'dcs', 'v2', 'DCS', 'ShowJobInfo'),
  source('rds', 'rds', 'v3', 'RDS', 'ListJobInfo'),
  { ...source('dds', 'dds', 'v3', 'DDS', 'ShowJobDetail'), wordsIn: ['ListTasks'] },
  { ...source('gaussdb', 'gaussdbforopengauss', 'v3', 'GaussDBforopenGauss', 'ShowJobDetail'), wordsIn: ['ListTasks'] },
  { ...source('taurusdb', 'gaussdb', 'v3', 'GaussDB', 'ShowGaussMySqlJobInfo'), wordsIn: ['ListImmediateJobs'] },
  source('geminidb', 'gaussdbfornosql', 'v3', 'GaussDBforNoSQL', 'ListJobs'),
  { ...source('elb', 'elb', 'v3', 'ELB', 'ShowJob'), wordsIn: ['ListJobs'] },
  source('ddm', 'ddm', 'v1', 'DDM', 'ShowDdmJobResult'),
  { ...source('eip', 'eip', 'v2', 'EIP', 'ShowResourcesJobDetail'), unpublished: ['words'] },
  source('dws', 'dws', 'v2', 'DWS', 'ListJobDetails'),
  {
    ...source('swr', 'swr', 'v2', 'SWR', 'ShowInstanceJob'),
    listed: { operation: 'ListInstanceJobs', property: 'jobs' },
    note: 'the definitions have only the list of jobs: an entry of its example stands for the answer',
  },
  {
    ...source('dms', 'kafka', 'v2', 'Kafka', 'ShowBackgroundTask'),
    sdks: ['kafka', 'rabbitmq', 'rocketmq'].map((name) => ({ package: name, version: 'v2' })),
  },
];

/** The services that give credentials, of which the hosts alone are compared; by the names that they have in hosts. */
export const TOKEN_SERVICES: Readonly<Record<string, SdkSource>> = {
  iam: { package: 'iam', version: 'v3' },
  sts: { package: 'sts', version: 'v1' },
};
