/** What comes as `job_id` where a step before went wrong. */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { parseConfig } from '../../../src/config/config.js';
import { naming } from '../../support/naming.js';
import { settingsOf } from '../support/settings.js';

function problemsOf(jobId: string, service = 'cce'): readonly string[] {
  const rest = { project_id: 'p', endpoint: 'https://cce.example.com', token: 't' };
  const result = parseConfig(settingsOf({ ...rest, service, job_id: jobId }), (text) => text.slice(0, 200));
  return result.kind === 'problems' ? result.problems.map(({ message }) => message) : [];
}

describe('a job_id', () => {
  it.each([
    ['in quotes', '"job-1"', 'Did you mean job-1'],
    ['in quotes of the shell', "'job-1'", 'Did you mean job-1'],
    ['as a JSON array', '["job-1",\n "job-2"]', 'job-1,job-2'],
    ['as the end of a URL', 'https://cce.example.com/api/v3/projects/p/jobs/job-1', 'Did you mean job-1'],
  ])('%s is refused with the ID alone', (_, text, meant) => {
    expect(problemsOf(text)).toEqual([naming('job_id', meant)]);
  });

  it.each([
    ['cce', '{"metadata":{"uid":"c"},"status":{"phase":"Creating","jobID":"job-1"}}', '.status.jobID', 'job-1'],
    ['cce', '{"jobid": "job-1"}', '.status.jobID', 'job-1'],
    ['rds', '{"records":[{"job_id":"job-1"},{"job_id":"job-2"}]}', '.records[].job_id', 'job-1,job-2'],
    ['eip', '{"job_ids":["job-1"]}', '.job_ids[]', 'job-1'],
  ])('that is a whole answer of %s is refused with the ID in it: %s', (service, text, _, meant) => {
    expect(problemsOf(text, service)).toEqual([naming('job_id', 'whole response', `Did you mean ${meant}?`)]);
  });

  it.each(['{"error_code":"CCE.01400001"}', '{"job_id":"not an id"}', '{}', '[1]', '[]'])(
    'that is JSON without an ID is refused with the places where one stands: %s',
    (text) => {
      expect(problemsOf(text)).toEqual([naming('job_id', '.status.jobID')]);
    },
  );

  it.each(['null', 'undefined', 'None', 'job-1 null'])(
    'as programs print what is not there, %j, is refused',
    (text) => {
      expect(problemsOf(text)).toEqual([naming('job_id', '.status.jobID')]);
    },
  );

  it.each(['${{ steps.create.outputs.job }}', '$JOB_ID', '${JOB_ID}'])('that nobody has filled in, %j, is', (text) => {
    expect(problemsOf(text)).toEqual([naming('job_id')]);
  });

  it('that is a long text of another kind is refused in a few sentences', () => {
    expect(problemsOf('<p>Bad gateway</p> '.repeat(5000)).length).toBeLessThanOrEqual(4);
  });

  it('of any kind is taken or refused, and never takes long', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.string(), fc.json(), fc.string({ unit: fc.constantFrom('"', '[', '{', ' ', 'a', '/') })),
        (text) => {
          for (const problem of problemsOf(text)) expect(problem).toContain('nput job_id');
        },
      ),
    );
    const startedAt = performance.now();
    for (const text of ['[', '"', '{"a":', '$', 'job/', '" ']) problemsOf(text.repeat(120_000 / text.length));
    expect(performance.now() - startedAt).toBeLessThan(3000);
  });
});
