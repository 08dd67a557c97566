/** Replies of every kind: about a job, about an error, or about nothing. */
import fc from 'fast-check';

import { FRAMINGS } from './case.js';
import type { AtOnce, Body, Framing, Reply, RetryAfter, Silent, Spelling } from './case.js';
import { mostly, weighted } from './chances.js';
import { documentOf, rootPhases } from './documents.js';
import type { Format, Phase } from './formats.js';
import { ASKED_ID, object, type Json } from './json.js';
import { bent } from './mutations.js';
import { remoteString, remoteText } from './texts.js';

const framing: fc.Arbitrary<Framing> = weighted<Framing>(
  [60, fc.constant<Framing>({ kind: 'length' })],
  [12, oneOf(FRAMINGS.WHOLE)],
  [4, oneOf(FRAMINGS.DOUBTFUL)],
  [5, oneOf(FRAMINGS.BROKEN)],
  [6, oneOf(FRAMINGS.SILENT)],
  [5, fc.record({ kind: fc.constantFrom('late', 'slow'), ms: fc.constantFrom(100, 300, 900, 1800) })],
  [
    5,
    fc.record({
      kind: fc.constantFrom('cut', 'stalled'),
      how: fc.constantFrom('length', 'close', 'chunked'),
      part: fc.constantFrom(0, 0.5, 0.99),
    }),
  ],
);

function oneOf(kinds: readonly (AtOnce | Silent)[]): fc.Arbitrary<Framing> {
  return fc.constantFrom(...kinds).map((kind) => ({ kind }));
}

const spelling: fc.Arbitrary<Spelling> = weighted<Spelling>(
  [100, fc.constant('plain')],
  [8, fc.constantFrom<Spelling[]>('spaced', 'called HTML', 'byte-order mark')],
  [
    10,
    fc.constantFrom<Spelling[]>(
      ...(['cut', 'trailing comma', 'not a number', 'single quotes'] as const),
      ...(['trailing garbage', 'two documents', 'UTF-16'] as const),
    ),
  ],
  [1, fc.constant('over 16 MiB')],
);

const CODES = ['CCE.01404001', 'IMG.0144', 'APIG.0101', 'APIGW.0301', 'APIG.0303', 'APIG.0308', 'IAM.0011'];

function errorDocument(format: Format): fc.Arbitrary<Json> {
  const code = mostly<Json, Json>(
    fc.constantFrom(...CODES, ...format.gone, ...format.gone, ...format.gone),
    6,
    mostly(fc.constantFrom('Common.0011', 'DBS.200543', 'DCS.4133'), 3, remoteText),
  );
  const family = fc.constantFrom('cce', 'nested', 'gateway', 'iam', 'with a message that is encoded');
  return bent(
    fc.tuple(family, code, remoteText).map(([kind, of, words]) => {
      if (kind === 'cce') return object(['errorMessage', words], ['errorCode', of]);
      if (kind === 'nested') return object(['error', object(['message', words], ['code', of])]);
      if (kind === 'gateway') return object(['error_msg', words], ['error_code', of], ['request_id', 'r-1']);
      if (kind === 'iam')
        return object(['error', object(['code', 401], ['message', words], ['title', 'Unauthorized'])]);
      return object(['error_msg', words], ['error_code', of], ['encoded_authorization_message', words]);
    }),
  );
}

/** What stands in a body that is no object about a job or an error. */
const nothing = weighted<Body>(
  [2, fc.constantFrom<Json[]>([], null, 'Success', 0, object(), [object(['status', 'SUCCESS'])]).map(plainly)],
  [1, fc.constantFrom('', '<html>Bad gateway</html>', '{', 'Success').map((text): Body => ({ kind: 'text', text }))],
  [1, remoteString.map((text): Body => ({ kind: 'text', text }))],
);

function plainly(value: Json): Body {
  return { kind: 'json', value, spelling: 'plain' };
}

function spelt(values: fc.Arbitrary<Json>): fc.Arbitrary<Body> {
  return fc.record({ kind: fc.constant('json'), value: values, spelling });
}

const retryAfter: fc.Arbitrary<RetryAfter> = weighted<RetryAfter>(
  [5, fc.record({ kind: fc.constant('seconds'), seconds: fc.constantFrom(0, 1, 2, 3600, 1e12) })],
  [2, fc.record({ kind: fc.constant('date'), inMs: fc.constantFrom(-60_000, 2000, 86_400_000) })],
  [1, fc.record({ kind: fc.constant('nonsense'), text: fc.constantFrom('soon', '-1', '1.5', '', '1e3', '0x10') })],
);

