import type { Fault, FaultGroup, Fixture } from '../fault.js';

/** How long the outage of these runs was, as it is said: the tolerance, and the last request. */
const OUTAGE = /\b\d+m?s\b/;

type Headers = Readonly<Record<string, string>>;

/** A fault in which every answer has one status. */
function status(
  code: number,
  {
    note = '',
    headers = () => ({}),
    body = '{}',
    outcome,
    says,
    requests,
    inputs = {},
  }: {
    note?: string;
    headers?: (fixture: Fixture) => Headers;
    body?: string;
    outcome: Fault['outcome'];
    says: string | RegExp;
    requests?: number;
    inputs?: Readonly<Record<string, string>>;
  },
): Fault {
  return {
    name: `status ${code}${note === '' ? '' : `, ${note}`}`,
    prepare: (fixture) => {
      const sent = { 'content-type': 'application/json', ...headers(fixture) };
      fixture.answer((_, response) => response.writeHead(code, sent).end(body));
      return { inputs };
    },
    outcome,
    says,
    ...(requests === undefined ? {} : { requests }),
  };
}

/** A status that ends the gate after one request. */
const fatal = (code: number, says: string | RegExp, more: { note?: string; body?: string } = {}): Fault =>
  status(code, { ...more, outcome: 'error', says, requests: 1 });

/** A status that is retried until the outage tolerance is used up. */
const outage = (code: number): Fault =>
  status(code, {
    outcome: 'error',
    says: new RegExp(`${OUTAGE.source}.*HTTP ${code}`),
  });

/** A redirect, which is never followed. */
const redirect = (code: number, note: string, headers: (fixture: Fixture) => Headers, says: string | RegExp): Fault =>
  status(code, { note, headers, outcome: 'error', says, requests: 1 });

const gatewayError = (code: string): string =>
  JSON.stringify({ error_msg: 'words', error_code: code, request_id: 'r1' });

/** One answer for ever, by its status. */
export const statuses: FaultGroup = {
  heading: 'Statuses',
  faults: [
    ...[301, 302, 303, 307, 308].map((code) =>
      redirect(code, 'to another host', ({ trap }) => ({ location: `http://localhost:${trap.port}/` }), 'localhost'),
    ),
    redirect(302, 'to another port', ({ trap }) => ({ location: trap.href }), /127\.0\.0\.1:\d+/),
    redirect(302, 'without a scheme', ({ trap }) => ({ location: `//${trap.host}/` }), /127\.0\.0\.1:\d+/),
    redirect(302, 'to a path', () => ({ location: '/elsewhere' }), /127\.0\.0\.1:\d+/),
    redirect(302, 'without a target', () => ({}), 'HTTP 302'),
    fatal(400, 'HTTP 400 CCE.01400001: bad', { body: '{"errorCode":"CCE.01400001","errorMessage":"bad"}' }),
    fatal(401, 'HTTP 401'),
    fatal(401, 'HTTP 401 APIG.0307', { note: 'APIG.0307', body: gatewayError('APIG.0307') }),
    fatal(403, 'cce:job:get'),
    fatal(403, 'https_proxy', {
      note: 'with a page of HTML',
      body: '<html>Blocked</html>',
    }),
    fatal(404, 'HTTP 404 APIG.0101', { note: 'APIG.0101', body: gatewayError('APIG.0101') }),
    status(404, { outcome: 'error', says: 'HTTP 404' }),
    fatal(409, 'HTTP 409'),
    fatal(418, 'HTTP 418'),
    outage(408),
    outage(425),
    outage(429),
    status(429, {
      note: 'Retry-After in seconds',
      headers: () => ({ 'retry-after': '1' }),
      inputs: { timeout: '2s' },
      outcome: 'timed-out',
      says: 'HTTP 429',
    }),
    status(429, {
      note: 'Retry-After of three years',
      headers: () => ({ 'retry-after': '99999999' }),
      inputs: { timeout: '2s' },
      outcome: 'timed-out',
      says: 'HTTP 429',
      requests: 2,
    }),
    status(429, {
      note: 'Retry-After with a date in the past',
      headers: () => ({ 'retry-after': 'Wed, 21 Oct 2015 07:28:00 GMT' }),
      outcome: 'error',
      says: new RegExp(`${OUTAGE.source}.*HTTP 429`),
    }),
    status(429, {
      note: 'Retry-After that is garbage',
      headers: () => ({ 'retry-after': 'soon' }),
      outcome: 'error',
      says: new RegExp(`${OUTAGE.source}.*HTTP 429`),
    }),
    ...[500, 501, 502, 503, 504, 520].map(outage),
  ],
};
