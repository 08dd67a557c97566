import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { verdict, walk, type Job } from '../../src/job.js';
import type { JsonObject } from '../../src/json.js';
import { cce } from '../../src/services/cce.js';
import { SERVICES } from '../../src/services/index.js';
import { UnusableDocument } from '../../src/services/service.js';
import { ims } from '../../src/services/v1.js';
import { fixture } from './support/fixtures.js';

const outline = (root: Job): string[] =>
  [...walk(root)].map(({ job, depth }) => `${'  '.repeat(depth)}${job.type} ${job.phase}`.trimEnd());

const cceJob = (status: unknown, spec: JsonObject = {}): JsonObject => ({ metadata: { uid: 'j1' }, spec, status });
const imsJob = (status: unknown, entities?: unknown, more: JsonObject = {}): JsonObject => ({
  status,
  job_id: 'j1',
  entities,
  ...more,
});

describe('the service table', () => {
  it('lists each service once', () => {
    expect(SERVICES.map(({ name }) => name)).toEqual(['cce', 'ims']);
  });

  it('asks each service at its documented path', () => {
    for (const cloud of [undefined, 'Open Telekom Cloud', 'FlexibleEngine'] as const) {
      const paths = SERVICES.map(({ path }) => path('p1', 'j1', cloud));
      expect(paths).toEqual(['/api/v3/projects/p1/jobs/j1', '/v1/p1/jobs/j1']);
    }
    expect(SERVICES.map(({ path }) => path('p1', 'j1', 'Huawei Cloud'))).toEqual([
      '/api/v3/projects/p1/jobs/j1',
      '/v1/cloudimages/job/j1',
    ]);
  });

  it('names the least permission that asking takes', () => {
    expect(SERVICES.map(({ permission }) => permission)).toEqual(['cce:job:get', 'ims:imageJobs:getPercentage']);
  });
});

describe('cce', () => {
  it('reads the sample document of the API reference', () => {
    const job = cce.decode(fixture('cce-reading-job-progress.json'), '354331b2c-229a-11e8-9c75-0255ac100ceb');
    expect(outline(job)).toEqual(['CreateCluster Running', '  InstallMaster Success', '  CreatePSMCert Success']);
    expect({ ...job, subJobs: [] }).toEqual({
      id: '354331b2c-229a-11e8-9c75-0255ac100ceb',
      type: 'CreateCluster',
      phase: 'Running',
      status: 'Running',
      reason: '',
      errorCode: '',
      resourceId: '6f4dcb2c-229a-11e8-9c75-0255ac100ceb',
      resourceName: 'cluster-name',
      clusterId: '4d1ecb2c-229a-11e8-9c75-0255ac100ceb',
      startedAt: Date.UTC(2018, 7, 2, 8, 12, 40, 672),
      updatedAt: Date.UTC(2018, 7, 2, 8, 21, 50, 478),
      endedAt: undefined,
      progress: undefined,
      subJobs: [],
    });
  });

  it.each([
    ['Initializing', 'Initializing'],
    ['Running', 'Running'],
    ['Success', 'Success'],
    ['Failed', 'Failed'],
    ['success', 'Success'],
    [' FAILED ', 'Failed'],
    ['Succeeded', 'Unknown'],
    ['SuccessButNotQuite', 'Unknown'],
    ['', 'Unknown'],
    [null, 'Unknown'],
    [undefined, 'Unknown'],
    [true, 'Unknown'],
    [{ phase: 'Success' }, 'Unknown'],
    ['constructor', 'Unknown'],
  ])('takes phase %j for %s', (phase, expected) => {
    expect(cce.decode(cceJob({ phase }), 'j1').phase).toBe(expected);
  });

  it('keeps the status as the service wrote it, and tells none from an odd one', () => {
    const statusOf = (status: unknown): string | undefined => cce.decode(cceJob(status), 'j1').status;
    expect(statusOf({ phase: ' Upgrading ' })).toBe('Upgrading');
    expect(statusOf({ phase: 7 })).toBe('7');
    expect(statusOf({ phase: ['Success'] })).toBe('not a word');
    expect(statusOf('Failed')).toBe('Failed');
    expect(statusOf({})).toBeUndefined();
    expect(statusOf(null)).toBeUndefined();
    expect(statusOf({ phase: ' ' })).toBeUndefined();
  });

  it('reads a tree of ScaleupCluster whose CreateNode has no status object', () => {
    const leaf = (type: string): JsonObject => ({
      metadata: { uid: type },
      spec: { type },
      status: { phase: 'Success' },
    });
    const node = {
      metadata: { uid: 'n' },
      spec: { type: 'CreateNode', subJobs: [leaf('GetPSMCert'), leaf('InstallNode')] },
    };
    const job = cce.decode(cceJob({ phase: 'Success' }, { type: 'ScaleupCluster', subJobs: [node] }), 'j1');
    expect(outline(job)).toEqual([
      'ScaleupCluster Success',
      '  CreateNode Unknown',
      '    GetPSMCert Success',
      '    InstallNode Success',
    ]);
    expect(verdict(job)).toBe('success');
  });

  it('takes absent, null and empty lists of sub-jobs for none', () => {
    for (const spec of [{}, { subJobs: null }, { subJobs: [] }]) {
      expect(cce.decode(cceJob({ phase: 'Success' }, spec), 'j1').subJobs).toEqual([]);
    }
    expect(cce.decode({ metadata: { uid: 'j1' }, status: { phase: 'Success' } }, 'j1').subJobs).toEqual([]);
  });

  it("reads v2's lower-case keys and status.status", () => {
    const job = cce.decode(
      {
        metadata: { uid: 'j1' },
        spec: {
          type: 'CreateCluster',
          clusteruid: 'c1',
          resourceid: 'r1',
          resourcename: 'n1',
          subjobs: [cceJob({ status: 'Failed' })],
        },
        status: { status: 'running' },
      },
      'j1',
    );
    expect([job.clusterId, job.resourceId, job.resourceName, job.phase]).toEqual(['c1', 'r1', 'n1', 'Running']);
    expect(verdict(job)).toBe('failed');
  });

  it('joins reason and message where they differ', () => {
    const reasonOf = (status: JsonObject): string => cce.decode(cceJob(status), 'j1').reason;
    expect(reasonOf({ phase: 'Failed', reason: 'QuotaExceeded', message: '3 of 3 used' })).toBe(
      'QuotaExceeded: 3 of 3 used',
    );
    expect(reasonOf({ phase: 'Failed', reason: 'same', message: 'same' })).toBe('same');
    expect(reasonOf({ phase: 'Failed', reason: null, message: 'only' })).toBe('only');
  });
});

