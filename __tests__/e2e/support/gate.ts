/** Runs the action's bundle in a process of its own against a simulated cloud, as every end-to-end test does. */
import { readFileSync } from 'node:fs';

import { expect, jest } from '@jest/globals';
import { parse } from 'yaml';

import type { Identity } from '../../../simulator/identity/identity.js';
import { startAction, type ActionResult, type RunningAction } from '../../../simulator/runner.js';
import type { Scenario } from '../../../simulator/scenario.js';
import { scenarioNamed } from '../../../simulator/scenarios/index.js';
import { startSimulator, type Simulator } from '../../../simulator/simulator.js';
import { environmentFor, inputsFor, KEYS, RUN_TOKEN, type CredentialsKind } from './credentials.js';
import { commandsIn, isIntended } from './log.js';
import { schemaProblems } from './schemas.js';
import { openFixture, type Fixture } from './fixture.js';

/** No gate of these tests has a longer deadline; one that still runs then hangs. */
const HANGS_AFTER_MS = 25_000;

/** Jest must not be the one to give up: it would leave the gate's process behind. */
jest.setTimeout(2 * HANGS_AFTER_MS);

/** How fast simulated time goes: the longest scenario that ends does so within half a second. */
const SPEED = 20;

/** How much later than it promises a gate may end on a machine that is busy with other tests, in milliseconds. */
export const SLACK_MS = 2500;

/** How a run differs from that of a gate that waits for the scenarios. */
export interface Overrides {
  /** Another endpoint than the simulator's. */
  readonly endpoint?: string;
  /** Inputs that differ; an empty one counts as not given. */
  readonly inputs?: Readonly<Record<string, string>>;
  /** More of the environment; `undefined` takes a variable away. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** What happens while the gate runs. */
  readonly meanwhile?: (running: { readonly action: RunningAction; readonly simulator: Simulator }) => Promise<void>;
}

export interface GateOptions extends Overrides {
  /** Scenarios by name, or a test's own; `create-cluster` by default. The gate waits for all of them, in this order. */
  readonly scenarios?: readonly (string | Scenario)[];
  /** How the gate authenticates; with a token by default. */
  readonly credentials?: CredentialsKind;
  /** What of the simulator's endpoint is to be another: the loopback host by its name, or a base path. */
  readonly host?: string;
  readonly basePath?: string;
  /** Milliseconds of simulated time for each on the clock. */
  readonly speed?: number;
  /** The token that the simulator accepts and the gate sends, unless its inputs say otherwise. */
  readonly token?: string;
  /** What differs from the simulator's own issuers of credentials. */
  readonly identity?: Partial<Identity>;
  /** How far the server's clock is ahead, in milliseconds. */
  readonly clockOffsetMs?: number;
  /** The Node that runs the bundle; by default the one that runs the tests. */
  readonly node?: string;
  /** Whether the result says what the process took. */
  readonly measured?: boolean;
  /** Readies servers before the gate starts; what it returns wins over the other options. */
  readonly prepare?: (fixture: Fixture) => Overrides | undefined | Promise<Overrides | undefined>;
}

/** A gate that has ended, and the simulator it asked, which is closed by now. */
export interface Gate extends ActionResult {
  readonly simulator: Simulator;
  /** The inputs that were given. */
  readonly inputs: Readonly<Record<string, string>>;
  /** `RUNNER_TEMP` as it was. */
  readonly runnerTemp: string;
  /** From the arrival of the first request to the end of the process, in milliseconds; `NaN` without a request. */
  readonly waitedMs: number;
}

/** The inputs' defaults as `action.yml` has them: the runner evaluates them, and passes them on as if they were given. */
function manifestDefaults(): Record<string, string> {
  const manifest: unknown = parse(readFileSync(new URL('../../../action.yml', import.meta.url), 'utf8'));
  const inputs = Object.entries(objectOf(objectOf(manifest)['inputs']));
  return Object.fromEntries(inputs.flatMap(([name, input]) => defaultOf(name, objectOf(input)['default'])));
}

function defaultOf(name: string, value: unknown): [string, string][] {
  return typeof value === 'string' ? [[name, value.replace('${{ github.token }}', RUN_TOKEN)]] : [];
}

/** The properties of a JSON object; of anything else none. */
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
    clockOffsetMs: options.clockOffsetMs ?? 0,
    identity: { keys: KEYS, ...options.identity },
    ...(options.token === undefined ? {} : { token: options.token }),
  });
  const fixture = await openFixture(simulator);
  try {
    const overrides = { ...(await options.prepare?.(fixture)) };
    const inputs = { ...inputsOf(options, scenarios, simulator), ...options.inputs, ...overrides.inputs };
    const endpoint = overrides.endpoint ?? options.endpoint;
    if (endpoint !== undefined) inputs['endpoint'] = endpoint;
    const action = startAction({
      defaults: DEFAULTS,
      inputs,
      // A runner shows colours, which are a matter of the tests of the log.
      env: { NO_COLOR: '1', ...environmentFor(options.credentials, simulator), ...options.env, ...overrides.env },
      measured: options.measured ?? false,
      ...(options.node === undefined ? {} : { node: options.node }),
    });
    fixture.closing(() => action.stop());
    const meanwhile = overrides.meanwhile ?? options.meanwhile;
    const result = await untilEnd(action, () => meanwhile?.({ action, simulator }));
    const endedAt = performance.timeOrigin + performance.now();
    const waitedMs = endedAt - (simulator.requests[0]?.at ?? Number.NaN);
    expectGoodManners(result);
    expect(fixture.trapped).toBe(0);
    return { ...result, simulator, inputs, runnerTemp: action.runnerTemp, waitedMs };
  } finally {
    await fixture.close();
  }
}

function inputsOf(
  { credentials, host = '127.0.0.1', basePath = '' }: GateOptions,
  scenarios: readonly Scenario[],
  simulator: Simulator,
): Record<string, string> {
  return {
    service: scenarios[0]?.service ?? 'cce',
    endpoint: simulator.endpoint.replace('127.0.0.1', host) + basePath,
    project_id: simulator.projectId,
    job_id: scenarios.map(({ job }) => job.id).join(','),
    poll_interval: '100ms',
    timeout: '20s',
    ...inputsFor(credentials, simulator),
  };
}

async function untilEnd(action: RunningAction, meanwhile: () => Promise<void> | undefined): Promise<ActionResult> {
  const watchdog = setTimeout(() => void action.stop(), HANGS_AFTER_MS);
  try {
    await meanwhile();
    return await action.result;
  } finally {
    clearTimeout(watchdog);
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
