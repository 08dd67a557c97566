import { afterEach } from '@jest/globals';

import { PROJECT_ID, type ScriptedJob } from '../../../simulator/scenario.js';
import { scenarioNamed } from '../../../simulator/scenarios/index.js';
import { startSimulator, TOKEN, type Simulator, type SimulatorOptions } from '../../../simulator/simulator.js';
import { stateAt, type JobState } from '../../../simulator/timeline.js';

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

/** One request, and the response's body as JSON; by default with what every service asks for. */
export async function request(
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

const ORIGIN = Date.UTC(2018, 7, 2, 8, 12, 40, 672);

/** The job of a scenario, so many milliseconds after 08:12:40.672 on 2 August 2018. */
export function stateOfScenario(name: string, elapsed: number): JobState {
  return stateOfJob(scenarioNamed(name).job, elapsed);
}

/** Likewise for a job of a test's own. */
export function stateOfJob(job: ScriptedJob, elapsed: number): JobState {
  const state = stateAt(job, { origin: ORIGIN, speed: 1 }, ORIGIN + elapsed);
  if (state === undefined) throw new Error('not created yet');
  return state;
}

/** What of a response body goes over the wire. */
export function sent(body: unknown): unknown {
  return JSON.parse(JSON.stringify(body));
}
