/** What a GitHub runner does for a JavaScript action: a clean environment, inputs in it, files for what comes out. */
import { spawn, type ChildProcess } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { parseOutputs, readTree } from './runner-files.js';
import { PrintedLog } from './runner-log.js';

/** The committed bundle of this repository. */
export const BUNDLE = fileURLToPath(new URL('../dist/index.js', import.meta.url));

export interface ActionOptions {
  readonly inputs: Readonly<Record<string, string>>;
  /** Inputs that are not given, as `action.yml` has their defaults. */
  readonly defaults?: Readonly<Record<string, string>>;
  /** More of the environment, which wins over all else; `undefined` takes a variable away. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** The file that Node runs; `BUNDLE` by default. */
  readonly bundle?: string;
  /** Is called with what is printed, as it is printed. */
  readonly onOutput?: (text: string, stream: 'stdout' | 'stderr') => void;
  /**
   * Whether the action gets a process group of its own, so that Ctrl-C in a terminal does not reach it directly: a
   * runner's signals do not either. Whoever sets this must see to its end.
   */
  readonly detached?: boolean;
}

export interface ActionResult {
  /** `null` where a signal ended it. */
  readonly exitCode: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
  readonly outputs: Readonly<Record<string, string>>;
  /** The job summary, in Markdown. */
  readonly summary: string;
  /** What is left in `RUNNER_TEMP`, by its path from there. */
  readonly files: Readonly<Record<string, string>>;
  readonly durationMs: number;
}

/** An action that has been started. */
export interface RunningAction {
  readonly child: ChildProcess;
  /** The action's `RUNNER_TEMP`; gone when the result is there. */
  readonly runnerTemp: string;
  /** Rejects only where Node cannot be started or the action wrote an output file that a runner would not read. */
  readonly result: Promise<ActionResult>;
  /** Resolves once stdout or stderr has the text; rejects when the action ends without it. */
  readonly waitForLog: (pattern: RegExp | string) => Promise<void>;
  /** Kills the action if it still runs, and waits until nothing of it is left. */
  readonly stop: () => Promise<void>;
}

/**
 * Starts an action as a runner does. Everything it writes goes to a folder of its own, which is removed at its end.
 *
 * @throws {Error} where the temporary folder cannot be made
 */
export function startAction(options: ActionOptions): RunningAction {
  const folders = makeFolders();
  const startedAt = performance.now();
  const child = spawn(process.execPath, [options.bundle ?? BUNDLE], {
    cwd: folders.workspace,
    env: environment(options, folders),
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: options.detached ?? false,
  });
  const log = new PrintedLog();
  for (const name of ['stdout', 'stderr'] as const) {
    child[name].setEncoding('utf8').on('data', (text: string) => {
      log.add(name, text);
      options.onOutput?.(text, name);
    });
  }
  const result = ended(child)
    .then(({ exitCode, signal }) => {
      const durationMs = performance.now() - startedAt;
      const { stdout, stderr } = log;
      const outputs = parseOutputs(readFileSync(folders.output, 'utf8'));
      const summary = readFileSync(folders.summary, 'utf8');
      return { exitCode, signal, stdout, stderr, outputs, summary, files: readTree(folders.temp), durationMs };
    })
    .finally(() => {
      log.close();
      rmSync(folders.root, { recursive: true, force: true });
    });
  // A test that fails for another reason no longer awaits it.
  result.catch(() => undefined);
  return {
    child,
    runnerTemp: folders.temp,
    result,
    waitForLog: (pattern) => log.waitFor(pattern),
    stop: async () => {
      child.kill('SIGKILL');
      await result.catch(() => undefined);
    },
  };
}

interface Folders {
  readonly root: string;
  readonly temp: string;
  readonly workspace: string;
  readonly output: string;
  readonly summary: string;
}

function makeFolders(): Folders {
  const root = mkdtempSync(join(tmpdir(), 'cloud-job-gate-'));
  const folders = {
    root,
    temp: join(root, 'temp'),
    workspace: join(root, 'workspace'),
    output: join(root, 'output'),
    summary: join(root, 'summary'),
  };
  for (const folder of [folders.temp, folders.workspace]) mkdirSync(folder);
  // The runner makes these files; the toolkit refuses to write where there is none.
  for (const file of [folders.output, folders.summary]) writeFileSync(file, '');
  return folders;
}

function environment(options: ActionOptions, folders: Folders): NodeJS.ProcessEnv {
  const inputs = Object.entries({ ...options.defaults, ...options.inputs });
  const variables: NodeJS.ProcessEnv = {
    PATH: process.env['PATH'],
    HOME: process.env['HOME'],
    ...Object.fromEntries(inputs.map(([name, value]) => [`INPUT_${name.replaceAll(' ', '_').toUpperCase()}`, value])),
    GITHUB_OUTPUT: folders.output,
    GITHUB_STEP_SUMMARY: folders.summary,
    GITHUB_WORKSPACE: folders.workspace,
    RUNNER_TEMP: folders.temp,
    ...options.env,
  };
  return Object.fromEntries(Object.entries(variables).filter(([, value]) => value !== undefined));
}

/** Settles when the process has ended and its output has been read to the end. */
function ended(child: ChildProcess): Promise<Pick<ActionResult, 'exitCode' | 'signal'>> {
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (exitCode, signal) => {
      resolve({ exitCode, signal });
    });
  });
}
