import { describe, expect, it } from '@jest/globals';

import { ims } from '../../../simulator/job-apis/ims.js';
import { sent, stateOfJob, stateOfScenario } from './support.js';

const IMAGE = { image_id: 'e9e91bff-14b6-4a0b-8377-4ed0813e3360', image_name: 'web-server-2024-copy' };

describe('IMS response bodies', () => {
  it('have the shape of the reference while the image is copied', () => {
    expect(sent(ims.body(stateOfScenario('copy-image', 2999), 'p'))).toEqual({
      status: 'RUNNING',
      entities: {
        ...IMAGE,
        process_percent: 0.7,
        current_task: 'RegisterImageTask',
        results: [],
        sub_jobs_result: [
          {
            status: 'SUCCESS',
            entities: IMAGE,
            job_id: 'ff8080824dbd65d7014dbe0d92a10014',
            job_type: 'imsNativeExportImageJob',
            begin_time: '02-Aug-2018 08:12:41:072',
            end_time: '02-Aug-2018 08:12:42:672',
            error_code: null,
            fail_reason: null,
          },
          {
            status: 'RUNNING',
            entities: IMAGE,
            job_id: 'ff8080824dbd65d7014dbe0d92a10015',
            job_type: 'imsNativeImportImageJob',
            begin_time: '02-Aug-2018 08:12:42:772',
            end_time: '',
            error_code: null,
            fail_reason: null,
          },
        ],
        sub_jobs_list: ['ff8080824dbd65d7014dbe0d92a10014', 'ff8080824dbd65d7014dbe0d92a10015'],
      },
      job_id: 'ff8080824dbd65d7014dbe0d84db0013',
      job_type: 'imsCopyImageInRegionJob',
      begin_time: '02-Aug-2018 08:12:40:672',
      end_time: '',
      error_code: null,
      fail_reason: null,
    });
  });

  it('of copy-image start at INIT and end with the image', () => {
    expect(sent(ims.body(stateOfScenario('copy-image', 0), 'p'))).toEqual({
      status: 'INIT',
      entities: { ...IMAGE, process_percent: 0, results: [], sub_jobs_result: [], sub_jobs_list: [] },
      job_id: 'ff8080824dbd65d7014dbe0d84db0013',
      job_type: 'imsCopyImageInRegionJob',
      begin_time: '02-Aug-2018 08:12:40:672',
      end_time: '',
      error_code: null,
      fail_reason: null,
    });
    expect(sent(ims.body(stateOfScenario('copy-image', 4200), 'p'))).toMatchObject({
      status: 'SUCCESS',
      entities: {
        process_percent: 1,
        results: [{ image_id: IMAGE.image_id, project_id: 'p', status: 'success' }],
        sub_jobs_result: [{ status: 'SUCCESS' }, { status: 'SUCCESS' }],
      },
      end_time: '02-Aug-2018 08:12:44:872',
    });
  });

  it('of copy-image-fails show the sub-job’s cause first and the job’s own words later', () => {
    const cause = {
      status: 'FAIL',
      error_code: 'IMG.0015',
      fail_reason: 'The number of private images has reached the quota of 100: delete images or have the quota raised.',
    };
    expect(sent(ims.body(stateOfScenario('copy-image-fails', 2700), 'p'))).toMatchObject({
      status: 'RUNNING',
      entities: { process_percent: 0.55, results: [], sub_jobs_result: [{ status: 'SUCCESS' }, cause] },
      error_code: null,
      fail_reason: null,
    });
    expect(sent(ims.body(stateOfScenario('copy-image-fails', 4000), 'p'))).toMatchObject({
      status: 'FAIL',
      entities: {
        results: [],
        error_code: 'IMG.0014',
        error: 'An exception occurred while the image was being copied.',
        sub_jobs_result: [{ status: 'SUCCESS' }, cause],
      },
      error_code: 'IMG.0014',
      fail_reason: 'An exception occurred while the image was being copied.',
    });
  });

  it('of share-images-fails say in the end what became of each image', () => {
    const body = (elapsed: number): unknown => sent(ims.body(stateOfScenario('share-images-fails', elapsed), 'p'));
    expect(body(1499)).toMatchObject({ status: 'RUNNING', entities: { results: [] } });
    expect(body(1500)).toMatchObject({
      status: 'SUCCESS',
      entities: { results: [{ status: 'success', project_id: 'p' }, { status: 'failed' }] },
    });
  });

  it('of a job without sub-jobs do not speak of any', () => {
    const job = { id: 'a', type: 'createImageByInstance', startsAt: 0 };
    expect(sent(ims.body(stateOfJob(job, 0), 'p'))).toHaveProperty('entities', { results: [] });
  });
});