const LOCATIONS = ['@trap/x', '/elsewhere', '//[::1', '', 'https://redirected.invalid/x', `/${ASKED_ID}`];

const requestId = mostly(fc.constantFrom(undefined, 'r-2'), 6, remoteString.map(headerValue));

/** What an HTTP header can hold; the rest is taken out. */
function headerValue(text: string): string {
  return text.replaceAll(/[^\t -~\u00a0-\u00ff]/g, '').trim();
}

interface Parts {
  readonly status: fc.Arbitrary<number>;
  readonly body: fc.Arbitrary<Body>;
}

function reply({ status, body }: Parts): fc.Arbitrary<Reply> {
  const skew = mostly(fc.constant(0), 12, fc.constantFrom(-3_600_000, 600_000, 86_400_000));
  const always = { status, body, skew, requestId, framing };
  const parts = { ...always, after: fc.option(retryAfter, { freq: 3 }), location: fc.constantFrom(...LOCATIONS) };
  return fc.record(parts).map(({ after, location, ...rest }) => ({
    ...rest,
    retryAfter: [429, 500, 503].includes(rest.status) ? (after ?? undefined) : undefined,
    location: rest.status >= 300 && rest.status < 400 ? location : undefined,
  }));
}

const GOOD = mostly(fc.constant(200), 20, fc.constantFrom(201, 202, 203, 204, 205, 206, 299));
const REFUSED = fc.constantFrom(400, 401, 402, 403, 405, 407, 409, 410, 418, 422, 451);
const REDIRECTED = fc.constantFrom(300, 301, 302, 303, 304, 307, 308);
const TROUBLED = fc.constantFrom(500, 408, 425, 501, 502, 504, 511, 599);
const THROTTLED = fc.constantFrom(429, 503);

/** A reply whose job, if it has one, is in such a phase. */
function jobReply(format: Format, phase: fc.Arbitrary<Phase>): fc.Arbitrary<Reply> {
  return reply({ status: GOOD, body: spelt(documentOf(format, phase)) });
}

/** A reply about a job that still runs. */
export function runningReply(format: Format): fc.Arbitrary<Reply> {
  return jobReply(format, rootPhases(0, 1, 0, 0));
}

/** A reply, or none, that is no usable answer. */
export function unusableReply(format: Format): fc.Arbitrary<Reply> {
  const silent = oneOf(FRAMINGS.SILENT);
  const replies = reply({ status: TROUBLED, body: spelt(errorDocument(format)) });
  return weighted(
    [1, replies],
    [3, fc.tuple(replies, silent).map(([rest, kind]) => ({ ...rest, framing: kind }))],
    [1, replies.map((rest) => ({ ...rest, framing: { kind: 'stalled', how: 'length', part: 0.5 } as const }))],
  );
}

/** A reply that says that there is no such job. */
export function invisibleReply(format: Format): fc.Arbitrary<Reply> {
  return reply({ status: fc.constant(404), body: spelt(errorDocument(format)) });
}

/** Any reply at all. */
export function anyReply(format: Format): fc.Arbitrary<Reply> {
  const documents = documentOf(format, rootPhases(3, 5, 1, 1));
  const body = weighted<Body>([6, spelt(errorDocument(format))], [2, nothing], [2, spelt(documents)]);
  const codes = [401, 403, 404, 400] as const;
  return weighted<Reply>(
    [10, jobReply(format, rootPhases(1, 6, 1, 0))],
    [5, jobReply(format, rootPhases(3, 2, 1, 2))],
    [4, reply({ status: TROUBLED, body })],
    [4, reply({ status: fc.constant(404), body })],
    [3, reply({ status: THROTTLED, body })],
    [1, reply({ status: mostly(REFUSED, 3, fc.constantFrom(...codes)), body })],
    [1, reply({ status: REDIRECTED, body })],
    [1, reply({ status: GOOD, body: weighted<Body>([1, spelt(errorDocument(format))], [1, nothing]) })],
  );
}

/** A reply after which a gate has little left to wait for. */
export function lastReply(format: Format): fc.Arbitrary<Reply> {
  return weighted([6, jobReply(format, rootPhases(8, 1, 1, 4))], [1, anyReply(format)]);
}
