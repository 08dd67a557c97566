import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { verdict, walk, type Job } from '../../../src/job/job.js';
import type { JsonObject } from '../../../src/base/json.js';
import { SERVICES } from '../../../src/services/index.js';
import { UnusableDocument, type Service } from '../../../src/services/service.js';
import { SERVICE_ROWS } from '../../support/service-rows.js';
import { fixture } from '../support/fixtures.js';

const row = (name: string): Service => {
  const found = SERVICES.find((service) => service.name === name);
  if (found === undefined) throw new Error(`no service ${name}`);
  return found;
};
const [cce, ims, ecs, sfsTurbo, rds, elb] = [
  row('cce'),
  row('ims'),
  row('ecs'),
  row('sfs-turbo'),
  row('rds'),
  row('elb'),
];

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
  it.each(SERVICE_ROWS)('asks $service at $path', ({ service: name, path, host = name }) => {
    const asked = path.replace('{p}', 'p1').replace('{j}', 'j1');
    expect(row(name).host).toBe(host);
    for (const cloud of [undefined, 'Open Telekom Cloud', 'FlexibleEngine'] as const) {
      expect(row(name).path('p1', 'j1', cloud)).toBe(asked);
    }
    expect(row(name).path('p1', 'j1', 'Huawei Cloud')).toBe(name === 'ims' ? '/v1/cloudimages/job/j1' : asked);
  });

  it('lists each service once, and none that no test knows', () => {
    const names = SERVICES.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    expect([...new Set(SERVICE_ROWS.map(({ service }) => service))].sort()).toEqual([...names].sort());
  });

  it('names the least permission that asking takes, where a document does', () => {
    const named = SERVICES.filter(({ permission }) => permission !== '');
    expect(named.map(({ name, permission }) => [name, permission])).toEqual([
      ['cce', 'cce:job:get'],
      ['ims', 'ims:imageJobs:getPercentage'],
      ['dcs', 'dcs:job:get'],
      ['rds', 'rds:task:list'],
    ]);
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

  it('hides no failure behind the other spelling of a member', () => {
    const failed = [cceJob({ phase: 'Failed' })];
    expect(verdict(cce.decode(cceJob({ phase: 'Success' }, { subJobs: [], subjobs: failed }), 'j1'))).toBe('failed');
    expect(verdict(cce.decode(cceJob({ phase: 'Success' }, { subJobs: failed, subjobs: [] }), 'j1'))).toBe('failed');
    expect(verdict(cce.decode(cceJob({ phase: ' ', status: 'Failed' }), 'j1'))).toBe('failed');
  });

  it('reads 100,000 sub-jobs, and takes an answer with more for unusable', () => {
    const subJobs = new Array<JsonObject>(100_000).fill({ status: { phase: 'Success' } });
    expect(cce.decode(cceJob({ phase: 'Success' }, { subJobs }), 'j1').subJobs).toHaveLength(100_000);
    const [first, ...others] = subJobs;
    const nested = [{ ...first, spec: { subJobs: [first, first] } }, ...others];
    expect(() => cce.decode(cceJob({ phase: 'Success' }, { subJobs: nested }), 'j1')).toThrow(
      new UnusableDocument('it has more than 100000 sub-jobs'),
    );
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
    expect(job.subJobs.map(({ type, resourceId, phase }) => [type, resourceId, phase])).toEqual([
      ['image', 'i2', 'Failed'],
    ]);
    expect(verdict(job)).toBe('failed');
    expect(ims.decode(imsJob('SUCCESS', { results: 'none' }), 'j1').subJobs).toEqual([]);
  });

  it.each(['image_id', 'server_id', 'volume_id', 'server_group_id', 'protected_instance_id', 'instance_id'])(
    'finds what the job works on in %s',
    (member) => {
      expect(ims.decode(imsJob('RUNNING', { [member]: 'r1', other_id: 'r2' }), 'j1').resourceId).toBe('r1');
    },
  );

  it.each(['image_name', 'name', 'server_name'])('finds the name of what the job works on in %s', (member) => {
    expect(ims.decode(imsJob('RUNNING', { [member]: 'n1', other_name: 'n2' }), 'j1').resourceName).toBe('n1');
  });

  it.each([
    [{ sub_jobs_result: {} }, {}, 'sub_jobs_result'],
    [{ sub_jobs: 'x' }, {}, 'sub_jobs'],
    [{}, { sub_jobs: 7 }, 'sub_jobs'],
  ])('takes %j and %j for unusable', (entities, more, member) => {
    expect(() => ims.decode(imsJob('SUCCESS', entities, more), 'j1')).toThrow(`its ${member} is not a list`);
  });

  it('says which list has an entry that is not an object, and takes null for none', () => {
    expect(() => ims.decode(imsJob('SUCCESS', { sub_jobs: [7] }), 'j1')).toThrow(
      'its sub_jobs has an entry that is not an object',
    );
    expect(ims.decode(imsJob('SUCCESS', { sub_jobs: null }), 'j1').subJobs).toEqual([]);
    expect(ims.decode(imsJob(true), 'j1').status).toBe('true');
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
    ['60%x', undefined],
    ['99.25%', 0.9925],
    [null, undefined],
  ])('takes process_percent %j for %j', (value, expected) => {
    expect(ims.decode(imsJob('RUNNING', { process_percent: value }), 'j1').progress).toBe(expected);
  });
});

