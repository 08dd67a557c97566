/** The outputs of a gate: that they are there, have their shapes, and agree with each other. */
import { readFileSync } from 'node:fs';

import { parse } from 'yaml';

import { schemaProblems } from '../__tests__/e2e/support/schemas.js';
import type { Finding } from './finding.js';
import type { Observation } from './run-gate.js';
import { jobIdOf } from './server.js';

/** The names that `action.yml` promises. */
const OUTPUTS = namesOf(parse(readFileSync(new URL('../action.yml', import.meta.url), 'utf8')), 'outputs');

function namesOf(value: unknown, key: string): string[] {
  const part: unknown = typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined;
  return typeof part === 'object' && part !== null ? Object.keys(part) : [];
}

/** What is wrong with a gate's outputs and reports. */
export function outputProblems(seen: Observation): Finding[] {
  const { outputs } = seen.result;
  const missing = OUTPUTS.filter((name) => outputs[name] === undefined);
  if (missing.length > 0) return [{ rule: 'output', text: `missing: ${missing.join(', ')}` }];
  return [...wrongOutputs(seen), ...wrongReports(seen)].map((text) => ({ rule: 'output', text }));
}

function wrongOutputs({ result: { outputs }, fuzzed, startedAt, endedAt }: Observation): string[] {
  const { outcome = '', reason = '', phase = '', duration = '' } = outputs;
  const problems = schemaProblems(outputs);
  if (problems.length > 0) return problems;
  const jobs = parsedList(outputs['jobs']);
  const failures = parsedList(outputs['failed_jobs']);
  const ids = jobs.map((job) => property(job, 'id'));
  const phases = jobs.map((job) => property(job, 'phase'));
  const wanted = fuzzed.jobs.map((_, index) => jobIdOf(index));
  const checks: readonly (readonly [boolean, string])[] = [
    [(reason === '') === (outcome === 'success'), `reason ${JSON.stringify(reason)} with outcome ${outcome}`],
    [ids.every((id, index) => id === undefined || id === wanted[index]), `jobs has the IDs ${ids.join(', ')}`],
    [ids.length === wanted.length || jobs.some(isOmission), `jobs has ${ids.length} elements`],
    [outputs['job_id'] === wanted[0], `job_id is ${outputs['job_id']}`],
    [outcome !== 'success' || phase === 'Success', `phase ${phase} with outcome success`],
    [outcome !== 'success' || failures.length === 0, 'failed_jobs is not empty with outcome success'],
    [outcome !== 'success' || phases.every((each) => each === 'Success' || each === undefined), 'jobs not all Success'],
    [outcome !== 'failed' || phase === 'Failed', `phase ${phase} with outcome failed`],
    [outcome !== 'failed' || failures.length > 0, 'failed_jobs is empty with outcome failed'],
    [/^\d+$/.test(duration) && Number(duration) * 1000 <= endedAt - startedAt, `duration is ${duration}`],
    ...Object.entries(outputs).map(
      ([name, text]) => [!/[\n\r\u2028]/.test(text), `${name} has several lines`] as const,
    ),
  ];
  return checks.flatMap(([right, text]) => (right ? [] : [text]));
}

function wrongReports({ result }: Observation): string[] {
  const { outputs, summary, files, stderr } = result;
  const report = outputs['report'] ?? '';
  const name = Object.keys(files).find((file) => report.replaceAll('\\', '/').endsWith(`/${file}`));
  return [
    ...(summary === '' ? ['there is no summary'] : []),
    ...(name === undefined || files[name] === '' ? [`there is no report at ${JSON.stringify(report)}`] : []),
    ...(stderr === '' ? [] : [`stderr: ${stderr.slice(0, 300)}`]),
  ];
}

function parsedList(text: string | undefined): unknown[] {
  const value: unknown = JSON.parse(text ?? '');
  return Array.isArray(value) ? value : [];
}

function property(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}

function isOmission(value: unknown): boolean {
  return property(value, 'truncated') === true;
}
