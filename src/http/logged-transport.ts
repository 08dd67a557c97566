/** A transport that tells what it did, for whoever looks for the reason why something else does not work. */
import { requestIdOf } from './response.js';
import type { HttpRequest, HttpResult, Transport } from './transport.js';

/** Members of a document whose values are nobody's business. */
const SECRET_NAME = /token|secret|passw|credential|authorization|signature|cookie|private/i;

/** A JSON web token, wherever it stands. */
const JWT = /eyJ[\w-]{4,}\.[\w-]{4,}\.[\w-]*/g;

/** What happened to one request. The texts hold others' words. */
export interface RequestLog {
  /** `GET https://… → 200 in 132 ms, request ID …`. */
  readonly summary: string;
  /** The answer's JSON with its secrets taken out; `''` where there is none. */
  readonly document: string;
}

/** @param now milliseconds on a monotonic clock */
export function loggedTransport(
  transport: Transport,
  now: () => number,
  hear: (observation: RequestLog) => void,
): Transport {
  return async (request) => {
    const sentAt = now();
    const result = await transport(request);
    hear({ summary: lineOf(request, result, Math.round(now() - sentAt)), document: documentOf(result) });
    return result;
  };
}

function lineOf({ method = 'GET', url }: HttpRequest, result: HttpResult, lastedMs: number): string {
  if (result.kind === 'no-answer') {
    return `${method} ${url.href} → no answer in ${lastedMs} ms: ${result.code} ${result.message}`;
  }
  const id = requestIdOf(result.headers);
  return `${method} ${url.href} → ${result.status} in ${lastedMs} ms${id === '' ? '' : `, request ID ${id}`}`;
}

function documentOf(result: HttpResult): string {
  if (result.kind === 'no-answer') return '';
  if (result.body.kind === 'unusable') return `(no usable body: ${result.body.why})`;
  try {
    const document: unknown = JSON.parse(result.body.bytes.toString('utf8'), (name, value: unknown) =>
      SECRET_NAME.test(name) && (typeof value === 'string' || typeof value === 'number') ? '***' : value,
    );
    return JSON.stringify(document).replaceAll(JWT, '***');
  } catch {
    // What is not JSON may be a page with anything in it, and has no names to go by.
    return `(${result.body.bytes.length} bytes that are no JSON)`;
  }
}
