/** Runs a program in a process of its own: arguments, environment and input go in; streams and an exit status come out. */
import { spawn, type ChildProcess } from 'node:child_process';
import { tmpdir } from 'node:os';
import { fileURLToPath } from 'node:url';

import { isJsonObject } from '../src/base/json.js';
import { PrintedLog } from './printed-log.js';

const MEASURE = fileURLToPath(new URL('./measure.cjs', import.meta.url));

export interface ProgramOptions {
  /** The file that Node runs. */
  readonly file: string;
  readonly args?: readonly string[];
  /** The environment beside `PATH` and `HOME`; `undefined` takes a variable away. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** What standard input has, to its end; without it the input is that of an empty file. */
  readonly input?: string;
  /** Whether standard input, if it has nothing else, is a pipe that nobody writes to and that stays open. */
  readonly keepInputOpen?: boolean;
  /** The working directory; the folder for temporary files by default. */
  readonly cwd?: string;
  /** The Node that runs the file; by default the one that runs this. */
  readonly node?: string;
  /** Called with what is printed, as it is printed. */
  readonly onOutput?: (text: string, stream: 'stdout' | 'stderr') => void;
  /**
   * Whether the program gets a process group of its own, so that Ctrl-C in a terminal does not reach it directly: a
   * runner's signals do not either. Whoever sets this must see to its end.
   */
  readonly detached?: boolean;
  /** Whether the result says what the process took. */
  readonly measured?: boolean;
}

export interface ProgramResult {
  /** `null` where a signal ended it. */
  readonly exitCode: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
  /** From its start to its end, in milliseconds. */
  readonly durationMs: number;
  /** Of a measured program that no signal ended. */
  readonly usage?: Usage;
}

/** What a process took, from before its program's first line to its exit. */
interface Usage {
  /** Without the time for which it waited for a processor that other processes had. */
  readonly tookMs: number;
  readonly cpuMs: number;
  readonly peakMemoryBytes: number;
}

/** A program that has been started. */
export interface RunningProgram {
  readonly child: ChildProcess;
  /** Rejects only where Node cannot be started. */
  readonly result: Promise<ProgramResult>;
  /** Resolves once stdout or stderr has the text; rejects when the program ends without it. */
  readonly waitForLog: (pattern: RegExp | string) => Promise<void>;
  /** Kills the program if it still runs, and waits until nothing of it is left. */
  readonly stop: () => Promise<void>;
}

/** Starts a program of Node's. Nothing of the environment of this process gets into its own but `PATH` and `HOME`. */
export function startProgram(options: ProgramOptions): RunningProgram {
  const startedAt = performance.now();
  const child = spawnNode(options);
  // A program that does not read its input ends all the same.
  child.stdin?.on('error', () => undefined);
  if (options.keepInputOpen !== true) child.stdin?.end(options.input);
  const log = new PrintedLog();
  for (const name of ['stdout', 'stderr'] as const) {
    child[name]?.setEncoding('utf8').on('data', (text: string) => {
      log.add(name, text);
      options.onOutput?.(text, name);
    });
  }
  const measured: Buffer[] = [];
  child.stdio[3]?.on('data', (chunk: Buffer) => measured.push(chunk));
  const result = ended(child)
    .then(({ exitCode, signal }) => {
      const durationMs = performance.now() - startedAt;
      const { stdout, stderr } = log;
      const end = { exitCode, signal, stdout, stderr, durationMs };
      return measured.length === 0 ? end : { ...end, usage: parseUsage(Buffer.concat(measured).toString()) };
    })
    .finally(() => {
      log.close();
    });
  // A test that fails for another reason no longer awaits it.
  result.catch(() => undefined);
  return {
    child,
    result,
    waitForLog: (pattern) => log.waitFor(pattern),
    stop: async () => {
      child.kill('SIGKILL');
      await result.catch(() => undefined);
    },
  };
}

function spawnNode(options: ProgramOptions): ChildProcess {
  const measured = options.measured ?? false;
  const preload = measured ? ['--require', MEASURE] : [];
  return spawn(options.node ?? process.execPath, [...preload, options.file, ...(options.args ?? [])], {
    cwd: options.cwd ?? tmpdir(),
    env: environment(options.env ?? {}),
    stdio: [
      options.input === undefined && options.keepInputOpen !== true ? 'ignore' : 'pipe',
      'pipe',
      'pipe',
      measured ? 'pipe' : 'ignore',
    ],
    detached: options.detached ?? false,
  });
}

function environment(more: NonNullable<ProgramOptions['env']>): NodeJS.ProcessEnv {
  const variables = { PATH: process.env['PATH'], HOME: process.env['HOME'], ...more };
  return Object.fromEntries(Object.entries(variables).filter(([, value]) => value !== undefined));
}

/** Settles when the process has ended and its output has been read to the end. */
function ended(child: ChildProcess): Promise<Pick<ProgramResult, 'exitCode' | 'signal'>> {
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (exitCode, signal) => {
      resolve({ exitCode, signal });
    });
  });
}

function parseUsage(text: string): Usage {
  const value: unknown = JSON.parse(text);
  const figure = (name: string): number => (isJsonObject(value) ? Number(value[name]) : Number.NaN);
  return { tookMs: figure('tookMs'), cpuMs: figure('cpuMs'), peakMemoryBytes: figure('peakMemoryBytes') };
}
