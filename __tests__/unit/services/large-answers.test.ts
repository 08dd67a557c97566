/** Answers with as many sub-jobs as any may have, and more. How long they take is measured on the bundle. */
import { describe, expect, it } from '@jest/globals';

import type { JsonObject } from '../../../src/base/json.js';
import { verdict } from '../../../src/engine/job.js';
import { UnusableResponse } from '../../../src/services/job.js';
import { cceJob, decode, flatJob } from './reading.js';

describe('a large answer', () => {
  /** A list of the given length, of one and the same entry. */
  const many = (length: number, entry: unknown): unknown[] => new Array<unknown>(length).fill(entry);

  const FULL: readonly [string, string, (length: number) => JsonObject][] = [
    [
      'cce',
      'sub-jobs',
      (length) => cceJob({ phase: 'Success' }, { subJobs: many(length, { status: { phase: 'Success' } }) }),
    ],
    ['ecs', 'sub-jobs', (length) => flatJob('SUCCESS', { sub_jobs: many(length, { status: 'SUCCESS', job_id: 's' }) })],
    ['ims', 'IDs', (length) => flatJob('SUCCESS', { sub_jobs_list: many(length, 's') })],
    ['ims', 'results', (length) => flatJob('SUCCESS', { results: many(length, { status: 'fail' }) })],
  ];

  it.each(FULL)('of %s is read with 100,000 %s, and unusable with more', (service, _, answer) => {
    expect(decode(service, answer(100_000)).subJobs).toHaveLength(100_000);
    expect(() => decode(service, answer(100_001))).toThrow(new UnusableResponse('it has more than 100000 sub-jobs'));
  });

  it('has its sub-jobs counted at every depth', () => {
    const nested = [{ spec: { subJobs: many(50_001, {}) } }, ...many(49_999, {})];
    expect(() => decode('cce', cceJob({ phase: 'Success' }, { subJobs: nested }))).toThrow(
      new UnusableResponse('it has more than 100000 sub-jobs'),
    );
  });

  it('may have a list that is longer than the arguments that a call can have', () => {
    expect(() => decode('ecs', flatJob('SUCCESS', { sub_jobs: many(1_000_000, {}) }))).toThrow(UnusableResponse);
    expect(decode('ims', flatJob('SUCCESS', { results: many(1_000_000, {}) })).subJobs).toEqual([]);
  });

  it.each(['cce', 'ecs'])('of %s is read 10,000 deep without running out of stack', (service) => {
    const isCce = service === 'cce';
    let document: JsonObject = { status: isCce ? { phase: 'Failed' } : 'FAIL' };
    for (let depth = 1; depth < 10_000; depth += 1) {
      if (isCce) document = { spec: { subJobs: [document] } };
      else document = depth % 2 === 0 ? { sub_jobs: [document] } : { entities: { sub_jobs: [document] } };
    }
    expect(verdict(decode(service, { ...document, job_id: 'j1', metadata: { uid: 'j1' } }))).toBe('failed');
  });
});
