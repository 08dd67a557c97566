/** What a GitHub runner does for a JavaScript action: a clean environment, inputs in it, files for what comes out. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { startProgram, type ProgramOptions, type ProgramResult, type RunningProgram } from './program.js';
import { parseOutputs, readTree } from './runner-files.js';

/** The committed bundle of this repository. */
export const BUNDLE = fileURLToPath(new URL('../dist/index.js', import.meta.url));

export interface ActionOptions extends Pick<ProgramOptions, 'node' | 'onOutput' | 'detached' | 'measured'> {
  readonly inputs: Readonly<Record<string, string>>;
  /** Inputs that are not given, as `action.yml` has their defaults. */
  readonly defaults?: Readonly<Record<string, string>>;
  /** More of the environment, which wins over all else; `undefined` takes a variable away. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** The file that Node runs; `BUNDLE` by default. */
  readonly bundle?: string;
}

export interface ActionResult extends ProgramResult {
  readonly outputs: Readonly<Record<string, string>>;
  /** The job summary, in Markdown. */
  readonly summary: string;
  /** What is left in `RUNNER_TEMP`, by its path from there. */
  readonly files: Readonly<Record<string, string>>;
}

/** An action that has been started. */
export interface RunningAction extends Omit<RunningProgram, 'result'> {
  /** The action's `RUNNER_TEMP`; gone when the result is there. */
  readonly runnerTemp: string;
  /** Rejects only where Node cannot be started or the action wrote an output file that a runner would not read. */
  readonly result: Promise<ActionResult>;
}

/**
 * Starts an action as a runner does. Everything it writes goes to a folder of its own, which is removed at its end.
 *
 * @throws {Error} where the temporary folder cannot be made
 */
export function startAction({ inputs, defaults, env, bundle = BUNDLE, ...options }: ActionOptions): RunningAction {
  const folders = makeFolders();
  const program = startProgram({
    ...options,
    file: bundle,
    cwd: folders.workspace,
    env: { ...inputVariables({ ...defaults, ...inputs }), ...runnerVariables(folders), ...env },
  });
  const result = program.result
    .then((ended) => ({
      ...ended,
      outputs: parseOutputs(readFileSync(folders.output, 'utf8')),
      summary: readFileSync(folders.summary, 'utf8'),
      files: readTree(folders.temp),
    }))
    .finally(() => {
      rmSync(folders.root, { recursive: true, force: true });
    });
  // A test that fails for another reason no longer awaits it.
  result.catch(() => undefined);
  return {
    ...program,
    runnerTemp: folders.temp,
    result,
    stop: async () => {
      await program.stop();
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

/** The variables by which a runner hands inputs over. */
export function inputVariables(inputs: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(inputs).map(([name, value]) => [`INPUT_${name.replaceAll(' ', '_').toUpperCase()}`, value]),
  );
}

function runnerVariables({ output, summary, workspace, temp }: Folders): Record<string, string> {
  return {
    GITHUB_ACTIONS: 'true',
    GITHUB_OUTPUT: output,
    GITHUB_STEP_SUMMARY: summary,
    GITHUB_WORKSPACE: workspace,
    RUNNER_TEMP: temp,
  };
}
