import { describe, expect, it } from '@jest/globals';

import { loggedTransport, type RequestLog } from '../../../src/http/logged-transport.js';
import type { HttpResult } from '../../../src/http/transport.js';

async function observe(result: HttpResult): Promise<RequestLog | undefined> {
  const heard: RequestLog[] = [];
  let time = 0;
  const transport = loggedTransport(
    () => Promise.resolve(result),
    () => (time += 132.4),
    (observation) => heard.push(observation),
  );
  const request = {
    url: new URL('https://cce.example.com/api/jobs/1?x=y'),
    headers: { 'x-auth-token': 'hunter2' },
    timeoutMs: 1,
    signal: new AbortController().signal,
  };
  await expect(transport(request)).resolves.toBe(result);
  expect(JSON.stringify(heard)).not.toContain('hunter2');
  return heard[0];
}

const answer = (text: string): HttpResult => ({
  kind: 'answer',
  status: 200,
  headers: { 'x-request-id': 'req-1', 'x-subject-token': 'hunter2' },
  body: { kind: 'complete', bytes: Buffer.from(text) },
});

describe('an observed transport', () => {
  it('tells method, URL, status, time and request ID, and the document', async () => {
    expect(await observe(answer('{ "status": {"phase":"Running"} }'))).toEqual({
      summary: 'GET https://cce.example.com/api/jobs/1?x=y → 200 in 132 ms, request ID req-1',
      document: '{"status":{"phase":"Running"}}',
    });
  });

  it('tells why there was no answer, or no body', async () => {
    expect(await observe({ kind: 'no-answer', code: 'TIMEOUT', message: 'too late' })).toEqual({
      summary: 'GET https://cce.example.com/api/jobs/1?x=y → no answer in 132 ms: TIMEOUT too late',
      document: '',
    });
    const result: HttpResult = {
      kind: 'answer',
      status: 502,
      headers: {},
      body: { kind: 'unusable', why: 'cut short' },
    };
    expect(await observe(result)).toEqual({
      summary: 'GET https://cce.example.com/api/jobs/1?x=y → 502 in 132 ms',
      document: '(no usable body: cut short)',
    });
  });

  it('takes out what is secret by its name or its look', async () => {
    const credentials = {
      access_key_id: 'AK',
      secret_access_key: 'hunter2',
      security_token: 'hunter2',
      pin: { token: 7 },
    };
    const observation = await observe(
      answer(
        JSON.stringify({ credentials, value: 'eyJhbGciOi.eyJzdWIiOi.c2ln', extendParam: { userPassword: 'hunter2' } }),
      ),
    );
    expect(observation?.document).toBe(
      '{"credentials":{"access_key_id":"AK","secret_access_key":"***","security_token":"***","pin":{"token":"***"}},"value":"***","extendParam":{"userPassword":"***"}}',
    );
  });

  it('does not show what is no JSON', async () => {
    expect((await observe(answer('<p>hunter2</p>')))?.document).toBe('(14 bytes that are no JSON)');
  });
});
