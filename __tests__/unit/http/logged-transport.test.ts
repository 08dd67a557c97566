import { describe, expect, it } from '@jest/globals';

import { loggedTransport, type RequestLog } from '../../../src/http/logged-transport.js';
import type { HttpResult } from '../../../src/http/transport.js';

async function logOf(result: HttpResult): Promise<RequestLog | undefined> {
  const logs: RequestLog[] = [];
  let time = 0;
  const transport = loggedTransport(() => Promise.resolve(result), {
    now: () => (time += 132.4),
    sanitize: (text) => text,
    maxBodyLength: 1000,
    emit: (log) => logs.push(log),
  });
  const request = {
    url: new URL('https://cce.example.com/api/jobs/1?x=y'),
    headers: { 'x-auth-token': 'hunter2' },
    timeoutMs: 1,
    signal: new AbortController().signal,
  };
  await expect(transport(request)).resolves.toBe(result);
  expect(JSON.stringify(logs)).not.toContain('hunter2');
  return logs[0];
}

const answer = (text: string): HttpResult => ({
  kind: 'answer',
  status: 200,
  headers: { 'x-request-id': 'req-1', 'x-subject-token': 'hunter2' },
  body: { kind: 'complete', bytes: Buffer.from(text) },
});

const REQUEST = 'GET https://cce.example.com/api/jobs/1?x=y';

describe('a logged transport', () => {
  it('tells method, URL, status, time and request ID, and the body', async () => {
    expect(await logOf(answer('{ "status": {"phase":"Running"} }'))).toEqual({
      summary: `${REQUEST} → 200 in 132 ms, request ID req-1`,
      body: '{"status":{"phase":"Running"}}',
    });
  });

  it('tells why there was no answer, or no body', async () => {
    expect(await logOf({ kind: 'no-answer', code: 'TIMEOUT', message: 'too late' })).toEqual({
      summary: `${REQUEST} → no answer in 132 ms: TIMEOUT too late`,
      body: '',
    });
    const body = { kind: 'unusable', why: 'cut short' } as const;
    expect(await logOf({ kind: 'answer', status: 502, headers: {}, body })).toEqual({
      summary: `${REQUEST} → 502 in 132 ms`,
      body: '(no usable body: cut short)',
    });
  });

  it('does not show what is no JSON', async () => {
    expect((await logOf(answer('<p>hunter2</p>')))?.body).toBe('(14 bytes that are no JSON)');
  });

  it('shows no header, and no secret of the body', async () => {
    expect((await logOf(answer('{"token":"hunter2"}')))?.body).toBe('{"token":"***"}');
  });
});
