/** The simulated cloud without a socket, on a clock that jumps. */
import { Cloud, jobRoutes } from '../../simulator/cloud.js';
import { gatewayError, route } from '../../simulator/routing.js';
import type { Clock } from '../../src/base/time.js';
import type { HttpResult, Transport } from '../../src/http/transport.js';
import type { PreviewCase } from './cases.js';

/** The scenarios take seconds, real jobs take minutes. */
const SLOWNESS = 120;

/** Answers what a case's cloud would. @param token the one that the gate sends */
export function cloudTransport(preview: PreviewCase, token: string, clock: Clock): Transport {
  const accepted = preview.refused === true ? 'another' : token;
  const projectId = preview.scenarios[0]?.projectId ?? '';
  const routes = jobRoutes(new Cloud(preview.scenarios, projectId, 1 / SLOWNESS), ({ headers, requestId }) =>
    headers['x-auth-token'] === accepted
      ? undefined
      : gatewayError(401, 'APIG.0307', 'The token must be updated.', requestId),
  );
  let count = 0;
  return ({ method = 'GET', url, headers }) => {
    count += 1;
    const requestId = count.toString(16).padStart(32, '0');
    const request = { method, url: url.pathname + url.search, headers, body: '', at: clock.wallTime(), requestId };
    const isBroken = clock.now() >= (preview.brokenAt ?? Infinity);
    const { status, body } = isBroken
      ? { status: 502, body: { error_code: 'APIG.0201', error_msg: 'Backend timeout' } }
      : route(routes, request);
    return Promise.resolve(answerOf(status, body, requestId, clock.wallTime()));
  };
}

function answerOf(status: number, body: unknown, requestId: string, at: number): HttpResult {
  const headers = { 'x-request-id': requestId, date: new Date(at).toUTCString() };
  return { kind: 'answer', status, headers, body: { kind: 'complete', bytes: Buffer.from(JSON.stringify(body)) } };
}
