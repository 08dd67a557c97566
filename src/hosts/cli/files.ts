/** Everything that the command line writes at its end, but for the log. */
import { statSync, truncateSync, writeFileSync } from 'node:fs';

import type { Reports } from '../../host.js';
import type { Places } from '../../report/log/ending.js';
import type { OutputOptions } from './output-options.js';
import { outputsWithout, type Values, valuesOf } from './values.js';
import { junitOf } from './junit.js';
import { dotenvOf } from './dotenv.js';

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

/** Writes the dotenv file, if it is wanted. */
export function writeDotenv({ dotenv }: OutputOptions, values: Values): void {
  if (dotenv !== '') writeWhole(dotenv, dotenvOf(values));
}

/** Prints the JSON object, if it is wanted: the only thing that standard output ever has. */
export function printJson({ json }: OutputOptions, values: Values): void {
  if (json) process.stdout.write(`${JSON.stringify(values)}\n`);
}

/** Writes a file, or leaves it empty: half of it, on a disk that fills up, would be read as all there is. */
function writeWhole(path: string, text: string): void {
  try {
    writeFileSync(path, text);
  } catch (error) {
    if (statSync(path, { throwIfNoEntry: false })?.isFile() === true) truncateSync(path);
    throw error;
  }
}
