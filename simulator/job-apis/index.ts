import type { Service } from '../scenario.js';
import { cce, cceAutopilot, cceUpgrade } from './cce.js';
import { DATABASES } from './databases.js';
import { elb } from './elb.js';
import { dcs, dms, dws, swr } from './flat.js';
import { ims } from './ims.js';
import type { JobApi } from './job-api.js';
import { sfsTurbo, V1 } from './v1.js';

/** The job API of each service. Of several at one path the first answers about a job that nobody knows. */
export const JOB_APIS: readonly JobApi[] = [
  cce,
  cceAutopilot,
  cceUpgrade,
  ims,
  ...V1,
  sfsTurbo,
  ...DATABASES,
  dws,
  dcs,
  dms,
  elb,
  swr,
];

/** @throws {Error} where none of `JOB_APIS` is the service's */
export function jobApiOf(service: Service): JobApi {
  const api = JOB_APIS.find((each) => each.service === service);
  if (api === undefined) throw new Error(`the simulator has no job API for ${service}`);
  return api;
}
