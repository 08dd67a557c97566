/** Turns what a request brought into a JSON object, or into a typed error with advice. */
import type { IncomingHttpHeaders } from 'node:http';

import type { ApiError, ApiErrorKind } from '../base/api-error.js';
import { hasDuplicateKeys, isJsonObject, type JsonObject, objectAt, textAt } from '../base/json.js';
import {
  type AdviceContext,
  adviceForGatewayCode,
  adviceForNetworkError,
  adviceForStatus,
  ENCODED_MESSAGE_ADVICE,
  INTERLOPER_ADVICE,
  isCertificateError,
  topicOfNetworkError,
  topicOfStatus,
} from './advice.js';
import type { Body, HttpResult } from './transport.js';

const HTML_BODY = 'its body is HTML, not JSON';

/** What may accompany a 403: the policy that denied it, readable with the permission to decode it. */
const ENCODED_MESSAGE = 'encoded_authorization_message';

/** The JSON of a good answer, or the error that an answer or its absence amounts to. */
export type ParsedResponse =
  | { readonly kind: 'json'; readonly status: number; readonly json: JsonObject; readonly requestId: string }
  | { readonly kind: 'error'; readonly error: ApiError };

/**
 * Says what a request brought by its status, its body and the contract's table of answers.
 *
 * @param wallTime milliseconds since the epoch, for a `Retry-After` date from a server that sends no `Date`
 * @param notFoundCodes error codes by which the service says that there is no such job, whatever the status
 */
export function parseResponse(
  result: HttpResult,
  context: AdviceContext,
  wallTime: number,
  notFoundCodes: readonly string[] = [],
): ParsedResponse {
  if (result.kind === 'no-answer') return { kind: 'error', error: networkError(result, context) };
  const { status, headers, body } = result;
  const json = parse(body);
  if (status >= 200 && status < 300 && status !== 206) {
    return typeof json === 'string'
      ? { kind: 'error', error: unusableResponse(status, json, requestIdOf(headers)) }
      : { kind: 'json', status, json, requestId: requestIdOf(headers) };
  }
  const words = typeof json === 'string' ? { code: '', message: '', requestId: '' } : errorWords(json);
  // A service that says so by its code means what others mean by a 404. Refused credentials stay refused.
  const isMissing = status >= 400 && status !== 401 && status !== 407 && notFoundCodes.includes(words.code);
  const meant = isMissing ? 404 : status;
  const kind = kindOf(meant, words.code);
  const error: ApiError = {
    kind,
    status,
    // IAM repeats the status there.
    code: words.code === String(status) ? '' : words.code,
    message:
      status >= 300 && status < 400 ? redirectWords(headers, context.host) : words.message || bodyWords(status, json),
    requestId: requestIdOf(headers) || words.requestId,
    advice: adviceFor(meant, words.code, json, context),
    topic: topicOfStatus(meant, words.code, context.authMethod),
    retryAfterMs: kind === 'throttled' ? retryAfterMs(headers, wallTime) : undefined,
    concernsAllJobs: meant === 401 || meant === 403,
  };
  return { kind: 'error', error };
}

/** The advice by the gateway's code, else by the status; a page in place of JSON comes from something between. */
function adviceFor(status: number, code: string, json: JsonObject | string, context: AdviceContext): string {
  const advice = adviceForGatewayCode(code, context) ?? adviceForStatus(status, context);
  if (typeof json === 'string') {
    return status >= 400 && json === HTML_BODY ? `${INTERLOPER_ADVICE} ${advice}` : advice;
  }
  const encoded = [json, objectAt(json, 'error')].some((each) => textAt(each, ENCODED_MESSAGE) !== '');
  return encoded ? `${advice} ${ENCODED_MESSAGE_ADVICE}` : advice;
}

/** A good status with a body that is no answer about the job: it proves nothing, and asking again may help. */
export function unusableResponse(
  status: number,
  why: string,
  requestId: string,
  advice: string = INTERLOPER_ADVICE,
): ApiError {
  return {
    kind: 'outage',
    status,
    code: '',
    message: `the answer is not usable: ${why}`,
    requestId,
    advice,
    topic: 'unusable',
    retryAfterMs: undefined,
    concernsAllJobs: false,
  };
}

/** A good status with a body that says there is no such job: as a 404 for the job. */
export function notFoundResponse(
  { status, json, requestId }: Extract<ParsedResponse, { kind: 'json' }>,
  why: string,
  context: AdviceContext,
): ApiError {
  const { code, message } = errorWords(json);
  return {
    kind: 'not-found',
    status,
    code,
    message: message || why,
    requestId,
    advice: adviceForStatus(404, context),
    topic: topicOfStatus(404, '', context.authMethod),
    retryAfterMs: undefined,
    concernsAllJobs: false,
  };
}