describe('ecs', () => {
  it('reads a batch whose sub-job has the real cause in errorcode_message', () => {
    const job = ecs.decode(
      {
        status: 'FAIL',
        job_id: 'j1',
        job_type: 'createServer',
        begin_time: '2024-11-06T06:19:43.195Z',
        end_time: '2024-11-06T06:21:00.000Z',
        error_code: 'Ecs.0500',
        fail_reason: 'EcsBatchCreate failed',
        entities: {
          sub_jobs_total: 2,
          sub_jobs: [
            { status: 'SUCCESS', job_id: 's1', job_type: 'createSingleServer', entities: { server_id: 'v1' } },
            {
              status: 'FAIL',
              job_id: 's2',
              job_type: 'createSingleServer',
              error_code: 'Ecs.0319',
              fail_reason: null,
              entities: { errorcode_message: 'the flavor is sold out', server_id: 'v2' },
            },
          ],
        },
      },
      'j1',
    );
    expect(outline(job)).toEqual([
      'createServer Failed',
      '  createSingleServer Success',
      '  createSingleServer Failed',
    ]);
    expect([job.startedAt, job.endedAt]).toEqual([
      Date.UTC(2024, 10, 6, 6, 19, 43, 195),
      Date.UTC(2024, 10, 6, 6, 21, 0),
    ]);
    const failed = job.subJobs[1];
    expect([failed?.errorCode, failed?.reason, failed?.resourceId]).toEqual([
      'Ecs.0319',
      'the flavor is sold out',
      'v2',
    ]);
  });

  it('takes PENDING_PAYMENT for the beginning, and says it in words', () => {
    const job = ecs.decode({ status: 'PENDING_PAYMENT', job_id: 'j1' }, 'j1');
    expect([job.phase, job.status, job.reason]).toEqual([
      'Initializing',
      'PENDING_PAYMENT',
      'PENDING_PAYMENT: the order has not been paid yet',
    ]);
  });

  it('reads sub-jobs of sub-jobs', () => {
    const sub = (id: string, subJobs: unknown[], status = 'SUCCESS'): JsonObject => ({
      status,
      job_id: id,
      entities: { sub_jobs: subJobs },
    });
    const job = ecs.decode(sub('j1', [sub('s1', [sub('s2', [], 'FAIL')])]), 'j1');
    expect([...walk(job)].map(({ job: { id, phase } }) => [id, phase])).toEqual([
      ['j1', 'Success'],
      ['s1', 'Success'],
      ['s2', 'Failed'],
    ]);
    expect(verdict(job)).toBe('failed');
  });
});

describe('sfs-turbo', () => {
  it.each([
    ['success', 'Success'],
    ['running', 'Running'],
    ['failed', 'Failed'],
    ['waiting', 'Initializing'],
  ])('takes %s for %s', (status, phase) => {
    expect(sfsTurbo.decode({ status, job_id: 'j1' }, 'j1').phase).toBe(phase);
  });

  it('reads the sub-jobs at the top', () => {
    const job = sfsTurbo.decode(
      {
        status: 'success',
        job_id: 'j1',
        begin_time: '2016-01-02 15:04:05',
        sub_jobs: [{ status: 'failed', job_id: 's1', job_type: 'extend_share', fail_reason: 'no quota' }],
      },
      'j1',
    );
    expect(job.startedAt).toBe(Date.UTC(2016, 0, 2, 15, 4, 5));
    expect([job.subJobs[0]?.type, job.subJobs[0]?.reason, verdict(job)]).toEqual([
      'extend_share',
      'no quota',
      'failed',
    ]);
  });
});

describe('dcs', () => {
  it('reads times that are numbers of milliseconds', () => {
    const job = row('dcs').decode(
      { job_id: 'j1', job_type: 'extendDCSInstance', status: 'RUNNING', begin_time: '1684191545379', end_time: '' },
      'j1',
    );
    expect([job.type, job.phase, job.startedAt, job.endedAt]).toEqual([
      'extendDCSInstance',
      'Running',
      1_684_191_545_379,
      undefined,
    ]);
  });
});