describe('ims', () => {
  it('reads the sample document of the API reference', () => {
    const job = ims.decode(fixture('ims-querying-a-job.json'), 'ff8080814dbd65d7014dbe0d84db0013');
    expect(job).toEqual({
      id: 'ff8080814dbd65d7014dbe0d84db0013',
      type: 'createImageByInstance',
      phase: 'Success',
      status: 'SUCCESS',
      reason: '',
      errorCode: '',
      resourceId: 'e9e91bff-14b6-4a0b-8377-4ed0813e3360',
      resourceName: 'asdfasdfasdfas',
      clusterId: '',
      startedAt: Date.UTC(2015, 5, 4, 18, 11, 6, 586),
      updatedAt: undefined,
      endedAt: undefined,
      progress: 0.2,
      subJobs: [],
    });
  });

  it.each([
    ['SUCCESS', 'Success'],
    ['FAIL', 'Failed'],
    ['RUNNING', 'Running'],
    ['INIT', 'Initializing'],
    ['success', 'Success'],
    ['fail', 'Failed'],
    ['failed', 'Failed'],
    ['DONE', 'Unknown'],
    [null, 'Unknown'],
  ])('takes status %j for %s', (status, expected) => {
    expect(ims.decode(imsJob(status), 'j1').phase).toBe(expected);
  });

  it('reads sub-jobs from sub_jobs_result, and those of sub_jobs_list that it does not name', () => {
    const job = ims.decode(
      imsJob('RUNNING', {
        sub_jobs_result: [
          { job_id: 's1', job_type: 'copy', status: 'FAIL', error_code: 'IMG.1', fail_reason: 'no space' },
        ],
        sub_jobs_list: ['s1', 's2', 3],
      }),
      'j1',
    );
    expect(job.subJobs.map(({ id, phase, errorCode, reason }) => [id, phase, errorCode, reason])).toEqual([
      ['s1', 'Failed', 'IMG.1', 'no space'],
      ['s2', 'Unknown', '', ''],
    ]);
    expect(job.subJobs[1]?.status).toBeUndefined();
  });

  it('counts an image that failed under a job that says SUCCESS', () => {
    const results = [{ image_id: 'i1', status: 'success' }, { image_id: 'i2', status: 'fail' }, null];
    const job = ims.decode(imsJob('SUCCESS', { results }), 'j1');
    expect(job.subJobs.map(({ resourceId, phase }) => [resourceId, phase])).toEqual([['i2', 'Failed']]);
    expect(verdict(job)).toBe('failed');
  });

  it('takes null codes and reasons for none, and finds words among the entities', () => {
    const read = (more: JsonObject, entities: unknown): string[] => {
      const { errorCode, reason } = ims.decode(imsJob('FAIL', entities, more), 'j1');
      return [errorCode, reason];
    };
    expect(read({ error_code: null, fail_reason: null }, null)).toEqual(['', '']);
    expect(read({}, { addition_error_code: 'IMG.9', addition_error_msg: 'disk full' })).toEqual(['IMG.9', 'disk full']);
    expect(read({ error_code: 'IMG.1', fail_reason: 'copy failed' }, { errorcode_message: 'key disabled' })).toEqual([
      'IMG.1',
      'copy failed: key disabled',
    ]);
  });

  it.each([
    [0, 0],
    [0.2, 0.2],
    [1, 1],
    [60, 0.6],
    [100, 1],
    [101, undefined],
    [-1, undefined],
    ['60', undefined],
    [null, undefined],
  ])('takes process_percent %j for %j', (value, expected) => {
    expect(ims.decode(imsJob('RUNNING', { process_percent: value }), 'j1').progress).toBe(expected);
  });
});

