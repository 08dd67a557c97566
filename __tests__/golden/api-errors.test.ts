/** What the gate says of each request that brought no usable answer: what happened, and what to do about it. */
import { describe, it } from '@jest/globals';

import { createCredentials } from '../../src/auth/create-credentials.js';
import { tokenCredentials } from '../../src/auth/token.js';
import type { CredentialsOptions } from '../../src/auth/credentials.js';
import type { ApiError, AuthMethod } from '../../src/base/api-error.js';
import { githubIdTokens } from '../../src/hosts/github/id-token.js';
import type { HttpResult } from '../../src/http/transport.js';
import { expectGolden, sections } from '../support/golden.js';
import { responseOf, CONTEXT, errorFrom } from '../unit/http/responses.js';
import { LIMITS, REQUEST, TestDependencies, unauthorized } from '../unit/auth/authorized.js';

const AUTH_METHODS: readonly AuthMethod[] = ['token', 'access-key', 'iam', 'sts'];

type Case = readonly [name: string, error: ApiError];

const STATUSES = [302, 400, 403, 404, 407, 408, 418, 425, 429, 500, 503];

const NETWORK_CODES = [
  ...[
    '',
    'ENOTFOUND',
    'EAI_AGAIN',
    'ECONNREFUSED',
    'ECONNRESET',
    'TIMEOUT',
    'EHOSTUNREACH',
    'ERR_SSL_WRONG_VERSION_NUMBER',
  ],
  ...['CERT_HAS_EXPIRED', 'CERT_NOT_YET_VALID', 'ERR_TLS_CERT_ALTNAME_INVALID', 'SELF_SIGNED_CERT_IN_CHAIN'],
  ...['PROXY_407', 'PROXY_502', 'PROXY_CERT_HAS_EXPIRED', 'PROXY_ERR_TLS_CERT_ALTNAME_INVALID'],
];

const BODIES: readonly (readonly [string, unknown])[] = [
  ['nothing', ''],
  ['text', 'oops'],
  ['a list', '[]'],
  ['HTML', '<!DOCTYPE html>'],
  ['a key twice', '{"a":1,"a":2}'],
];

const LOCATIONS = ['https://other.example.com:8443/path?query', '/elsewhere', 'https://['];

const answered = (name: string, result: HttpResult, authMethod: AuthMethod = 'token'): Case => [
  name,
  errorFrom(result, { ...CONTEXT, authMethod }),
];

const CASES: readonly Case[] = [
  ...STATUSES.map((status) => answered(`HTTP ${status}`, responseOf(status))),
  ...AUTH_METHODS.flatMap((authMethod) =>
    [401, 403].map((status) => answered(`HTTP ${status}, with ${authMethod}`, responseOf(status), authMethod)),
  ),
  ...['0101', '0301', '0303', '0307'].map((number) =>
    answered(`APIG.${number}`, responseOf(401, { error_code: `APIG.${number}`, error_msg: 'words' })),
  ),
  answered('HTTP 403 with an encoded message', responseOf(403, { encoded_authorization_message: 'abc' })),
  ...LOCATIONS.map((location) => answered(`HTTP 302 to ${location}`, responseOf(302, {}, { location }))),
  ...BODIES.map(([name, body]) => answered(`HTTP 200 with ${name}`, responseOf(200, body))),
  ...BODIES.map(([name, body]) => answered(`HTTP 500 with ${name}`, responseOf(500, body))),
  ...NETWORK_CODES.map((code) =>
    answered(`no answer, ${code || 'without a code'}`, { kind: 'no-answer', code, message: 'words' }),
  ),
];

const OIDC: Readonly<Record<string, string>> = {
  ACTIONS_ID_TOKEN_REQUEST_URL: 'https://oidc.example.com/token',
  ACTIONS_ID_TOKEN_REQUEST_TOKEN: 'r',
};
const KEYLESS: readonly CredentialsOptions[] = [
  { kind: 'iam', endpoint: new URL('https://iam.example.com'), identityProvider: 'g', audience: '' },
  { kind: 'sts', endpoint: new URL('https://sts.example.com'), providerUrn: 'u', agencyUrn: 'a', audience: '' },
];

/** The error of an exchange whose requests are answered in this order. */
async function exchangeError(options: CredentialsOptions, results: readonly HttpResult[]): Promise<ApiError> {
  const left = [...results];
  const { clock, emit, nameOf } = new TestDependencies();
  const credentials = createCredentials(options, 'project-1', {
    clock,
    emit,
    newTransport: () => () => Promise.resolve(left.shift() ?? responseOf(500)),
    nameOf,
    idTokens: (audience, dependencies) => githubIdTokens((name) => OIDC[name] ?? '', audience, dependencies),
    addSecret: () => undefined,
  });
  const authorized = await credentials.authorize(REQUEST, LIMITS);
  if (authorized.kind !== 'error') throw new Error('the exchange was to fail');
  return authorized.error;
}

async function exchanges(): Promise<Case[]> {
  const idToken = responseOf(200, { value: 'a.b.c' });
  const cases = KEYLESS.flatMap((options) => [
    [`GitHub refuses an ID token for ${options.kind}`, options, [responseOf(403, { message: 'Forbidden' })]] as const,
    [`GitHub answers without an ID token for ${options.kind}`, options, [responseOf(200, {})]] as const,
    [`${options.kind} refuses`, options, [idToken, responseOf(401, { error_msg: 'words' })]] as const,
    [`${options.kind} answers without credentials`, options, [idToken, responseOf(200, {})]] as const,
    [`${options.kind} is in trouble`, options, [idToken, responseOf(503)]] as const,
  ]);
  return Promise.all(
    cases.map(async ([name, options, results]): Promise<Case> => [name, await exchangeError(options, results)]),
  );
}

async function expiredToken(): Promise<Case> {
  const dependencies = new TestDependencies();
  const credentials = tokenCredentials('t', dependencies);
  const authorized = await credentials.authorize(REQUEST, LIMITS);
  if (authorized.kind === 'error') throw new Error('a token needs no exchange');
  authorized.accepted();
  dependencies.monotonic = 41 * 60_000;
  return ['a token that ends during the wait', authorized.refused(unauthorized('APIG.0307'), undefined).error];
}

describe('the wording of errors', () => {
  it('is the reviewed one', async () => {
    const cases = [...CASES, ...(await exchanges()), await expiredToken()];
    expectGolden('api-errors.txt', sections(cases.map(([name, { message, advice }]) => [name, [message, advice]])));
  });
});