describe('rds', () => {
  const rdsJob = (job: JsonObject): JsonObject => ({ job: { id: 'j1', ...job } });

  it('reads the answer of jobs?id=', () => {
    const job = rds.decode(
      rdsJob({
        name: 'CreateMysqlSingleHAInstance',
        status: 'Failed',
        created: '2018-08-06T10:41:14+0000',
        ended: '2018-08-06T12:44:14+0200',
        process: '60%',
        fail_reason: 'no flavor',
        instance: { id: 'i1', name: 'orders' },
      }),
      'j1',
    );
    expect(job).toEqual({
      id: 'j1',
      type: 'CreateMysqlSingleHAInstance',
      phase: 'Failed',
      status: 'Failed',
      reason: 'no flavor',
      errorCode: '',
      resourceId: 'i1',
      resourceName: 'orders',
      clusterId: '',
      startedAt: Date.UTC(2018, 7, 6, 10, 41, 14),
      updatedAt: Date.UTC(2018, 7, 6, 10, 44, 14),
      endedAt: Date.UTC(2018, 7, 6, 10, 44, 14),
      progress: 0.6,
      subJobs: [],
    });
  });

  it('is at work as Running, and says why it failed in either member, with its code', () => {
    expect(rds.decode(rdsJob({ status: 'Running' }), 'j1').phase).toBe('Running');
    const job = rds.decode(rdsJob({ status: 'Failed', fail_reason: 'a', error_msg: 'b', error_code: 'DBS.1' }), 'j1');
    expect([job.reason, job.errorCode]).toEqual(['a: b', 'DBS.1']);
  });

  it('alone takes Completed for success, and Success for nothing it knows', () => {
    expect(rds.decode(rdsJob({ status: 'Completed' }), 'j1').phase).toBe('Success');
    expect(rds.decode(rdsJob({ status: 'Success' }), 'j1').phase).toBe('Unknown');
    expect(cce.decode(cceJob({ phase: 'Completed' }), 'j1').phase).toBe('Unknown');
    expect(ecs.decode(imsJob('Completed'), 'j1').phase).toBe('Unknown');
    expect(elb.decode({ job: { status: 'Completed' } }, 'j1').phase).toBe('Unknown');
  });

  it.each([
    ['60%', 0.6],
    [' 7 % ', 0.07],
    ['0%', 0],
    ['100%', 1],
    ['99.5%', 0.995],
    ['101%', undefined],
    ['60', undefined],
    ['%', undefined],
    ['', undefined],
    ['-1%', undefined],
    [0.25, 0.25],
    [25, 0.25],
    [Number.NaN, undefined],
  ])('takes process %j for %j', (process, progress) => {
    expect(rds.decode(rdsJob({ process }), 'j1').progress).toBe(progress);
  });
});

describe('elb', () => {
  it('reads a job that does not say its ID', () => {
    const job = elb.decode(
      {
        job: {
          status: 'FAIL',
          job_type: 'loadbalancer_clone',
          resource_id: 'lb1',
          error_code: 'ELB.8902',
          error_msg: 'no address is left',
          sub_jobs: [{ job_id: 's1', status: 'SUCCESS', entities: [{ resource_id: 'lb1' }] }],
        },
        request_id: 'r1',
      },
      'j1',
    );
    expect([job.id, job.phase, job.errorCode, job.reason, job.resourceId]).toEqual([
      'j1',
      'Failed',
      'ELB.8902',
      'no address is left',
      'lb1',
    ]);
    expect(job.subJobs.map(({ id, phase }) => [id, phase])).toEqual([['s1', 'Success']]);
  });

  it('refuses an answer without a job, and one about another', () => {
    for (const job of [undefined, null, 'SUCCESS', [{ status: 'SUCCESS' }]]) {
      expect(() => elb.decode({ job, status: 'SUCCESS' }, 'j1')).toThrow(new UnusableDocument('it has no job'));
    }
    expect(() => elb.decode({ job: { job_id: 'j2', status: 'SUCCESS' } }, 'j1')).toThrow(
      new UnusableDocument('it is about job j2'),
    );
  });
});

describe.each(SERVICES)('every dialect: $name', (service) => {
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
    expect(() => service.decode(wrap({}), 'other')).toThrow(new UnusableDocument('it is about job j1'));
    expect(() => service.decode({ status: { phase: 'Success' } }, 'j1')).toThrow(
      new UnusableDocument(service.name === 'elb' ? 'it has no job' : 'it does not say which job it is about'),
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
      expect(() => service.decode(wrap(document), 'j1')).toThrow(UnusableDocument);
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
          expect(error).toBeInstanceOf(UnusableDocument);
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
