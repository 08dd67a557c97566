import { appendFileSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import * as core from '@actions/core';

import type { Annotation } from '../../report/annotations.js';
import type { LogGroup } from '../../report/log-ending.js';
import type { Sanitize } from '../../report/text/sanitize.js';
import { variable } from './environment.js';

/**
 * What the gate leaves behind for the runner: outputs, files, annotations. A report never changes the verdict, so
 * none of these functions throws: what cannot be made or written is a warning.
 */

/** Prints lines to the log as they are; they have been made safe where they were put together. */
export function printLines(lines: readonly string[]): void {
  for (const line of lines) core.info(line);
}

/** Prints lines that are folded up under a title. */
export function printGroups(groups: readonly LogGroup[]): void {
  for (const { title, lines } of groups) {
    core.startGroup(title);
    printLines(lines);
    core.endGroup();
  }
}

/** Shows an annotation on the run's page. */
export function annotate({ level, title, message }: Annotation): void {
  (level === 'error' ? core.error : core.warning)(message, { title });
}

/** Sets the step's outputs. Without the runner's file for them, that is said, and the log is not filled with values. */
export function writeOutputs(outputs: Readonly<Record<string, string>>): void {
  attempt('The outputs', () => {
    requireFile('GITHUB_OUTPUT');
    for (const [name, value] of Object.entries(outputs)) core.setOutput(name, value);
  });
}

/**
 * Adds the report to the job summary.
 *
 * @returns whether it was written
 */
export function writeSummary(markdown: string): boolean {
  let written = false;
  attempt('The job summary', () => {
    appendFileSync(requireFile('GITHUB_STEP_SUMMARY'), markdown);
    written = true;
  });
  return written;
}

/**
 * Writes the report to a file for the steps that follow.
 *
 * @returns its path, `''` if it could not be written
 */
export function writeReport(markdown: string): string {
  let path = '';
  attempt('The report file', () => {
    const temp = variable('RUNNER_TEMP');
    const folder = mkdtempSync(join(temp === '' ? tmpdir() : temp, 'cloud-job-gate-'));
    const file = join(folder, 'report.md');
    writeFileSync(file, markdown);
    path = file;
  });
  return path;
}

function requireFile(name: string): string {
  const path = variable(name);
  if (path === '') throw new Error(`${name} is not set`);
  return path;
}

/** Makes or writes a part of the report. What is thrown is a warning, and the rest goes on. */
export function attempt(what: string, write: () => void, sanitize: Sanitize = String): void {
  try {
    write();
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    core.warning(`${what} could not be written: ${sanitize(why)}. The verdict stands.`);
  }
}
