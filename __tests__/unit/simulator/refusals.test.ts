import { describe, expect, it } from '@jest/globals';

import { PROJECT_ID } from '../../../simulator/scenario.js';
import { TOKEN } from '../../../simulator/simulator.js';
import { request, CLUSTER, clusterPath, IMAGE, imagePath, JSON_TYPE, start } from './support.js';

describe('a request that is refused', () => {
  it.each<[string, string, Record<string, string>, number, unknown]>([
    [
      'a wrong token',
      clusterPath(CLUSTER),
      { 'x-auth-token': 'wrong', ...JSON_TYPE },
      401,
      { error_msg: 'The token must be updated.', error_code: 'APIG.0307', request_id: '1'.padStart(32, '0') },
    ],
    [
      'no token',
      imagePath(IMAGE),
      {},
      401,
      {
        error_msg: 'Incorrect IAM authentication information: x-auth-token not found',
        error_code: 'APIG.0301',
        request_id: '1'.padStart(32, '0'),
      },
    ],
    [
      'CCE without Content-Type',
      clusterPath(CLUSTER),
      { 'x-auth-token': TOKEN },
      400,
      {
        errorCode: 'CCE.01400001',
        errorMessage: 'Invalid request: the header Content-Type must be application/json.',
      },
    ],
    [
      'another project of CCE',
      clusterPath(CLUSTER, 'other'),
      { 'x-auth-token': TOKEN, ...JSON_TYPE },
      403,
      { errorCode: 'CCE.01403001', errorMessage: 'Forbidden: the token was issued for another project.' },
    ],
    [
      'another project of IMS',
      imagePath(IMAGE, 'other'),
      { 'x-auth-token': TOKEN },
      403,
      {
        error_msg: 'The token was issued for another project and may not call this API.',
        error_code: 'APIG.0302',
        request_id: '1'.padStart(32, '0'),
      },
    ],
    [
      'an unknown job of CCE',
      clusterPath(IMAGE),
      { 'x-auth-token': TOKEN, ...JSON_TYPE },
      404,
      { errorCode: 'CCE.01404001', errorMessage: 'Resource not found.' },
    ],
    [
      'an unknown job of IMS',
      imagePath(CLUSTER),
      { 'x-auth-token': TOKEN },
      400,
      { error: { code: 'Common.0011', message: 'No jobs found.' } },
    ],
    [
      'an unknown job of RDS',
      `/v3/${PROJECT_ID}/jobs?id=${IMAGE}`,
      { 'x-auth-token': TOKEN },
      400,
      { error_code: 'DBS.200543', error_msg: 'The job does not exist.' },
    ],
    [
      'a task of another instance',
      `/v2/${PROJECT_ID}/instances/other/tasks/8abfa7b272adc5b40172b73130060721`,
      { 'x-auth-token': TOKEN },
      404,
      { error_code: 'DMS.00404022', error_msg: 'This instance does not exist.' },
    ],
    [
      'an unknown path',
      `${clusterPath(CLUSTER)}/`,
      { 'x-auth-token': TOKEN, ...JSON_TYPE },
      404,
      {
        error_msg: 'The API does not exist or has not been published.',
        error_code: 'APIG.0101',
        request_id: '1'.padStart(32, '0'),
      },
    ],
  ])('%s', async (_, path, headers, status, body) => {
    const simulator = await start();
    const answer = await request(simulator, path, headers);
    expect(answer.status).toBe(status);
    expect(answer.body).toEqual(body);
    expect(answer.headers.get('x-request-id')).toBe('1'.padStart(32, '0'));
    expect(answer.headers.get('content-type')).toBe('application/json');
  });

  it('is one with another method', async () => {
    const answer = await request(await start(), clusterPath(CLUSTER), { 'x-auth-token': TOKEN, ...JSON_TYPE }, 'POST');
    expect(answer.status).toBe(405);
    expect(answer.headers.get('allow')).toBe('GET');
  });

  it('is one with the default token where another is set', async () => {
    const simulator = await start({ token: 'mine' });
    expect(simulator.token).toBe('mine');
    expect((await request(simulator, imagePath(IMAGE))).status).toBe(401);
    expect((await request(simulator, imagePath(IMAGE), { 'x-auth-token': 'mine' })).status).toBe(200);
  });
});
