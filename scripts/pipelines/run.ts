/** Runs a program that runs pipelines, and says whether they ended as they should. */
import { spawn } from 'node:child_process';

/** What a program is started with. */
export interface Call {
  readonly program: string;
  readonly args: readonly string[];
  readonly cwd: string;
  /** Beside `PATH` and `HOME`; nothing else of the environment gets there. */
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** How it ended, with all that it printed. */
export interface Ending {
  /** `null` where a signal ended it. */
  readonly status: number | null;
  readonly log: string;
}

/** One thing that has to be so. */
export type Expectation = readonly [what: string, holds: (ending: Ending) => boolean];

/** How long a program may take, in milliseconds. */
const MAX_MS = 600_000;

/**
 * Runs a program to its end, or kills it after ten minutes.
 *
 * @throws where it cannot be started
 */
export function run({ program, args, cwd, env }: Call): Promise<Ending> {
  return new Promise((resolve, reject) => {
    const { PATH = '', HOME = '' } = process.env;
    const child = spawn(program, args, {
      cwd,
      env: { PATH, HOME, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
      timeout: MAX_MS,
    });
    let log = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => {
        log += text;
      });
    }
    child.once('error', reject);
    child.once('close', (status) => {
      resolve({ status, log });
    });
  });
}

/**
 * Runs a pipeline and prints what holds of it; where something does not, its log as well.
 *
 * @returns whether all of it holds
 */
export async function check(name: string, call: Call, expectations: readonly Expectation[]): Promise<boolean> {
  const ending = await run(call);
  const results = expectations.map(([what, holds]) => ({ what, isSo: holds(ending) }));
  const lines = results.map(({ what, isSo }) => `  ${isSo ? '✅' : '❌ not'} ${what}`);
  process.stdout.write([name, ...lines, ''].join('\n'));
  const isGood = results.every(({ isSo }) => isSo);
  if (!isGood) process.stdout.write(`${ending.log}\nIt ended with ${String(ending.status)}.\n`);
  return isGood;
}
