import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, describe, expect, it } from '@jest/globals';

import { IdTokenReader } from '../../../src/hosts/cli/id-token.js';

const NOW = Date.UTC(2026, 10, 21);
const folder = mkdtempSync(join(tmpdir(), 'cloud-job-gate-id-token-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
const tokenWith = (claims: unknown): string => `${part({ alg: 'RS256' })}.${part(claims)}.c2lnbmF0dXJl`;
const GOOD = tokenWith({ aud: ['gate', 'other'], exp: NOW / 1000 + 300 });
const LIMITS = { timeoutMs: 1000, until: Infinity, signal: new AbortController().signal };

const fromVariable = (token: string): IdTokenReader =>
  new IdTokenReader(
    { kind: 'variable', name: 'MY_TOKEN' },
    (name) => (name === 'MY_TOKEN' ? token : ''),
    () => NOW,
  );

const fromFile = (path: string): IdTokenReader =>
  new IdTokenReader(
    { kind: 'file', path, from: 'option --id-token-file' },
    () => '',
    () => NOW,
  );

describe('an OIDC token', () => {
  it.each(['', 'gate', 'other'])('that is good for the audience %j has no problem', (audience) => {
    expect(fromVariable(GOOD).problems(audience)).toEqual([]);
  });

  it.each([
    ['', 'the environment variable MY_TOKEN'],
    ['not a token', 'no OIDC token'],
    ['a.b.c', 'no OIDC token'],
    [`${part({})}.${part('text')}.x`, 'no OIDC token'],
    [tokenWith({ aud: 'gate', exp: NOW / 1000 - 61 }), 'expired 61 seconds ago'],
  ])('that is %j is a problem', (token, words) => {
    expect(fromVariable(token).problems('')).toEqual([expect.stringContaining(words)]);
  });

  it('that expired less than a minute ago is tried: clocks differ', () => {
    expect(fromVariable(tokenWith({ exp: NOW / 1000 - 59 })).problems('')).toEqual([]);
  });

  it('for another audience is a problem, and shows neither', () => {
    const [problem = ''] = fromVariable(tokenWith({ aud: 'someone-else' })).problems('gate');
    expect(problem).toContain('--audience');
    expect(problem).not.toMatch(/someone-else|eyJ/);
  });

  it('of a file is read anew for each exchange, and an error that ends the wait once it has expired', async () => {
    const path = join(folder, 'token');
    const secrets: string[] = [];
    writeFileSync(path, `${GOOD}\n`);
    const fetchIdToken = fromFile(path).fetcher({ addSecret: (secret) => secrets.push(secret) });
    expect(await fetchIdToken(LIMITS)).toBe(GOOD);
    const old = tokenWith({ exp: NOW / 1000 - 100 });
    writeFileSync(path, old);
    expect(await fetchIdToken(LIMITS)).toMatchObject({
      kind: 'error',
      error: { kind: 'fatal', concernsAllJobs: true, message: expect.stringContaining('expired') },
    });
    expect(secrets).toEqual([GOOD, old]);
  });

  it.each(['', 'no-such-file'])('of what is no file is a problem: %j', (name) => {
    expect(fromFile(join(folder, name)).problems('')).toEqual([expect.stringContaining('option --id-token-file')]);
  });
});
