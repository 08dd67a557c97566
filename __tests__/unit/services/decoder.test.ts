/** What is true of the decoder whatever the service: shown on one service for each layout. */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { isJsonObject, type JsonObject } from '../../../src/base/json.js';
import { type Job, NoSuchJob, UnusableResponse } from '../../../src/services/job.js';
import { SERVICES } from '../../../src/services/table.js';
import { answerOf, decode, flatJob, NOTHING } from './reading.js';

describe('which job an answer is about', () => {
  it.each(SERVICES)('has to be said by $name', ({ name, format }) => {
    expect(decode(name, answerOf(name, 'running')).id).toBe('j1');
    const id = format.id === 'metadata.uid' ? { metadata: { uid: 'j2' } } : { [format.id]: 'j2' };
    expect(() => decode(name, answerOf(name, 'running', id))).toThrow(new UnusableResponse('it is about job j2'));
    const none = format.id === 'metadata.uid' ? { metadata: {} } : { [format.id]: null };
    const silent = answerOf(name, 'success', none);
    if (name === 'elb') expect(decode(name, silent)).toMatchObject({ id: 'j1', phase: 'Success' });
    else expect(() => decode(name, silent)).toThrow(new UnusableResponse('it does not say which job it is about'));
  });

  it.each(['elb', 'rds', 'dds', 'gaussdb', 'taurusdb', 'ddm'])('is told by the job in an answer of %s', (name) => {
    for (const job of [undefined, null, 'SUCCESS', [{ id: 'j1', job_id: 'j1', status: 'SUCCESS' }]]) {
      expect(() => decode(name, { job, id: 'j1', status: 'SUCCESS' })).toThrow(new UnusableResponse('it has no job'));
    }
  });

  it.each([
    ['geminidb', 'jobs', 'Completed'],
    ['dms', 'tasks', 'SUCCESS'],
  ])('is found among those of %s', (name, list, word) => {
    const job = (id: unknown, status = word): JsonObject => ({ id, status });
    const phaseAmong = (...jobs: unknown[]): string => decode(name, { [list]: jobs }).phase;
    expect(phaseAmong(job('j2', 'FAILED'), null, job('j1'))).toBe('Success');
    expect(() => phaseAmong(job('j2'), job('j3'))).toThrow(new UnusableResponse('it is about job j2'));
    expect(() => phaseAmong(job(null))).toThrow(new UnusableResponse('it does not say which job it is about'));
    expect(() => phaseAmong('j1')).toThrow(new UnusableResponse('it does not say which job it is about'));
    expect(() => phaseAmong(job('j1'), job('j1', 'FAILED'))).toThrow(
      new UnusableResponse(`its ${list} have job j1 twice`),
    );
    expect(() => phaseAmong()).toThrow(new NoSuchJob(`its list of ${list} is empty`));
    expect(() => phaseAmong()).toThrow(UnusableResponse);
    for (const none of [undefined, null, {}, 'j1']) {
      expect(() => decode(name, { [list]: none, id: 'j1' })).toThrow(new UnusableResponse(`it has no list of ${list}`));
    }
  });
});

const LAYOUTS = [
  ['cce', 'success'],
  ['ims', 'success'],
  ['rds', 'completed'],
  ['dms', 'success'],
] as const;

describe.each(LAYOUTS)('any answer of %s', (service, success) => {
  const word = fc.constantFrom('Success', 'SUCCESS', 'Completed', 'Failed', 'FAIL', 'Running', 'done', null, 0, true);
  const inner = {
    id: fc.constantFrom('j1', 'j2', null),
    job_id: fc.constantFrom('j1', 'j2', null),
    metadata: fc.oneof(fc.constant({ uid: 'j1' }), fc.jsonValue()),
    spec: fc.oneof(fc.record({ subJobs: fc.jsonValue(), type: fc.jsonValue() }), fc.jsonValue()),
    entities: fc.oneof(fc.record({ sub_jobs_result: fc.jsonValue(), results: fc.jsonValue() }), fc.jsonValue()),
    sub_jobs: fc.oneof(fc.constant(undefined), fc.constant([]), fc.jsonValue()),
    process: fc.jsonValue(),
    status: fc.oneof(word, fc.record({ phase: word }), fc.jsonValue()),
  };
  const job = fc.oneof({ weight: 3, arbitrary: fc.record(inner, { requiredKeys: [] }) }, fc.jsonValue());
  const answer = fc.record(
    { ...inner, job, tasks: fc.oneof(fc.array(job, { maxLength: 3 }), fc.jsonValue()) },
    { requiredKeys: [] },
  );
  const attempt = (value: JsonObject): Job | string => {
    try {
      return decode(service, value);
    } catch (error) {
      expect(error).toBeInstanceOf(UnusableResponse);
      return String(error);
    }
  };

  it('is a job or unusable, has a progress from 0 to 1, and succeeds only where a word says so', () => {
    fc.assert(
      fc.property(answer, (value) => {
        const read = attempt(value);
        if (typeof read === 'string') return;
        expect(read.progress ?? 0).toBeGreaterThanOrEqual(0);
        expect(read.progress ?? 0).toBeLessThanOrEqual(1);
        if (read.phase === 'Success') expect(JSON.stringify(value).toLowerCase()).toContain(`"${success}"`);
      }),
      { numRuns: 500 },
    );
  });

  it('says the same whatever the case of its names', () => {
    const inCase = (value: unknown, upper: boolean): unknown => {
      if (Array.isArray(value)) return value.map((entry) => inCase(entry, upper));
      if (typeof value !== 'object' || value === null) return value;
      const entries = Object.entries(value).map(([name, each]: [string, unknown]): [string, unknown] => [
        upper ? name.toUpperCase() : name.toLowerCase(),
        inCase(each, upper),
      ]);
      return Object.fromEntries(entries);
    };
    const jobs = fc.record({ status: fc.constantFrom('Failed', 'Running'), fail_reason: fc.constant('why') });
    const proper = fc.constantFrom('Failed', 'Running', 'Success', 'Completed').chain((status) =>
      fc.array(jobs, { maxLength: 2 }).map((subJobs) =>
        answerOf(service, status, {
          spec: { type: 'T', subJobs: subJobs.map((each) => ({ status: { phase: each.status, reason: 'why' } })) },
          entities: { image_id: 'i1', sub_jobs: subJobs },
          created_at: '2020-06-15T08:55:53.606Z',
        }),
      ),
    );
    fc.assert(
      fc.property(proper, fc.boolean(), (value, upper) => {
        const other = inCase(value, upper);
        expect(isJsonObject(other) && attempt(other)).toEqual(attempt(value));
      }),
      { numRuns: 50 },
    );
  });
});

it('a property of the prototype is none of the answer', () => {
  expect(decode('ims', { ...flatJob('RUNNING'), job_type: undefined })).toEqual({
    ...NOTHING,
    phase: 'Running',
    status: 'RUNNING',
  });
  expect(decode('ims', flatJob('constructor', { sub_jobs: undefined })).phase).toBe('Unknown');
});
