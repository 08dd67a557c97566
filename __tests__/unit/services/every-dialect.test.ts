import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { verdict } from '../../../src/engine/job.js';
import type { JsonObject } from '../../../src/base/json.js';
import { SERVICES } from '../../../src/services/table.js';
import { row } from './reading.js';
import { UnusableResponse } from '../../../src/services/unusable-response.js';
import type { Job } from '../../../src/services/job.js';

describe.each(SERVICES)('every dialect: $name', ({ name }) => {
  const service = row(name);
  const isCce = service.host === 'cce';
  const isDatabase = ['rds', 'dds', 'gaussdb'].includes(service.name);
  /** An answer about job j1 that says the same in every dialect. */
  const wrap = (document: JsonObject): JsonObject => ({
    ...document,
    id: 'j1',
    job_id: 'j1',
    metadata: { uid: 'j1' },
    job: { ...document, id: 'j1', job_id: 'j1' },
  });

  it('refuses an answer about another job, and one that does not say which', () => {
    expect(() => service.decode(wrap({}), 'other')).toThrow(new UnusableResponse('it is about job j1'));
    expect(() => service.decode({ status: { phase: 'Success' } }, 'j1')).toThrow(
      new UnusableResponse(service.name === 'elb' ? 'it has no job' : 'it does not say which job it is about'),
    );
  });

  it.each([['a text'], [7], [{}], [[null]], [['x']]])('refuses a list of sub-jobs that is %j', (list) => {
    const lists = [
      { spec: { subJobs: list } },
      { sub_jobs: list },
      { entities: { sub_jobs: list } },
      { entities: { sub_jobs_result: list } },
    ];
    for (const document of isCce ? lists.slice(0, 1) : lists.slice(1)) {
      expect(() => service.decode(wrap(document), 'j1')).toThrow(UnusableResponse);
    }
  });

  it('reads a tree 10,000 deep without running out of stack', () => {
    const word = isDatabase ? 'Failed' : 'FAIL';
    let document: JsonObject = { status: isCce ? { phase: 'Failed' } : word };
    for (let depth = 1; depth < 10_000; depth += 1) {
      document = isCce
        ? { spec: { subJobs: [document] } }
        : depth % 2 === 0
          ? { sub_jobs: [document] }
          : { entities: { sub_jobs: [document] } };
    }
    expect(verdict(service.decode(wrap(document), 'j1'))).toBe('failed');
  });

  it('throws nothing but its own error for any JSON, and yields Success only for a status that says so', () => {
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
    const document = fc.record(
      { ...inner, job: fc.oneof(fc.record(inner, { requiredKeys: [] }), fc.jsonValue()) },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(document, (value) => {
        let job: Job;
        try {
          job = service.decode(value, 'j1');
        } catch (error) {
          expect(error).toBeInstanceOf(UnusableResponse);
          return;
        }
        expect(job.progress ?? 0).toBeGreaterThanOrEqual(0);
        expect(job.progress ?? 0).toBeLessThanOrEqual(1);
        if (job.phase !== 'Success') return;
        expect(JSON.stringify(value).toLowerCase()).toContain(isDatabase ? '"completed"' : '"success"');
      }),
      { numRuns: 500 },
    );
  });
});
