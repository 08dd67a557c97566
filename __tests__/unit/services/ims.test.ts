import { describe, expect, it } from '@jest/globals';

import { verdict } from '../../../src/engine/job.js';
import type { JsonObject } from '../../../src/base/json.js';
import { fixture } from '../support/fixtures.js';
import { ims, imsJob } from './reading.js';

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
