/** Responses as the transport hands them on, and what they are parsed to. */
import type { IncomingHttpHeaders } from 'node:http';

import type { ApiError } from '../../../src/base/api-error.js';
import type { AdviceContext } from '../../../src/http/advice.js';
import { parseResponse, type ParsedResponse } from '../../../src/http/response.js';
import type { Body, HttpResult } from '../../../src/http/transport.js';
import { nameOf } from '../support/settings.js';

export const CONTEXT: AdviceContext = {
  title: 'CCE',
  permission: 'cce:job:get',
  host: 'cce.example.com',
  setting: 'endpoint',
  hasParent: false,
  nameOf,
  authMethod: 'token',
};

/** The wall clock of these tests. */
export const WALL_TIME = Date.UTC(2026, 0, 1);

/** A whole body of these bytes, or of this text, or of this value as JSON. */
function bodyOf(content: unknown): Body {
  if (Buffer.isBuffer(content)) return { kind: 'complete', bytes: content };
  return { kind: 'complete', bytes: Buffer.from(typeof content === 'string' ? content : JSON.stringify(content)) };
}

/** A response with a whole body. */
export function responseOf(status: number, content: unknown = {}, headers: IncomingHttpHeaders = {}): HttpResult {
  return { kind: 'answer', status, headers, body: bodyOf(content) };
}

export function parsed(result: HttpResult, context: AdviceContext = CONTEXT): ParsedResponse {
  return parseResponse(result, context, WALL_TIME);
}

/** The error that a result amounts to; throws where it is none. */
export function errorFrom(result: HttpResult, context: AdviceContext = CONTEXT): ApiError {
  const response = parsed(result, context);
  if (response.kind !== 'error') throw new Error('this is a usable response');
  return response.error;
}
