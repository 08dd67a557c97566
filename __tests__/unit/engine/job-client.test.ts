import { describe, expect, it } from '@jest/globals';

import { tokenCredentials } from '../../../src/auth/token.js';
import { createJobClient, type FetchJob, type JobResponse } from '../../../src/engine/job-client.js';
import type { HttpRequest, HttpResult } from '../../../src/http/transport.js';
import type { Service } from '../../../src/services/service.js';
import { responseOf, WALL_TIME } from '../http/responses.js';
import { serviceNamed } from '../support/jobs.js';
import { nameOf } from '../support/settings.js';

const cce = serviceNamed('cce');
const ims = serviceNamed('ims');
const rds = serviceNamed('rds');

const LIMITS = { timeoutMs: 1234, until: Infinity, signal: new AbortController().signal };

const clock = { now: () => 0, wallTime: () => WALL_TIME };

const CLUSTER = { metadata: { uid: 'job-1' }, spec: { type: 'CreateCluster' }, status: { phase: 'Running' } };

interface ApiOptions {
  readonly parentId?: string;
  readonly service?: Service;
  readonly endpoint?: string;
}

/** A job API whose every request gets this result, and the requests that it gets. */
function apiWith(
  result: HttpResult,
  { service = cce, endpoint = 'https://cce.example.com', parentId = '' }: ApiOptions = {},
): { fetchJob: FetchJob; requests: HttpRequest[] } {
  const requests: HttpRequest[] = [];
  const fetchJob = createJobClient({
    service,
    endpoint: new URL(endpoint),
    projectId: 'project-1',
    parentId,
    credentials: tokenCredentials('the-token', { clock, nameOf, emit: () => undefined }),
    clock,
    nameOf,
    transport: (request) => {
      requests.push(request);
      return Promise.resolve(result);
    },
  });
  return { fetchJob, requests };
}

const answerTo = (result: HttpResult, service: Service = cce): Promise<JobResponse> =>
  apiWith(result, { service }).fetchJob('job-1', LIMITS);

describe('the request for a job', () => {
  it.each<[string, Service, string]>([
    ['https://cce.example.com', cce, 'https://cce.example.com/api/v3/projects/project-1/jobs/job-1'],
    ['https://cce.example.com/', cce, 'https://cce.example.com/api/v3/projects/project-1/jobs/job-1'],
    ['https://cce.example.com:8443/a/b/', cce, 'https://cce.example.com:8443/a/b/api/v3/projects/project-1/jobs/job-1'],
    ['https://ims.example.com/a%2fb', ims, 'https://ims.example.com/a%2fb/v1/project-1/jobs/job-1'],
    ['http://[::1]:8080', ims, 'http://[::1]:8080/v1/project-1/jobs/job-1'],
  ])('to %s goes where its service is', async (endpoint, service, url) => {
    const { fetchJob, requests } = apiWith(responseOf(404), { endpoint, service });
    await fetchJob('job-1', LIMITS);
    expect(requests.map((request) => request.url.href)).toEqual([url]);
  });

  it('names the parent, where the service has one, and is about what belongs to it', async () => {
    const service = serviceNamed('dms');
    const result = responseOf(200, { tasks: [{ id: 'job-1', status: 'SUCCESS' }] });
    const { fetchJob, requests } = apiWith(result, { service, parentId: 'instance-1' });
    expect(await fetchJob('job-1', LIMITS)).toMatchObject({ kind: 'job', job: { resourceId: 'instance-1' } });
    expect(requests[0]?.url.pathname).toBe('/v2/project-1/instances/instance-1/tasks/job-1');
  });

  it('goes where the cloud of the endpoint has the job API', async () => {
    const endpoint = 'https://gaussdb-mysql.eu-de.otc.t-systems.com';
    const { fetchJob, requests } = apiWith(responseOf(404), { service: serviceNamed('taurusdb'), endpoint });
    await fetchJob('job-1', LIMITS);
    expect(requests[0]?.url.href).toBe(`${endpoint}/mysql/v3/project-1/jobs?id=job-1`);
  });

  it('has these headers, and the limits it was given', async () => {
    const { fetchJob, requests } = apiWith(responseOf(404));
    await fetchJob('job-1', LIMITS);
    expect(requests).toEqual([
      {
        url: expect.any(URL),
        headers: {
          'content-type': 'application/json',
          accept: 'application/json',
          'accept-encoding': 'identity',
          'x-auth-token': 'the-token',
        },
        timeoutMs: LIMITS.timeoutMs,
        signal: LIMITS.signal,
      },
    ]);
  });
});