describe.each(SERVICES)('every dialect: $name', (service) => {
  const wrap = (document: JsonObject): JsonObject => ({ ...document, job_id: 'j1', metadata: { uid: 'j1' } });

  it('refuses an answer about another job, and one that does not say which', () => {
    expect(() => service.decode(wrap({}), 'other')).toThrow(new UnusableDocument('it is about job j1'));
    expect(() => service.decode({ status: { phase: 'Success' } }, 'j1')).toThrow(
      new UnusableDocument('it does not say which job it is about'),
    );
  });

  it.each([['a text'], [7], [{}], [[null]], [['x']]])('refuses a list of sub-jobs that is %j', (list) => {
    const document = wrap({ spec: { subJobs: list }, entities: { sub_jobs_result: list } });
    expect(() => service.decode(document, 'j1')).toThrow(UnusableDocument);
  });

  it('reads a tree 10,000 deep without running out of stack', () => {
    let document = wrap({ status: service.name === 'cce' ? { phase: 'Failed' } : 'FAIL' });
    for (let depth = 1; depth < 10_000; depth += 1) {
      document = wrap({ spec: { subJobs: [document] }, entities: { sub_jobs_result: [document] } });
    }
    expect(verdict(service.decode(document, 'j1'))).toBe('failed');
  });

  it('throws nothing but its own error for any JSON, and yields Success only for a status that says so', () => {
    const word = fc.constantFrom('Success', 'SUCCESS', 'Failed', 'FAIL', 'Running', 'done', null, 0, true);
    const document = fc.record(
      {
        job_id: fc.constantFrom('j1', 'j2', null),
        metadata: fc.oneof(fc.constant({ uid: 'j1' }), fc.jsonValue()),
        spec: fc.oneof(fc.record({ subJobs: fc.jsonValue(), type: fc.jsonValue() }), fc.jsonValue()),
        entities: fc.oneof(fc.record({ sub_jobs_result: fc.jsonValue(), results: fc.jsonValue() }), fc.jsonValue()),
        status: fc.oneof(word, fc.record({ phase: word }), fc.jsonValue()),
      },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(document, (value) => {
        let job: Job;
        try {
          job = service.decode(value, 'j1');
        } catch (error) {
          expect(error).toBeInstanceOf(UnusableDocument);
          return;
        }
        if (job.phase === 'Success') expect(JSON.stringify(value.status).toLowerCase()).toContain('success');
      }),
      { numRuns: 500 },
    );
  });
});
