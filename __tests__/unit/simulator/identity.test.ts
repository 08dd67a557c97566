import { describe, expect, it } from '@jest/globals';

import { IdTokens } from '../../../simulator/identity/id-tokens.js';
import { DEFAULT_IDENTITY } from '../../../simulator/identity/identity.js';
import { parseAuthorization, parseSdkDate } from '../../../simulator/identity/signature.js';
import type { Simulator } from '../../../simulator/simulator.js';
import type { AccessKey } from '../../../src/auth/credentials.js';
import { sign } from '../../../src/auth/sdk-hmac.js';
import { request, CLUSTER, clusterPath, start } from './support.js';

const NOW = Date.UTC(2026, 10, 21, 10, 0, 0);
const KEY: AccessKey = { id: 'A', secret: 'S', securityToken: '' };
const MINUTE = 60_000;

/** A simulator whose clock stands still, with one permanent and one temporary key. */
function simulatorAt(now: () => number): Promise<Simulator> {
  return start({ now, identity: { keys: [KEY, { id: 'T', secret: 'S', securityToken: 'ST' }] } });
}

interface Changes {
  readonly key?: AccessKey;
  readonly at?: number;
  readonly headers?: Record<string, string>;
  readonly sent?: Record<string, string>;
  readonly path?: string;
}

/** The status and, of a refusal, code and message of a signed request. */
async function signed(simulator: Simulator, changes: Changes = {}): Promise<[number, unknown]> {
  const path = changes.path ?? clusterPath(CLUSTER);
  const headers = { 'x-project-id': simulator.projectId, ...changes.headers };
  const url = new URL(simulator.endpoint + path);
  const signedHeaders = sign({ method: 'GET', url, headers, body: '' }, changes.key ?? KEY, changes.at ?? NOW);
  const sent = { ...signedHeaders, 'content-type': 'application/json', ...changes.sent };
  const answer = await request(simulator, path, sent);
  const { error_code: code, error_msg: message } = Object.fromEntries(Object.entries(answer.body ?? {}));
  return [answer.status, code === undefined ? undefined : [code, message]];
}

const refusal = (what: string): [number, unknown] => [
  401,
  ['APIG.0301', `Incorrect IAM authentication information: ${what}`],
];
const SIGNATURE_FAILS = refusal('verify aksk signature fail, x-security-token:');

describe('a signed request', () => {
  it('is let in', async () => {
    const simulator = await simulatorAt(() => NOW);
    expect((await signed(simulator))[0]).toBe(200);
    expect((await signed(simulator, { path: `${clusterPath(CLUSTER)}?b=2&a=%C3%A4&a=` }))[0]).toBe(200);
    const temporary = { ...KEY, id: 'T' };
    expect((await signed(simulator, { key: temporary, headers: { 'x-security-token': 'ST' } }))[0]).toBe(200);
  });

  it.each<[string, Changes, [number, unknown]]>([
    ['by a wrong secret key', { key: { ...KEY, secret: 's' } }, SIGNATURE_FAILS],
    ['by an unknown key', { key: { ...KEY, id: 'B' } }, refusal('verify aksk signature fail')],
    ['of other headers than were sent', { sent: { 'x-project-id': 'other' } }, SIGNATURE_FAILS],
    ['without its security token', { key: { ...KEY, id: 'T' } }, SIGNATURE_FAILS],
    [
      'with another security token',
      { key: { ...KEY, id: 'T' }, headers: { 'x-security-token': 'no' } },
      refusal('verify aksk signature fail, x-security-token:no'),
    ],
    [
      'whose security token is not signed',
      { key: { ...KEY, id: 'T' }, sent: { 'x-security-token': 'ST' } },
      refusal('verify aksk signature fail, x-security-token:ST'),
    ],
    ['in another way', { sent: { authorization: 'Bearer x' } }, refusal('Get user ID failed')],
    [
      'by a clock that is 15 minutes off',
      { at: NOW + 15 * MINUTE + 1000 },
      [
        401,
        ['APIG.0303', 'Incorrect app authentication information: signature expires, signature time:20261121T101501Z'],
      ],
    ],
    [
      'for another project',
      { headers: { 'x-project-id': 'other' } },
      [403, ['APIG.0302', 'The project does not belong to the key.']],
    ],
  ])('is refused: %s', async (_, changes, expected) => {
    expect(await signed(await simulatorAt(() => NOW), changes)).toEqual(expected);
  });

  it('has to cover host, date and project', async () => {
    const simulator = await simulatorAt(() => NOW);
    for (const name of ['host', 'x-sdk-date', 'x-project-id']) {
      const names = ['host', 'x-project-id', 'x-sdk-date'].filter((each) => each !== name).join(';');
      const authorization = `SDK-HMAC-SHA256 Access=A, SignedHeaders=${names}, Signature=${'0'.repeat(64)}`;
      expect(await signed(simulator, { sent: { authorization } })).toEqual(refusal(`${name} is not signed`));
    }
  });

  it('is refused for five minutes after five wrong ones, also if it is right', async () => {
    let now = NOW;
    const simulator = await simulatorAt(() => now);
    for (let count = 0; count < 5; count += 1) await signed(simulator, { key: { ...KEY, secret: 's' } });
    expect(await signed(simulator)).toEqual(refusal('verify aksk signature fail'));
    now += 5 * MINUTE;
    expect((await signed(simulator, { at: now }))[0]).toBe(200);
  });
});

