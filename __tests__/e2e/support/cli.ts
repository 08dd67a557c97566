/** Runs the bundled command line against a simulator, and reads whatever it writes. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { expect, jest } from '@jest/globals';

import {
  startProgram,
  type ProgramOptions,
  type ProgramResult,
  type RunningProgram,
} from '../../../simulator/program.js';
import { readTree } from '../../../simulator/runner-files.js';
import type { Scenario } from '../../../simulator/scenario.js';
import { scenarioNamed } from '../../../simulator/scenarios/index.js';
import { startSimulator, type Simulator } from '../../../simulator/simulator.js';
import { commandsIn } from './log.js';
import { objectProblems } from './schemas.js';

/** The committed bundle of this repository. */
export const COMMAND_LINE = fileURLToPath(new URL('../../../dist/cloud-job-gate.cjs', import.meta.url));

/** No gate of these tests has a longer deadline; one that still runs then hangs. */
const HANGS_AFTER_MS = 25_000;

/** Jest must not be the one to give up: it would leave the gate's process behind. */
jest.setTimeout(2 * HANGS_AFTER_MS);

/** How fast simulated time goes. */
const SPEED = 20;

type Variables = Readonly<Record<string, string | undefined>>;

export interface CliOptions extends Pick<ProgramOptions, 'node' | 'keepInputOpen'> {
  /** The file that Node runs; `COMMAND_LINE` by default. */
  readonly file?: string;
  /** The words after the program's name. `JOB` stands for the IDs of the scenarios' jobs. */
  readonly args: readonly string[];
  readonly scenarios?: readonly (string | Scenario)[];
  /** Variables beside those that lead to the simulator; `undefined` takes one away. */
  readonly env?: Variables | ((simulator: Simulator) => Variables);
  /** What standard input has. */
  readonly input?: (simulator: Simulator) => string;
  readonly speed?: number;
  readonly prepare?: (simulator: Simulator) => void;
  readonly meanwhile?: (running: {
    readonly program: RunningProgram;
    readonly simulator: Simulator;
    readonly folder: string;
  }) => Promise<void>;
}

export interface CliResult extends ProgramResult {
  readonly simulator: Simulator;
  /** The files in the working directory, by their path from there. */
  readonly files: Readonly<Record<string, string>>;
}

/** Runs the command line in an empty folder until it ends. Nothing is left of it, nor of the simulator, afterwards. */
export async function runCli(options: CliOptions): Promise<CliResult> {
  const scenarios = (options.scenarios ?? ['create-cluster']).map((each) =>
    typeof each === 'string' ? scenarioNamed(each) : each,
  );
  const simulator = await startSimulator({ scenarios, speed: options.speed ?? SPEED });
  options.prepare?.(simulator);
  const folder = mkdtempSync(join(tmpdir(), 'cloud-job-gate-cli-'));
  const program = startProgram({
    file: options.file ?? COMMAND_LINE,
    args: options.args.flatMap((word) => (word === 'JOB' ? scenarios.map(({ job }) => job.id) : word)),
    env: {
      ...variablesFor(simulator, scenarios[0]?.service ?? 'cce'),
      ...(typeof options.env === 'function' ? options.env(simulator) : options.env),
    },
    cwd: folder,
    ...(options.input === undefined ? {} : { input: options.input(simulator) }),
    ...(options.node === undefined ? {} : { node: options.node }),
    keepInputOpen: options.keepInputOpen ?? false,
  });
  const watchdog = setTimeout(() => void program.stop(), HANGS_AFTER_MS);
  try {
    await options.meanwhile?.({ program, simulator, folder });
    const result = { ...(await program.result), simulator, files: readTree(folder) };
    expectGoodManners(result);
    return result;
  } finally {
    clearTimeout(watchdog);
    await program.stop();
    await simulator.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

function variablesFor({ endpoint, projectId, token }: Simulator, service: string): Record<string, string> {
  return {
    CLOUD_JOB_GATE_ENDPOINT: endpoint,
    CLOUD_JOB_GATE_PROJECT_ID: projectId,
    CLOUD_JOB_GATE_TOKEN: token,
    CLOUD_JOB_GATE_SERVICE: service,
    CLOUD_JOB_GATE_POLL_INTERVAL: '100ms',
    CLOUD_JOB_GATE_TIMEOUT: '20s',
  };
}

/** What holds of every run, whatever a test is about. */
function expectGoodManners({ stdout, stderr, files, simulator }: CliResult): void {
  for (const text of [stdout, stderr]) {
    expect(commandsIn(text)).toEqual([]);
    expect(text).not.toMatch(/##\[|##vso\[|##teamcity\[/i);
  }
  const all = [stdout, stderr, ...Object.values(files)].join('\n');
  expect(all).not.toContain(simulator.token);
  expect(all).not.toMatch(/\binputs? [a-z_]+ (?:is|are)\b/i);
}

/** The one JSON object that standard output has, held to its schema. */
export function jsonOf({ stdout }: Pick<ProgramResult, 'stdout'>): Record<string, unknown> {
  expect(stdout).toMatch(/^\{.*\}\n$/);
  const value: unknown = JSON.parse(stdout);
  expect(objectProblems(value)).toEqual([]);
  return typeof value === 'object' && value !== null ? { ...value } : {};
}

/** A dotenv file as GitLab's reader takes it: each line has a name and a value. */
export function dotenvOf(text: string): Record<string, string> {
  expect(Buffer.byteLength(text)).toBeLessThan(5120);
  const lines = text.replace(/\n$/, '').split('\n');
  return Object.fromEntries(
    lines.map((line) => {
      const [, name = '', value = ''] = /^(.*?)=(.*)$/.exec(line) ?? [];
      expect(name).toMatch(/^\w+$/);
      return [name, value.trim()];
    }),
  );
}
