/** Where sub-jobs stand, and that none of them can hide. */
import { describe, expect, it } from '@jest/globals';

import { verdict, walk } from '../../../src/engine/job.js';
import type { JsonObject } from '../../../src/base/json.js';
import { SERVICES } from '../../../src/services/table.js';
import { UnusableResponse } from '../../../src/services/job.js';
import { answerOf, cceJob, decode, flatJob, NOTHING, outline } from './reading.js';

/** The word by which a service's root succeeds. */
const successOf = (service: (typeof SERVICES)[number]): string =>
  Object.entries(service.format.words).find(([, phase]) => phase === 'Success')?.[0] ?? '';

const isNested = (service: (typeof SERVICES)[number]): boolean => service.format.id === 'metadata.uid';
const NESTED = SERVICES.filter(isNested);
const FLAT = SERVICES.filter((service) => !isNested(service));

/** One of each kind of envelope; the decoder is the same for all. */
const REPRESENTATIVES = FLAT.filter(({ name }) => ['ims', 'elb', 'rds', 'dms'].includes(name));

describe('sub-jobs', () => {
  it('of ECS have what they made, and the real cause', () => {
    const sub = { job_type: 'createSingleServer' };
    const job = decode(
      'ecs',
      flatJob(
        'FAIL',
        {
          sub_jobs_total: 2,
          sub_jobs: [
            { ...sub, status: 'SUCCESS', job_id: 's1', entities: { server_id: 'v1' } },
            { ...sub, status: 'FAIL', job_id: 's2', fail_reason: null, entities: { errorcode_message: 'sold out' } },
          ],
        },
        { job_type: 'createServer', fail_reason: 'EcsBatchCreate failed' },
      ),
    );
    expect(outline(job)).toEqual([
      'createServer Failed',
      '  createSingleServer Success',
      '  createSingleServer Failed',
    ]);
    expect(job.subJobs.map(({ id, resourceId, reason }) => [id, resourceId, reason])).toEqual([
      ['s1', 'v1', ''],
      ['s2', '', 'sold out'],
    ]);
  });

  it('of IMS are those of sub_jobs_result, then those that are only listed', () => {
    const job = decode(
      'ims',
      flatJob('RUNNING', {
        sub_jobs_result: [{ job_id: 's1', job_type: 'copy', status: 'FAIL', error_code: 'IMG.1', fail_reason: 'full' }],
        sub_jobs_list: ['s1', 's2'],
      }),
    );
    expect(job.subJobs).toEqual([
      { ...NOTHING, id: 's1', type: 'copy', phase: 'Failed', status: 'FAIL', errorCode: 'IMG.1', reason: 'full' },
      { ...NOTHING, id: 's2', phase: 'Unknown', status: undefined },
    ]);
  });

  it('of IMS are the images among its results that failed, or of which nobody knows', () => {
    const results = [
      { image_id: 'i1', status: 'success' },
      { image_id: 'i2', status: 'fail' },
      { image_id: 'i3', status: 'rejected' },
      { image_id: 'i4', status: 'running' },
      { image_id: 'i5' },
    ];
    const job = decode('ims', flatJob('SUCCESS', { results }));
    expect(job.subJobs).toEqual([
      { ...NOTHING, id: '', type: 'image', phase: 'Failed', status: 'fail', resourceId: 'i2' },
      { ...NOTHING, id: '', type: 'image', phase: 'Unknown', status: 'rejected', resourceId: 'i3' },
    ]);
    expect(verdict(job)).toBe('failed');
    expect(verdict(decode('ims', flatJob('SUCCESS', { results: results.slice(2) })))).toBe('success');
  });

  it('may have sub-jobs', () => {
    const sub = (id: string, subJobs: unknown[], status = 'SUCCESS'): JsonObject => ({
      status,
      job_id: id,
      entities: { sub_jobs: subJobs },
    });
    const job = decode('ecs', sub('j1', [sub('s1', [sub('s2', [], 'FAIL')]), sub('s3', [])]));
    expect([...walk(job)].map(({ job: { id, phase } }) => [id, phase])).toEqual([
      ['j1', 'Success'],
      ['s1', 'Success'],
      ['s2', 'Failed'],
      ['s3', 'Success'],
    ]);
    expect(verdict(job)).toBe('failed');
  });

  it('without a status take no part', () => {
    const job = decode('ims', flatJob('SUCCESS', { sub_jobs: [{ job_id: 's1' }, {}], sub_jobs_list: ['s2'] }));
    expect(job.subJobs.map(({ status }) => status)).toEqual([undefined, undefined, undefined]);
    expect(verdict(job)).toBe('success');
  });

  it.each(FLAT)('of $name that have failed fail it, wherever they stand', (service) => {
    for (const word of ['FAIL', 'failed']) {
      const failed = { status: word };
      for (const more of [
        { sub_jobs: [failed] },
        { entities: { sub_jobs: [failed] } },
        { entities: { sub_jobs_result: [failed] } },
        { entities: { sub_jobs_list: [failed] } },
        { entities: { results: [failed] } },
        { Entities: { Sub_Jobs: [{ STATUS: word }] } },
        { entities: { sub_jobs: [{ sub_jobs: [failed] }] } },
      ]) {
        const job = decode(service.name, answerOf(service.name, successOf(service), more));
        expect([job.phase, verdict(job)]).toEqual(['Success', 'failed']);
      }
    }
  });

  it.each(NESTED)('of $name that have failed fail it, wherever they stand', (service) => {
    const failed = { status: { phase: 'FAIL' } };
    for (const more of [
      { spec: { subJobs: [failed] } },
      { SPEC: { subjobs: [{ Status: { PHASE: 'failed' } }] } },
      { spec: { subJobs: [{ spec: { subJobs: [failed] } }] } },
      { spec: { subJobs: [{ status: 'Failed' }] } },
    ]) {
      const job = decode(service.name, answerOf(service.name, successOf(service), more));
      expect([job.phase, verdict(job)]).toEqual(['Success', 'failed']);
    }
  });
});