describe('ID tokens', () => {
  const tokens = new IdTokens(DEFAULT_IDENTITY);

  it('hold until they expire, for one audience', () => {
    const token = tokens.issue('cloud-job-gate', NOW);
    expect(tokens.problem(token, NOW)).toBeUndefined();
    expect(tokens.problem(token, NOW + 5 * MINUTE)).toBe('The ID token has expired.');
    expect(tokens.problem(tokens.issue('x', NOW), NOW)).toBe('The audience of the ID token is not the client ID.');
  });

  it('cannot be forged', () => {
    const [header = '', payload = '', signature = ''] = tokens.issue('cloud-job-gate', NOW).split('.');
    const forged = Buffer.from(JSON.stringify({ ...claimsOf(payload), sub: 'repo:mallory/x' })).toString('base64url');
    for (const token of [`${header}.${forged}.${signature}`, `${header}.${payload}.`, 'x', '']) {
      expect(tokens.problem(token, NOW)).toBe('The signature of the ID token is wrong.');
    }
  });

  function claimsOf(payload: string): object {
    const claims: unknown = JSON.parse(Buffer.from(payload, 'base64url').toString());
    return typeof claims === 'object' && claims !== null ? claims : {};
  }
});

describe('exchanges', () => {
  async function post(
    simulator: Simulator,
    path: string,
    body: string,
    headers: Record<string, string> = {},
  ): Promise<number> {
    return (await fetch(simulator.endpoint + path, { method: 'POST', body, headers })).status;
  }

  it('refuse who has no right to ask, and what is no request', async () => {
    const simulator = await start();
    expect(
      (await request(simulator, '/_apis/oidc/token?api-version=2.0', { authorization: 'Bearer wrong' })).status,
    ).toBe(401);
    const idp = { 'x-idp-id': simulator.identity.identityProvider };
    expect(await post(simulator, '/v3.0/OS-AUTH/id-token/tokens', '{', idp)).toBe(401);
    expect(await post(simulator, '/v5/agencies/assume-with-oidc', '[]')).toBe(404);
    const { providerUrn, agencyUrn, audience } = simulator.identity;
    const value = new IdTokens(simulator.identity).issue(audience, Date.now());
    const asked = { provider_urn: providerUrn, agency_urn: agencyUrn, id_token: value };
    expect(await post(simulator, '/v5/agencies/assume-with-oidc', JSON.stringify(asked))).toBe(400);
  });

  it('give what ends: tokens and keys', async () => {
    let now = NOW;
    const simulator = await start({ now: () => now, identity: { tokenLifetimeMs: MINUTE, keyLifetimeMs: MINUTE } });
    const { identity, projectId } = simulator;
    const idToken = new IdTokens(identity).issue(identity.audience, now);
    const iam = await fetch(`${simulator.endpoint}/v3.0/OS-AUTH/id-token/tokens`, {
      method: 'POST',
      headers: { 'x-idp-id': identity.identityProvider },
      body: JSON.stringify({ auth: { id_token: { id: idToken }, scope: { project: { id: projectId } } } }),
    });
    const headers = { 'x-auth-token': iam.headers.get('x-subject-token') ?? '', 'content-type': 'application/json' };
    expect(await iam.json()).toMatchObject({ token: { expires_at: '2026-11-21T10:01:00.000000Z' } });
    expect((await request(simulator, clusterPath(CLUSTER), headers)).status).toBe(200);
    now += MINUTE;
    expect((await request(simulator, clusterPath(CLUSTER), headers)).status).toBe(401);
  });
});

describe('an Authorization header and a date', () => {
  it.each(['', 'SDK-HMAC-SHA256', 'SDK-HMAC-SHA256 Access=A, SignedHeaders=host, Signature=00', 'AWS4 Access=A'])(
    'of another kind is none: %j',
    (header) => {
      expect(parseAuthorization(header)).toBeUndefined();
    },
  );

  it('are read as they are written', () => {
    expect(parseSdkDate('20261121T100000Z')).toBe(NOW);
    expect(parseSdkDate('2026-11-21T10:00:00Z')).toBeNaN();
  });
});
