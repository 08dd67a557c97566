/** The files of the runner: outputs, the job summary, the report. What cannot be written throws. */
import { appendFileSync, existsSync, mkdtempSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { setOutput } from '@actions/core';

import type { ReportChoice } from '../../config/config.js';
import type { Outcome } from '../../engine/events.js';
import type { Reports } from '../../host.js';
import type { Places } from '../../report/log/ending.js';
import { runUrlOf } from './comment/place.js';
import { variable } from './environment.js';

/** Writes summary, report and outputs, each on its own, and says where they are. */
export async function writeReports(reports: Reports): Promise<Places> {
  const { attempt, result, config, sanitize } = reports;
  const places = { summary: '', report: '' };
  let markdown: string | undefined;
  const report = (): string => (markdown ??= reports.markdown());
  await attempt('The job summary', () => {
    if (!isWanted(config.summary, result.outcome)) return;
    const path = requireFile('GITHUB_STEP_SUMMARY');
    const text = report();
    whole(path, () => {
      appendFileSync(path, text);
    });
    places.summary = runUrlOf(variable) || 'on the page of this run';
  });
  await attempt('The report file', () => {
    places.report = writeReport(report());
  });
  let outputs: Readonly<Record<string, string>> = { outcome: result.outcome };
  await attempt('The outputs', () => {
    outputs = reports.outputs();
  });
  await attempt('The outputs', () => {
    writeOutputs({ ...outputs, report: sanitize(places.report, places.report.length) });
  });
  return places;
}

/** Sets the step's outputs. Without the runner's file for them, the log is not filled with values. */
export function writeOutputs(outputs: Readonly<Record<string, string>>): void {
  const path = requireFile('GITHUB_OUTPUT');
  for (const [name, value] of Object.entries(outputs)) {
    whole(path, () => {
      setOutput(name, value);
    });
  }
}

/** Appends to a file, or leaves it as it was: half a value, of a disk that fills up, would be read as a value. */
function whole(path: string, append: () => void): void {
  const { size } = statSync(path, { throwIfNoEntry: false }) ?? { size: 0 };
  try {
    append();
  } catch (error) {
    if (existsSync(path) && statSync(path).isFile()) truncateSync(path, size);
    throw error;
  }
}

/** Writes the report to a file for the steps that follow, and gives its path. */
function writeReport(markdown: string): string {
  const folder = mkdtempSync(join(variable('RUNNER_TEMP') || tmpdir(), 'cloud-job-gate-'));
  const path = join(folder, 'report.md');
  writeFileSync(path, markdown);
  return path;
}

function requireFile(name: string): string {
  const path = variable(name);
  if (path === '') throw new Error(`${name} is not set`);
  return path;
}

/** Whether a report is wanted for an outcome. */
function isWanted(choice: ReportChoice, outcome: Outcome): boolean {
  return choice === 'always' || (choice === 'on-failure' && outcome !== 'success');
}