/** The error code in a body, `''` where it has none. */
export function errorCodeOf(json: JsonObject): string {
  return errorWords(json).code;
}

function networkError({ code, message }: { code: string; message: string }, context: AdviceContext): ApiError {
  const wantsCredentials = code === 'PROXY_407';
  const isSettled = wantsCredentials || code === 'PROXY_INVALID' || isCertificateError(code.replace(/^PROXY_/, ''));
  return {
    kind: isSettled ? 'fatal' : 'outage',
    status: wantsCredentials ? 407 : undefined,
    code: code.startsWith('PROXY_') ? '' : code,
    message,
    requestId: '',
    advice: wantsCredentials ? adviceForStatus(407, context) : adviceForNetworkError(code, context),
    topic: topicOfNetworkError(code),
    retryAfterMs: undefined,
    concernsAllJobs: false,
  };
}

/** The contract's table. A 404 with a gateway code is about the API, not about the job. */
function kindOf(status: number, code: string): ApiErrorKind {
  if (status === 429 || status === 503) return 'throttled';
  if (status === 404) return /^APIGW?\./.test(code) ? 'fatal' : 'not-found';
  if (status === 408 || status === 425 || status === 206) return 'outage';
  return status >= 300 && status < 500 ? 'fatal' : 'outage';
}

/** The JSON object in a body, or why there is none. */
function parse(body: Body): JsonObject | string {
  if (body.kind === 'unusable') return body.why;
  if (body.bytes.length === 0) return 'its body is empty';
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(body.bytes);
    const value: unknown = JSON.parse(text);
    if (!isJsonObject(value)) return 'its body is JSON, but not an object';
    return hasDuplicateKeys(text) ? 'its body has a duplicate key, and so says two things at once' : value;
  } catch {
    return /^\s*</.test(body.bytes.toString('latin1', 0, 256)) ? HTML_BODY : 'its body is not JSON';
  }
}

/** The error families of the services, their gateway and IAM: nested under `error`, or at the top in three spellings. */
function errorWords(json: JsonObject): { code: string; message: string; requestId: string } {
  const nested = objectAt(json, 'error');
  const first = (...names: readonly string[]): string =>
    names.map((name) => textAt(json, name)).find((text) => text !== '') ?? '';
  return {
    code: first('error_code', 'errorCode', 'errCode') || textAt(nested, 'code') || first('code'),
    message: first('error_msg', 'errorMessage', 'errMsg') || textAt(nested, 'message') || first('message', 'reason'),
    requestId: first('request_id'),
  };
}

function bodyWords(status: number, json: JsonObject | string): string {
  return typeof json === 'string' ? `HTTP ${status}; ${json}` : `HTTP ${status} without an error message`;
}

/** Names the host that a redirect points to. Its path and query may carry anything and stay unsaid. */
function redirectWords(headers: IncomingHttpHeaders, host: string): string {
  const { location } = headers;
  const base = `https://${host}`;
  if (location === undefined || !URL.canParse(location, base)) return 'a redirect without a usable target';
  const target = new URL(location, base);
  return target.host === host ? `a redirect within ${host}` : `a redirect to ${target.host}`;
}

/** The other side's name for a request, `''` where it gives none. */
export function requestIdOf(headers: IncomingHttpHeaders): string {
  const id = headers['x-request-id'] ?? headers['x-iam-trace-id'] ?? headers['x-github-request-id'] ?? '';
  return Array.isArray(id) ? id.join(', ') : id;
}

/** One far date must not park the gate until its deadline: it asks again after this time at the latest. */
const MAX_RETRY_AFTER_MS = 5 * 60_000;

/**
 * How long an answer asks to be left alone (RFC 9110, 10.2.3): seconds, or a date, which is read against the server's
 * own `Date` where there is one, so that a wrong clock of this machine does no harm.
 *
 * @param wallTime milliseconds since the epoch
 * @returns milliseconds, more than zero and five minutes at most; `undefined` for none, for garbage, and for a date that has passed
 */
export function retryAfterMs(headers: IncomingHttpHeaders, wallTime: number): number | undefined {
  const value = headers['retry-after']?.trim() ?? '';
  const milliseconds = /^\d+$/.test(value) ? Number(value) * 1000 : dateOf(value) - (dateOf(headers.date) || wallTime);
  return milliseconds > 0 && Number.isFinite(milliseconds) ? Math.min(milliseconds, MAX_RETRY_AFTER_MS) : undefined;
}

/** An HTTP date in milliseconds since the epoch; NaN for anything else, e.g. for a bare year, which Date.parse takes. */
export function dateOf(text: string | undefined): number {
  return text !== undefined && /^[A-Za-z]{3,9}, /.test(text) ? Date.parse(text) : Number.NaN;
}
