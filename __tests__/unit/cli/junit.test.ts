/** The JUnit file: valid by the schema, well-formed whatever the words, and never green where the gate is not. */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import type { GateResult, JobEnding, JobResult } from '../../../src/engine/events.js';
import { outcomeOf } from '../../../src/engine/outcome.js';
import { junitOf } from '../../../src/hosts/cli/junit.js';
import { factsOf } from '../../../src/report/facts.js';
import type { Job } from '../../../src/services/job.js';
import { contextOf, sanitize } from '../report/samples.js';
import { junitProblems } from '../../support/junit-schema.js';
import { apiError, jobIn } from '../support/jobs.js';

function fileOf(jobs: readonly { readonly ending: JobEnding; readonly job?: Job }[]): string {
  const results = jobs.map(({ ending, job }, index): JobResult => ({
    jobId: `job-${index + 1}`,
    ending,
    job,
    failedJob: ending.kind === 'failed' ? job : undefined,
    requests: { made: 1, failed: 0 },
  }));
  const result: GateResult = { outcome: outcomeOf(results, false), jobs: results, durationMs: 12_345 };
  return junitOf({ facts: () => factsOf(result), context: contextOf(), sanitize });
}

/** How often an element is in a file. */
const count = (file: string, name: string): number => file.split(`<${name}`).length - 1;

/** How a suite counts its cases. */
const countsIn = (file: string): Record<string, string> =>
  Object.fromEntries(
    [...file.matchAll(/ (tests|failures|errors|skipped)="(\d+)"/g)].map(([, name = '', value = '']) => [name, value]),
  );

const sub = (phase: Job['phase'], facts: Partial<Job> = {}): Job => jobIn(phase, { type: 'CreateNode', ...facts });

describe('a JUnit file', () => {
  it('has a suite for each job and a case for each sub-job, with type and resource', async () => {
    const file = fileOf([
      { ending: { kind: 'success' }, job: jobIn('Success', { subJobs: [sub('Success', { resourceName: 'node-1' })] }) },
      { ending: { kind: 'success' }, job: jobIn('Success', { resourceName: 'prod' }) },
    ]);
    expect(await junitProblems(file)).toEqual([]);
    expect([...file.matchAll(/<testsuite name="([^"]+)"/g)].map(([, name]) => name)).toEqual([
      'cce job job-1',
      'cce job job-2',
    ]);
    expect([...file.matchAll(/<testcase name="([^"]+)"/g)].map(([, name]) => name)).toEqual([
      'CreateNode node-1',
      'CreateCluster prod',
    ]);
    expect(file).not.toMatch(/<failure|<error|<skipped/);
  });

  it('has the cause as the text of the failure, and skips what had not ended', async () => {
    const broken = sub('Failed', { resourceName: 'node-3', reason: 'no free address', errorCode: 'CCE.1' });
    const job = jobIn('Running', { subJobs: [broken, sub('Running'), sub('Unknown')] });
    const file = fileOf([{ ending: { kind: 'failed' }, job }]);
    expect(await junitProblems(file)).toEqual([]);
    expect(file).toMatch(
      /<failure [^>]*>CreateNode node-3 failed: no free address \(CCE\.1\)\. Path: [^<]+<\/failure>/,
    );
    expect(countsIn(file)).toEqual({ tests: '3', failures: '1', errors: '0', skipped: '2' });
  });

  it('names equal sub-jobs apart', async () => {
    const subJobs = [sub('Success'), sub('Success'), sub('Success', { resourceName: '(2)' }), sub('Success')];
    const file = fileOf([{ ending: { kind: 'success' }, job: jobIn('Success', { subJobs }) }]);
    // The schema wants them to be.
    expect(await junitProblems(file)).toEqual([]);
    expect(count(file, 'testcase')).toBe(4);
  });

  it('lists failures first where there are too many sub-jobs, and says how many are left out', async () => {
    const subJobs = Array.from({ length: 20_000 }, (_, index) => sub(index === 19_999 ? 'Failed' : 'Success'));
    const file = fileOf([{ ending: { kind: 'failed' }, job: jobIn('Running', { subJobs }) }]);
    expect(await junitProblems(file)).toEqual([]);
    expect(count(file, 'testcase')).toBe(5001);
    expect(count(file, 'failure')).toBe(1);
    expect(file).toContain('name="15,000 more sub-jobs"');
  });
});

describe('a gate that did not succeed is not green', () => {
  const green = jobIn('Running', { subJobs: [sub('Success')] });
  const error = apiError('fatal', { message: 'the token has expired' });
  it.each<[string, JobEnding, Job | undefined, string]>([
    [
      'a job that failed over green sub-jobs',
      { kind: 'failed' },
      jobIn('Failed', { reason: 'quota', subJobs: [sub('Success')] }),
      'failure',
    ],
    ['a job that failed without sub-jobs', { kind: 'failed' }, jobIn('Failed', { reason: 'quota' }), 'failure'],
    ['a timeout', { kind: 'timed-out', error: undefined }, green, 'error'],
    ['an error', { kind: 'error', error }, green, 'error'],
    ['a job that never answered', { kind: 'error', error }, undefined, 'error'],
    ['a job that was not waited for', { kind: 'stopped' }, green, 'error'],
    ['a job that still runs', { kind: 'running' }, green, 'error'],
  ])('%s', async (_, ending, job, element) => {
    const file = fileOf([{ ending, ...(job === undefined ? {} : { job }) }]);
    expect(await junitProblems(file)).toEqual([]);
    expect(count(file, element)).toBe(1);
    expect(file).toMatch(new RegExp(`<${element} message="[^"]+" type="\\w+">[^<]+</${element}>`));
  });
});

describe('whatever the words', () => {
  it('it is valid, and no element or attribute is forged', async () => {
    const words = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 60 }),
      fc.constantFrom(
        ']]>',
        '"/><failure>',
        '&#0;',
        '<!--',
        "'",
        '\ufffe\uffff',
        '\ud800',
        '&lt;',
        '##vso[task.complete]',
        '::error::',
      ),
    );
    const facts = fc.record({ type: words, resourceName: words, reason: words, errorCode: words, status: words });
    const files: string[] = [];
    fc.assert(
      fc.property(fc.array(facts, { maxLength: 3 }), fc.constantFrom('failed', 'success', 'stopped'), (all, kind) => {
        const job = jobIn('Failed', { ...all[0], subJobs: all.map((each) => sub('Failed', each)) });
        const file = fileOf([{ ending: { kind }, job }]);
        files.push(file);
        expect(count(file, 'testcase')).toBe(Math.max(1, all.length) + (kind === 'stopped' && all.length > 0 ? 1 : 0));
        for (const [, name] of file.matchAll(/ ([\w-]+)="[^"]*(?:vso|error::)/g))
          expect(['name', 'message']).toContain(name);
        expect(file).not.toContain('##vso[');
      }),
      { numRuns: 100 },
    );
    expect(await junitProblems(...files)).toEqual([]);
  });
});
