import { describe, expect, it } from '@jest/globals';

import type { Credentials } from '../../../src/auth/credentials.js';
import { createJobClient, type FetchJob, type JobResponse } from '../../../src/engine/job-client.js';
import type { HttpResult } from '../../../src/http/transport.js';
import { SERVICES } from '../../../src/services/table.js';

const [cce] = SERVICES;

const CREDENTIALS: Credentials = {
  authMethod: 'token',
  authorize: () =>
    Promise.resolve({
      kind: 'authorized',
      headers: {},
      accepted: () => undefined,
      refused: (error) => ({ error, again: false }),
    }),
};

const document = (phase: string, uid = 'job-1'): string =>
  JSON.stringify({ metadata: { uid }, spec: { type: 'CreateCluster' }, status: { phase } });

const answerOf = (text: string, requestId: string, status = 200): HttpResult => ({
  kind: 'answer',
  status,
  headers: { 'x-request-id': requestId },
  body: { kind: 'complete', bytes: Buffer.from(text) },
});

const CUT_SHORT: HttpResult = { kind: 'answer', status: 200, headers: {}, body: { kind: 'unusable', why: 'cut' } };

/** Asks an API that gives these answers one after another. */
function apiOf(...answers: readonly HttpResult[]): { fetchJob: (jobId?: string) => Promise<JobResponse> } {
  const left = [...answers];
  const fetchJob: FetchJob = createJobClient({
    service: cce,
    endpoint: new URL('https://cce.example.com'),
    projectId: 'p1',
    parentId: '',
    nameOf: (name) => name,
    credentials: CREDENTIALS,
    transport: () => Promise.resolve(left.shift() ?? answerOf('', '')),
    clock: { now: () => 0, wallTime: () => 0 },
  });
  const limits = { timeoutMs: 1000, until: 1000, signal: new AbortController().signal };
  return { fetchJob: (jobId = 'job-1') => fetchJob(jobId, limits) };
}

/** Whether both answers are about one and the same job object: what has been read again is a new one. */
function isSameJob(a: JobResponse, b: JobResponse): boolean {
  return a.kind === 'job' && b.kind === 'job' && a.job === b.job;
}

describe('an answer that has not changed by a byte', () => {
  it('is not read again: it is the same job, with the request ID of its own', async () => {
    const api = apiOf(answerOf(document('Running'), 'a'), answerOf(document('Running'), 'b'));
    const first = await api.fetchJob();
    const second = await api.fetchJob();
    expect(first).toMatchObject({ kind: 'job', requestId: 'a', job: { id: 'job-1', phase: 'Running' } });
    expect(second).toEqual({ ...first, requestId: 'b' });
    expect(isSameJob(first, second)).toBe(true);
  });

  it('is recognised also after an outage', async () => {
    const running = answerOf(document('Running'), '');
    const api = apiOf(running, answerOf('{}', '', 500), running);
    const first = await api.fetchJob();
    expect((await api.fetchJob()).kind).toBe('error');
    expect(isSameJob(first, await api.fetchJob())).toBe(true);
  });

  const others: readonly [string, HttpResult, object][] = [
    ['with another byte', answerOf(document('Success'), ''), { kind: 'job', job: { phase: 'Success' } }],
    ['cut short', CUT_SHORT, { kind: 'error' }],
    ['with status 206', answerOf(document('Running'), '', 206), { kind: 'error', error: { kind: 'outage' } }],
    ['with status 401', answerOf(document('Running'), '', 401), { kind: 'error', error: { kind: 'fatal' } }],
  ];
  it.each(others)('is none %s', async (_, next, expected) => {
    const api = apiOf(answerOf(document('Running'), ''), next);
    await api.fetchJob();
    expect(await api.fetchJob()).toMatchObject(expected);
  });

  it('is no answer about another job', async () => {
    const api = apiOf(answerOf(document('Success'), ''), answerOf(document('Success'), ''));
    expect((await api.fetchJob('job-1')).kind).toBe('job');
    expect(await api.fetchJob('job-2')).toMatchObject({ kind: 'error', error: { kind: 'outage' } });
  });
});