describe('the answer about a job', () => {
  it('is the job', async () => {
    expect(await answerTo(responseOf(200, CLUSTER))).toMatchObject({
      kind: 'job',
      job: { id: 'job-1', type: 'CreateCluster', phase: 'Running' },
    });
  });

  it.each<[string, unknown, string]>([
    ['another job', { ...CLUSTER, metadata: { uid: 'job-2' } }, 'the answer is not usable: it is about job job-2'],
    ['no job', {}, 'the answer is not usable: it does not say which job it is about'],
    [
      'what could hide a failure',
      { ...CLUSTER, spec: { subJobs: 'all well' } },
      'the answer is not usable: its subJobs is not a list',
    ],
  ])('is an outage where it is about %s', async (_, document, message) => {
    const answer = await answerTo(responseOf(200, document, { 'x-request-id': 'r-1' }));
    expect(answer).toMatchObject({ kind: 'error', error: { kind: 'outage', status: 200, message, requestId: 'r-1' } });
  });

  it('is an error with advice for the service, the permission and the host', async () => {
    expect(await answerTo(responseOf(403))).toMatchObject({
      error: { advice: expect.stringContaining('cce:job:get') },
    });
    expect(await answerTo(responseOf(403), ims)).toMatchObject({
      error: { advice: expect.stringContaining('ims:imageJobs:getPercentage') },
    });
    expect(await answerTo(responseOf(500), ims)).toMatchObject({ error: { advice: expect.stringContaining('IMS') } });
    const none = { kind: 'no-answer', code: 'ENOTFOUND', message: 'no' } as const;
    expect(await answerTo(none)).toMatchObject({ error: { advice: expect.stringContaining('cce.example.com') } });
  });

  it.each([400, 403, 404, 429, 500, 503])(
    'says that there is no such job by the code of its service, whatever the status: %d',
    async (status) => {
      const unknown = { error_code: 'DBS.200543', error_msg: 'The job does not exist.' };
      const answer = await answerTo(responseOf(status, unknown, { 'x-request-id': 'r-1', 'retry-after': '60' }), rds);
      expect(answer).toEqual({
        kind: 'error',
        error: {
          kind: 'not-found',
          topic: 'no-such-job',
          status,
          code: 'DBS.200543',
          message: 'The job does not exist.',
          requestId: 'r-1',
          advice: expect.any(String),
          retryAfterMs: undefined,
          concernsAllJobs: false,
        },
      });
    },
  );

  it('says so in a good answer too, by its code or by a list without jobs', async () => {
    const notFound = { kind: 'error', error: { kind: 'not-found', status: 200, requestId: 'r-1' } };
    const id = { 'x-request-id': 'r-1' };
    expect(await answerTo(responseOf(200, { error_code: 'DBS.200543' }, id), rds)).toMatchObject(notFound);
    expect(await answerTo(responseOf(200, { jobs: [] }, id), serviceNamed('geminidb'))).toMatchObject(notFound);
  });

  it('that is a job of another service says to check the service, and not the proxy', async () => {
    for (const answer of [{ job_id: 'job-1', status: 'SUCCESS' }, { jobs: [{}] }, {}]) {
      expect(await answerTo(responseOf(200, answer), rds)).toMatchObject({
        error: { kind: 'outage', advice: expect.stringMatching(/^Check service, [^]*RDS/) },
      });
    }
    const page = await answerTo(responseOf(200, '<html>'), rds);
    expect(page).toMatchObject({ error: { advice: expect.stringContaining('https_proxy') } });
  });

  it('says nothing of that by the code of another service, or by one of a job that failed with it', async () => {
    expect(await answerTo(responseOf(400, { error_code: 'DCS.4133' }), rds)).toMatchObject({
      error: { kind: 'fatal' },
    });
    expect(await answerTo(responseOf(200, { error_code: 'DCS.4133' }), rds)).toMatchObject({
      error: { kind: 'outage' },
    });
    const failed = { job: { id: 'job-1', status: 'Failed', error_code: 'DBS.200543' }, error_code: 'DBS.200543' };
    expect(await answerTo(responseOf(200, failed), rds)).toMatchObject({ kind: 'job', job: { phase: 'Failed' } });
  });

  it.each([401, 407])('says that its credentials are refused by HTTP %d, whatever the code', async (status) => {
    const answer = await answerTo(responseOf(status, { error_code: 'DBS.200543' }), rds);
    expect(answer).toMatchObject({ error: { kind: 'fatal', status } });
  });

  it('reads a Retry-After date against the wall clock', async () => {
    const date = new Date(WALL_TIME + 9000).toUTCString();
    expect(await answerTo(responseOf(429, {}, { 'retry-after': date }))).toMatchObject({
      error: { retryAfterMs: 9000 },
    });
  });

  it('lets an internal error through', async () => {
    const broken: Service = {
      ...cce,
      format: {
        ...cce.format,
        words: new Proxy(cce.format.words, {
          getOwnPropertyDescriptor: () => {
            throw new TypeError('an internal error');
          },
        }),
      },
    };
    await expect(answerTo(responseOf(200, CLUSTER), broken)).rejects.toThrow('an internal error');
  });
});
