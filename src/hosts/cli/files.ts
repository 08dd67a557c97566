/** Everything that the command line writes at its end, but for the log: a JSON object, a dotenv file, JUnit, the report. */
import { closeSync, constants, openSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

import type { Outcome } from '../../engine/events.js';
import type { Reports } from '../../host.js';
import type { Places } from '../../report/log/ending.js';
import { type Outputs, usageErrorOutputs } from '../../report/outputs/outputs.js';
import { cut, type Sanitize } from '../../report/text/sanitize.js';
import { junitOf } from './junit.js';
import type { OutputOptions } from './settings.js';

/** Writes the files that are wanted and the JSON object, each on its own, and says where the report is. */
export async function writeReports(reports: Reports, options: OutputOptions): Promise<Places> {
  const { attempt, sanitize, result } = reports;
  let report = '';
  await attempt('The report', () => {
    if (options.report === '') return;
    writeWhole(options.report, reports.markdown());
    report = options.report;
  });
  await attempt('The JUnit file', () => {
    if (options.junit !== '') writeWhole(options.junit, junitOf(reports));
  });
  let outputs = outputsWithout(result.outcome, sanitize);
  await attempt('The outputs', () => {
    outputs = reports.outputs();
  });
  const values = valuesOf(outputs, sanitize(report, report.length), reports.exitStatus);
  await attempt('The dotenv file', () => {
    writeDotenv(options, values);
  });
  await attempt('The JSON object', () => {
    printJson(options, values);
  });
  return { summary: '', report };
}

/** Says at the start which files could not be written as it is, since the end may be an hour away: a sentence for each. */
export function missingFolders(options: OutputOptions): string[] {
  return (['dotenv', 'junit', 'report'] as const)
    .map((name) => ({ name, folder: options[name] === '' ? '.' : dirname(options[name]) }))
    .filter(({ folder }) => kindOf(folder) !== 'folder')
    .map(
      ({ name, folder }) =>
        `Option --${name} leads to the folder ${folder}, which does not exist or cannot be reached.`,
    );
}

/** Writes the dotenv file, if it is wanted. */
export function writeDotenv({ dotenv }: OutputOptions, values: Values): void {
  if (dotenv !== '') writeWhole(dotenv, dotenvOf(values));
}

/**
 * Prints the JSON object, if it is wanted: the only thing that standard output ever has. Nobody waits for a reader to take it,
 * since there may be none, and whether it could be written is known only later.
 */
export function printJson({ json }: OutputOptions, values: Values): void {
  if (!json) return;
  process.stdout.write(`${JSON.stringify(values)}\n`, (error) => {
    if (!(error instanceof Error)) return;
    process.stderr.write(
      `Warning: The JSON object could not be written: ${error.message}. The exit status is unchanged.\n`,
    );
  });
}

/** Writes a file, or leaves it empty: half of it, on a disk that fills up, would be read as all there is. */
function writeWhole(path: string, text: string): void {
  const isPipe = kindOf(path) === 'pipe';
  // Of a pipe that nobody reads, opening it would take for ever. This fails then; else it keeps the pipe open.
  const probe = isPipe ? openSync(path, constants.O_WRONLY | constants.O_NONBLOCK) : undefined;
  try {
    writeFileSync(path, text);
  } catch (error) {
    if (kindOf(path) === 'file') truncateSync(path);
    throw error;
  } finally {
    if (probe !== undefined) closeSync(probe);
  }
}

/** What is at a path; `undefined` where there is none of these, or nobody may look. */
function kindOf(path: string): 'file' | 'folder' | 'pipe' | undefined {
  try {
    const stats = statSync(path);
    if (stats.isFile()) return 'file';
    if (stats.isDirectory()) return 'folder';
    return stats.isFIFO() ? 'pipe' : undefined;
  } catch {
    return undefined;
  }
}

/** Every output of the action, those that are JSON as values, and the exit status. */
export type Values = Readonly<Record<string, unknown>>;

/** The outputs that are JSON text in the action, and arrays here. */
const ARRAYS: ReadonlySet<string> = new Set(['jobs', 'failed_jobs', 'resources']);

/** Turns the action's outputs, which are text, into values. */
export function valuesOf(outputs: Readonly<Record<string, string>>, report: string, exitStatus: number): Values {
  const values = Object.entries(outputs).map(([name, text]): [string, unknown] => [name, valueOf(name, text)]);
  return { ...Object.fromEntries(values), report, exit_status: exitStatus };
}

/** What there is to say where the outputs themselves could not be made. */
function outputsWithout(outcome: Outcome, sanitize: Sanitize): Outputs {
  return { ...usageErrorOutputs(['The outputs could not be made.'], sanitize), outcome };
}

function valueOf(name: string, text: string): unknown {
  if (ARRAYS.has(name)) return JSON.parse(text);
  return name === 'duration' ? Number(text) : text;
}

/** GitLab refuses a file of more than 5 KiB. */
const MAX_BYTES = 5119;

/** What is shortened where the file is too large, the first one first. */
const SHORTENED = ['reason', 'resource_name', 'report'];

/** Every output that is no array, as `GATE_OUTCOME=success`. */
export function dotenvOf(values: Values): string {
  const scalars = new Map(
    Object.entries(values)
      .filter(([name, value]) => name !== 'exit_status' && !Array.isArray(value))
      .map(([name, value]) => [name, literal(String(value))]),
  );
  for (const name of SHORTENED) {
    const value = scalars.get(name) ?? '';
    const others = bytes(linesOf(new Map(scalars).set(name, '')));
    scalars.set(name, cutToBytes(value, MAX_BYTES - others));
  }
  return linesOf(scalars);
}

/** A blank after each sign that could begin a variable's name: what others wrote names none. */
function literal(value: string): string {
  return value.replace(/\$(?=\S)|%(?=[a-z_])/gi, '$& ');
}

function linesOf(scalars: ReadonlyMap<string, string>): string {
  return [...scalars].map(([name, value]) => `GATE_${name.toUpperCase()}=${value}\n`).join('');
}

/** The longest beginning that takes so many bytes at most. */
function cutToBytes(text: string, most: number): string {
  if (bytes(text) <= most) return text;
  let [fits, tooLong] = [0, text.length];
  while (tooLong - fits > 1) {
    const middle = Math.floor((fits + tooLong) / 2);
    if (bytes(cut(text, middle)) <= most) fits = middle;
    else tooLong = middle;
  }
  return cut(text, fits);
}

function bytes(text: string): number {
  return Buffer.byteLength(text);
}