describe('where sub-jobs may stand', () => {
  it.each(REPRESENTATIVES)('of $name, absent, null and empty lists are none', (service) => {
    for (const more of [
      {},
      { entities: null, sub_jobs: null },
      { entities: [], sub_jobs: [] },
      { entities: {} },
      { entities: { sub_jobs: null, sub_jobs_result: [], sub_jobs_list: null, results: [] } },
    ]) {
      expect(decode(service.name, answerOf(service.name, 'running', more)).subJobs).toEqual([]);
    }
  });

  it.each(NESTED)('of $name, absent, null and empty lists are none', (service) => {
    for (const spec of [{}, null, [], undefined, { subJobs: null }, { subJobs: [] }]) {
      expect(decode(service.name, answerOf(service.name, 'running', { spec })).subJobs).toEqual([]);
    }
  });

  const NO_LISTS = ['a text', 7, true, {}, { status: 'FAIL' }];
  const NO_OBJECTS = ['a text', 7, true, [{ sub_jobs: [] }]];

  it.each(REPRESENTATIVES)('of $name, anything else makes the answer unusable', (service) => {
    const refuse = (more: JsonObject, message: string): void => {
      for (const place of [more, { sub_jobs: [more] }]) {
        const response = answerOf(service.name, successOf(service), place);
        expect(() => decode(service.name, response)).toThrow(new UnusableResponse(message));
      }
    };
    for (const list of NO_LISTS) {
      refuse({ sub_jobs: list }, 'its sub_jobs is not a list');
      for (const name of ['sub_jobs', 'sub_jobs_result', 'sub_jobs_list', 'results']) {
        refuse({ entities: { [name]: list } }, `its ${name} is not a list`);
      }
    }
    for (const entry of [null, 7, 'a text', []]) {
      for (const name of ['sub_jobs', 'sub_jobs_result', 'results']) {
        refuse({ entities: { [name]: [entry] } }, `its ${name} has an entry that is not an object`);
      }
    }
    for (const entry of [null, 7, {}, [], { state: 'FAIL' }, { id: '', job_id: ' ', status: null }]) {
      refuse({ entities: { sub_jobs_list: [entry] } }, 'its sub_jobs_list has an entry that is not the ID of a job');
    }
    for (const entities of service.name === 'elb' ? ['a text', 7, true] : NO_OBJECTS) {
      refuse({ entities }, 'its entities is not an object');
    }
  });

  it.each(NESTED)('of $name, anything else makes the answer unusable', (service) => {
    const refuse = (more: JsonObject, message: string): void => {
      for (const place of [more, { spec: { subJobs: [more] } }]) {
        const response = answerOf(service.name, successOf(service), place);
        expect(() => decode(service.name, response)).toThrow(new UnusableResponse(message));
      }
    };
    for (const list of NO_LISTS) refuse({ spec: { subJobs: list } }, 'its subJobs is not a list');
    for (const entry of [null, 7, 'a text', []]) {
      refuse({ spec: { subJobs: [entry] } }, 'its subJobs has an entry that is not an object');
    }
    for (const spec of NO_OBJECTS) refuse({ spec }, 'its spec is not an object');
  });

  it('of ELB, the entities are a list of resources, or an object as elsewhere', () => {
    const entities = [{ resource_id: 'lb1', resource_type: 'loadbalancer' }];
    const sub = { job_id: 's1', status: 'SUCCESS', entities };
    expect(decode('elb', answerOf('elb', 'COMPLETE', { entities, sub_jobs: [sub] })).subJobs).toMatchObject([
      { id: 's1', phase: 'Success', resourceId: 'lb1' },
    ]);
  });

  it('an object that is a job counts where only IDs are documented', () => {
    const job = decode(
      'ims',
      flatJob('SUCCESS', { sub_jobs_list: [{ job_id: 's1' }, { status: 'RUNNING' }, 's1', 's2'] }),
    );
    expect(job.subJobs.map(({ id, phase }) => [id, phase])).toEqual([
      ['s1', 'Unknown'],
      ['', 'Running'],
      ['s1', 'Unknown'],
      ['s2', 'Unknown'],
    ]);
    expect(decode('cce', cceJob({ phase: 'Running' }, { subJobs: [{}] })).subJobs).toHaveLength(1);
  });
});
