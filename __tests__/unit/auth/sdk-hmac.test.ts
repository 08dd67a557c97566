import { createRequire } from 'node:module';

import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { isSignedWith, parseAuthorization } from '../../../simulator/identity/signature.js';
import type { AccessKey, SignableRequest } from '../../../src/auth/credentials.js';
import { sign } from '../../../src/auth/sdk-hmac.js';

const KEY: AccessKey = { id: 'AccessKey', secret: 'SecretKey', securityToken: '' };
const AT = Date.UTC(2020, 5, 8, 2, 39, 0);

const request = (url: string, more: Partial<SignableRequest> = {}): SignableRequest => ({
  method: 'GET',
  url: new URL(url),
  headers: {},
  body: '',
  ...more,
});

/** The official SDK's signer, as far as it is used here. */
interface Official {
  readonly sign: (
    request: {
      readonly method: string;
      readonly endpoint: string;
      readonly headers: Record<string, string>;
      readonly queryParams: Record<string, string | string[]>;
      readonly data?: unknown;
    },
    credential: { readonly getAk: () => string; readonly getSk: () => string },
  ) => Record<string, string>;
}

function isOfficial(value: unknown): value is Official {
  return typeof value === 'function' && 'sign' in value && typeof value.sign === 'function';
}

const loaded: unknown = createRequire(import.meta.url)('@huaweicloud/huaweicloud-sdk-core/auth/AKSKSigner.js');
const official: unknown =
  typeof loaded === 'object' && loaded !== null && 'AKSKSigner' in loaded ? loaded.AKSKSigner : undefined;
if (!isOfficial(official)) throw new Error('the official signer has moved');

/** Signs the same request with both signers. */
function both(
  given: { method: string; origin: string; segments: readonly string[]; query: Record<string, string[]> },
  headers: Record<string, string>,
  data: unknown,
  key: AccessKey,
): [ours: Record<string, string>, theirs: Record<string, string>] {
  const url = new URL(`${given.origin}/${given.segments.map(encodeURIComponent).join('/')}`);
  for (const [name, values] of Object.entries(given.query)) {
    for (const value of values) url.searchParams.append(name, value);
  }
  const body = data === undefined ? '' : JSON.stringify(data);
  const ours = sign({ method: given.method, url, headers, body }, key, AT);
  if (!isOfficial(official)) throw new Error('the official signer has moved');
  const theirs = official.sign(
    {
      method: given.method,
      endpoint: `${given.origin}/${given.segments.join('/')}`,
      headers: { ...headers, 'X-Sdk-Date': '20200608T023900Z' },
      queryParams: given.query,
      data,
    },
    { getAk: () => key.id, getSk: () => key.secret },
  );
  return [ours, theirs];
}

const anyKey: fc.Arbitrary<AccessKey> = fc.record({
  id: fc.stringMatching(/^[A-Z0-9]{1,40}$/),
  secret: fc.string({ minLength: 1, maxLength: 50 }),
  securityToken: fc.constant(''),
});
const origin = fc.tuple(fc.domain(), fc.option(fc.integer({ min: 1024, max: 65_535 }), { nil: undefined })).map(
  // The URL writes a host as it is sent; the official signer takes it as it comes.
  ([host, port]) => new URL(`https://${host}${port === undefined ? '' : `:${port}`}`).origin,
);
const text = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 12 }),
  fc.constantFrom('', ' ', '~', '%', '%20', '+', 'a b', 'ä', '雲', '🌩', "!'()*", ';/?:@&=$,#[]', '-_.~'),
);
const query = fc.dictionary(
  text.filter((name) => name !== '' && name !== '__proto__'),
  fc.array(text, { minLength: 1, maxLength: 4 }),
  {
    maxKeys: 5,
    noNullPrototype: true,
  },
);
const method = fc.constantFrom('GET', 'POST', 'PUT', 'DELETE');

