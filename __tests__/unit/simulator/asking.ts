import { afterEach } from '@jest/globals';

import {
  PROJECT_ID,
  startSimulator,
  TOKEN,
  type Simulator,
  type SimulatorOptions,
} from '../../../simulator/simulator.js';

export const CLUSTER = '354331b2c-229a-11e8-9c75-0255ac100ceb';
export const IMAGE = 'ff8080824dbd65d7014dbe0d84db0013';
export const JSON_TYPE = { 'content-type': 'application/json' };

const open: Simulator[] = [];

/** A simulator that is closed after the test. */
export async function start(options?: SimulatorOptions): Promise<Simulator> {
  const simulator = await startSimulator(options);
  open.push(simulator);
  return simulator;
}

afterEach(async () => {
  await Promise.all(open.splice(0).map((simulator) => simulator.close()));
});

/** One request, and its answer as JSON; by default one that both services accept. */
export async function ask(
  simulator: Simulator,
  path: string,
  headers: Record<string, string> = { 'x-auth-token': TOKEN, ...JSON_TYPE },
  method = 'GET',
): Promise<{ status: number; body: unknown; headers: Headers }> {
  const response = await fetch(simulator.endpoint + path, { headers, method });
  return { status: response.status, body: await response.json(), headers: response.headers };
}

/** The path of a CCE job. */
export function clusterPath(jobId: string, projectId = PROJECT_ID): string {
  return `/api/v3/projects/${projectId}/jobs/${jobId}`;
}

/** The path of an IMS job. */
export function imagePath(jobId: string, projectId = PROJECT_ID): string {
  return `/v1/${projectId}/jobs/${jobId}`;
}
