import { describe, expect, it } from '@jest/globals';

import type { JsonObject } from '../../../src/base/json.js';
import { cce, ecs, rds, elb, cceJob, imsJob } from './reading.js';

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