describe('the signature', () => {
  it.each([
    [
      'GET, from the SDKs’ own tests',
      request('https://service.endpoint.myhuaweicloud.com/resources?size=1'),
      'cfb4171acec81de07d50e53d57eb77edd537414d66ddb1d7d780f128e12cd842',
    ],
    [
      'POST, from the SDKs’ own tests',
      request('https://service.endpoint.myhuaweicloud.com/resources?size=1', {
        method: 'POST',
        body: '{"name":"test","id":1}',
      }),
      '436b1ac0a1ae03705934bb70ef2f2e09f7bfed2117d731a38235053199323a1f',
    ],
  ])('is the published one: %s', (_, given, signature) => {
    expect(sign(given, KEY, AT)).toEqual({
      host: 'service.endpoint.myhuaweicloud.com',
      'x-sdk-date': '20200608T023900Z',
      authorization: `SDK-HMAC-SHA256 Access=AccessKey, SignedHeaders=host;x-sdk-date, Signature=${signature}`,
    });
  });

  it('is the published one of the API documents, with a header of its own', () => {
    const url =
      'https://service.region.example.com/v1/77b6a44cba5143ab91d13ab9a8ff44fd/vpcs?limit=2&marker=13551d6b-755d-4757-b956-536f674975c0';
    const key = {
      id: 'QTWAOYTTINDUT2QVKYUC',
      secret: 'MFyfvK41ba2giqM7Uio6PznpdUKGpownRZlmVmHc',
      securityToken: '',
    };
    const given = request(url, { headers: { 'Content-Type': 'application/json' } });
    expect(sign(given, key, Date.UTC(2019, 10, 15, 3, 36, 55))['authorization']).toBe(
      'SDK-HMAC-SHA256 Access=QTWAOYTTINDUT2QVKYUC, SignedHeaders=content-type;host;x-sdk-date, Signature=7be6668032f70418fcc22abc52071e57aff61b84a1d2381bb430d6870f4f6ebe',
    );
  });

  it('is the official signer’s, byte for byte, for any method, host, query, header, body, and any path that it reads as it is meant', () => {
    // Before it encodes a path, the official signer escapes some characters as old browsers did, and so escapes them
    // twice; it takes `?` and `#` for the path's end, and a dot segment for a name.
    const misread = /[\s"'<>\\^`{|}?#/\p{Cc}]|^\.{1,2}$/u;
    const segment = text.filter((each) => each !== '' && !misread.test(each));
    const header = fc.stringMatching(/^[!-~]([ -~]{0,30}[!-~])?$/);
    fc.assert(
      fc.property(
        fc.record({ method, origin, segments: fc.array(segment, { maxLength: 6 }), query }),
        fc.record({ 'X-Project-Id': header, 'X-Security-Token': header, 'content-type': header }, { requiredKeys: [] }),
        fc.option(fc.dictionary(fc.string(), fc.string()), { nil: undefined }),
        anyKey,
        (given, headers, data, key) => {
          fc.pre(!(headers['content-type'] ?? '').includes('multipart/form-data'));
          const [ours, theirs] = both(given, headers, data, key);
          expect(ours['authorization']).toBe(theirs['Authorization']);
          expect(ours['x-sdk-date']).toBe('20200608T023900Z');
          expect(ours['host']).toBe(theirs['host']);
        },
      ),
      { numRuns: 500 },
    );
  });

  it('encodes a blank in a path once, which the official signer does twice', () => {
    const [ours, theirs] = both(
      { method: 'GET', origin: 'https://x', segments: ['a b'], query: {} },
      {},
      undefined,
      KEY,
    );
    const [, twice] = both({ method: 'GET', origin: 'https://x', segments: ['a%20b'], query: {} }, {}, undefined, KEY);
    expect(theirs['Authorization']).toBe(twice['Authorization']);
    expect(ours['authorization']).not.toBe(theirs['Authorization']);
  });

  it('is the one that a gateway computes from the request as it arrives, whatever its path', () => {
    fc.assert(
      fc.property(
        fc.record({ method, origin, segments: fc.array(text, { maxLength: 6 }), query }),
        fc.string(),
        anyKey,
        (given, body, key) => {
          const url = new URL(`${given.origin}/${given.segments.map(encodeURIComponent).join('/')}`);
          for (const [name, values] of Object.entries(given.query)) {
            for (const value of values) url.searchParams.append(name, value);
          }
          const headers = sign({ method: given.method, url, headers: { 'X-Project-Id': ' p ' }, body }, key, AT);
          const claimed = parseAuthorization(headers['authorization'] ?? '');
          // What a client sends has no plus sign for a blank, which a gateway would take for a plus sign.
          const sent = `${url.pathname}?${url.searchParams.toString().replaceAll('+', '%20')}`;
          const arrived = { method: given.method, url: sent, body, headers, params: {}, at: AT, requestId: '' };
          expect(claimed?.signedNames).toEqual(['host', 'x-project-id', 'x-sdk-date']);
          expect(claimed !== undefined && isSignedWith(key.secret, claimed, arrived)).toBe(true);
        },
      ),
      { numRuns: 300 },
    );
  });

  it.each([
    ['https://x/a%20b', 'https://x/a b'],
    ['https://x/%7Ea', 'https://x/~a'],
    ['https://x/%C3%A4', 'https://x/ä'],
    ['https://x/a/', 'https://x/a'],
    ['https://x/?b=2&a=1&b=1&c', 'https://x/?a=1&b=1&b=2&c='],
  ])('is the same for %s and %s, which mean the same', (one, other) => {
    expect(sign(request(one), KEY, AT)).toEqual(sign(request(other), KEY, AT));
  });

  it('encodes a path segment once from what it stands for, and takes a lone percent sign as it is', () => {
    const signatures = ['/100%25', '/100%', '/100%2525'].map((path) => sign(request(`https://x${path}`), KEY, AT));
    expect(signatures[0]).toEqual(signatures[1]);
    expect(signatures[0]).not.toEqual(signatures[2]);
  });

  it('covers everything: method, host, port, path, query, headers, body, date and key', () => {
    const base = request('https://x:8443/a?b=c', { headers: { 'x-project-id': 'p' }, body: 'body' });
    const changed: [SignableRequest, AccessKey, number][] = [
      [base, KEY, AT],
      [{ ...base, method: 'POST' }, KEY, AT],
      [{ ...base, url: new URL('https://y:8443/a?b=c') }, KEY, AT],
      [{ ...base, url: new URL('https://x/a?b=c') }, KEY, AT],
      [{ ...base, url: new URL('https://x:8443/A?b=c') }, KEY, AT],
      [{ ...base, url: new URL('https://x:8443/a?b=d') }, KEY, AT],
      [{ ...base, headers: { 'x-project-id': 'q' } }, KEY, AT],
      [{ ...base, headers: {} }, KEY, AT],
      [{ ...base, body: 'Body' }, KEY, AT],
      [base, KEY, AT + 1000],
      [base, { ...KEY, secret: 'secretKey' }, AT],
    ];
    const signatures = changed.map(([...args]) => /Signature=(\w+)/.exec(sign(...args)['authorization'] ?? '')?.[1]);
    expect(new Set(signatures).size).toBe(changed.length);
  });
});
