/** A transport that tells what it did, for whoever looks for the reason why something else does not work. */
import { describeJson, type SanitizeText } from './describe-json.js';
import { requestIdOf } from './response.js';
import type { HttpRequest, HttpResult, Transport } from './transport.js';

/** What happened to one request. The texts hold others' words. */
export interface RequestLog {
  /** `GET https://… → 200 in 132 ms, request ID …`. */
  readonly summary: string;
  /** The response body's JSON without its secrets, or why there is none; `''` where there was no answer. */
  readonly body: string;
}

/** What telling takes from outside. */
export interface LogDependencies {
  /** Milliseconds on a monotonic clock. */
  readonly now: () => number;
  readonly sanitize: SanitizeText;
  /** How much of a body is told, in characters; it may be a little more. */
  readonly maxBodyLength: number;
  /** Told each request once it has ended. */
  readonly emit: (log: RequestLog) => void;
}

/** @returns a transport that does what the given one does, and tells of it */
export function loggedTransport(transport: Transport, { now, emit, ...dependencies }: LogDependencies): Transport {
  return async (request) => {
    const sentAt = now();
    const result = await transport(request);
    const lastedMs = Math.round(now() - sentAt);
    emit({ summary: summaryOf(request, result, lastedMs), body: bodyOf(result, dependencies) });
    return result;
  };
}

function summaryOf({ method = 'GET', url }: HttpRequest, result: HttpResult, lastedMs: number): string {
  if (result.kind === 'no-answer') {
    return `${method} ${url.href} → no answer in ${lastedMs} ms: ${result.code} ${result.message}`;
  }
  const id = requestIdOf(result.headers);
  return `${method} ${url.href} → ${result.status} in ${lastedMs} ms${id === '' ? '' : `, request ID ${id}`}`;
}

function bodyOf(result: HttpResult, { sanitize, maxBodyLength }: Omit<LogDependencies, 'now' | 'emit'>): string {
  if (result.kind === 'no-answer') return '';
  if (result.body.kind === 'unusable') return `(no usable body: ${result.body.why})`;
  try {
    return describeJson(JSON.parse(result.body.bytes.toString('utf8')), sanitize, maxBodyLength);
  } catch {
    // What is not JSON may be a page with anything in it, and has no names to go by.
    return `(${result.body.bytes.length} bytes that are no JSON)`;
  }
}
