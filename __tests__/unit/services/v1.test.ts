import { describe, expect, it } from '@jest/globals';

import { verdict, walk } from '../../../src/engine/job.js';
import type { JsonObject } from '../../../src/base/json.js';
import { row, ecs, sfsTurbo, outline } from './reading.js';

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
