import { describe, expect, it } from '@jest/globals';

import { UnusableResponse } from '../../../src/services/unusable-response.js';
import { elb } from './reading.js';

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
      expect(() => elb.decode({ job, status: 'SUCCESS' }, 'j1')).toThrow(new UnusableResponse('it has no job'));
    }
    expect(() => elb.decode({ job: { job_id: 'j2', status: 'SUCCESS' } }, 'j1')).toThrow(
      new UnusableResponse('it is about job j2'),
    );
  });
});
