import { readFileSync } from 'node:fs';

import { expect, jest } from '@jest/globals';
import { parse } from 'yaml';

import { startAction, type ActionResult, type RunningAction } from '../../../simulator/runner.js';
import type { Scenario } from '../../../simulator/scenario.js';
import { scenarioNamed } from '../../../simulator/scenarios/index.js';
import { startSimulator, type Simulator } from '../../../simulator/simulator.js';
import { commandsIn, isIntended } from './log.js';
import { schemaProblems } from './schemas.js';

/** No gate of these tests has a longer deadline; one that still runs then hangs. */
const HANGS_AFTER_MS = 25_000;

/** Jest must not be the one to give up: it would leave the gate's process behind. */
jest.setTimeout(2 * HANGS_AFTER_MS);

/** How fast simulated time goes: the longest scenario that ends does so within half a second. */
const SPEED = 20;

/** How much later than it promises a gate may end on a machine that is busy with other tests, in milliseconds. */
export const SLACK_MS = 2500;

export interface GateOptions {
  /** Scenarios by name, or a test's own; `create-cluster` by default. The gate waits for all of them, in this order. */
  readonly scenarios?: readonly (string | Scenario)[];
  /** Inputs that differ from those of a gate that waits for the scenarios. */
  readonly inputs?: Readonly<Record<string, string>>;
  /** What of the simulator's endpoint is to be another: the loopback host by its name, or a base path. */
  readonly host?: string;
  readonly basePath?: string;
  /** More of the environment; `undefined` takes a variable away. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** Milliseconds of simulated time for each on the clock. */
  readonly speed?: number;
  /** The token that the simulator accepts and the gate sends, unless its inputs say otherwise. */
  readonly token?: string;
  /** Readies the simulator before the gate starts. */
  readonly prepare?: (simulator: Simulator) => void;
  /** What happens to the gate while it runs. */
  readonly meanwhile?: (gate: { readonly action: RunningAction; readonly simulator: Simulator }) => Promise<void>;
}

/** A gate that has ended, and the simulator it asked, which is closed by now. */
export interface Gate extends ActionResult {
  readonly simulator: Simulator;
  /** `RUNNER_TEMP` as it was. */
  readonly runnerTemp: string;
  /** From the arrival of the first request to the end of the process, in milliseconds; `NaN` without a request. */
  readonly waitedMs: number;
}

/** The inputs' defaults as `action.yml` has them: the runner passes them on as if they had been given. */
function manifestDefaults(): Record<string, string> {
  const manifest: unknown = parse(readFileSync(new URL('../../../action.yml', import.meta.url), 'utf8'));
  const inputs = Object.entries(objectOf(objectOf(manifest)['inputs']));
  return Object.fromEntries(inputs.flatMap(([name, input]) => defaultOf(name, objectOf(input)['default'])));
}

function defaultOf(name: string, value: unknown): [string, string][] {
  return typeof value === 'string' ? [[name, value]] : [];
}

/** The members of a JSON object; of anything else none. */
export function objectOf(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}

const DEFAULTS = manifestDefaults();

/** Runs the bundle against a simulator of its own until it ends. Nothing is left of either afterwards. */
export async function runGate(options: GateOptions = {}): Promise<Gate> {
  const scenarios = (options.scenarios ?? ['create-cluster']).map((each) =>
    typeof each === 'string' ? scenarioNamed(each) : each,
  );
  const simulator = await startSimulator({
    scenarios,
    speed: options.speed ?? SPEED,
    ...(options.token === undefined ? {} : { token: options.token }),
  });
  options.prepare?.(simulator);
  const action = startAction({
    defaults: DEFAULTS,
    inputs: {
      service: scenarios[0]?.service ?? 'cce',
      endpoint: simulator.endpoint.replace('127.0.0.1', options.host ?? '127.0.0.1') + (options.basePath ?? ''),
      project_id: simulator.projectId,
      job_id: scenarios.map(({ job }) => job.id).join(','),
      token: simulator.token,
      poll_interval: '100ms',
      timeout: '20s',
      ...options.inputs,
    },
    ...(options.env === undefined ? {} : { env: options.env }),
  });
  const watchdog = setTimeout(() => void action.stop(), HANGS_AFTER_MS);
  try {
    await options.meanwhile?.({ action, simulator });
    const result = await action.result;
    expectGoodManners(result);
    const endedAt = performance.timeOrigin + performance.now();
    const waitedMs = endedAt - (simulator.requests[0]?.at ?? Number.NaN);
    return { ...result, simulator, runnerTemp: action.runnerTemp, waitedMs };
  } finally {
    clearTimeout(watchdog);
    await action.stop();
    await simulator.close();
  }
}

/** What holds of every run, whatever a test is about. */
function expectGoodManners({ stdout, stderr, outputs }: ActionResult): void {
  expect(stderr).toBe('');
  expect(stdout).not.toContain('##[');
  expect(stdout).not.toContain('is not part of this bundle');
  expect(commandsIn(stdout).filter((command) => !isIntended(command))).toEqual([]);
  expect(schemaProblems(outputs)).toEqual([]);
}

/** The `jobs` and `failed_jobs` outputs are JSON. */
export function jsonOutput(gate: ActionResult, name: 'jobs' | 'failed_jobs'): unknown {
  return JSON.parse(gate.outputs[name] ?? '');
}
