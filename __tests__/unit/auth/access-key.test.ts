import { describe, expect, it } from '@jest/globals';

import { accessKeyCredentials } from '../../../src/auth/access-key.js';
import type { Credentials } from '../../../src/auth/credentials.js';
import { sign } from '../../../src/auth/sdk-hmac.js';
import { apiError } from '../support/jobs.js';
import { LIMITS, authorizedBy, REQUEST, TestDependencies, unauthorized, WALL_START } from './authorized.js';

const KEY = { id: 'A', secret: 'S', securityToken: '' };
const MINUTE = 60_000;

function credentialsOf(dependencies: TestDependencies, key = KEY): Credentials {
  return accessKeyCredentials(key, 'p', dependencies);
}

describe('an access key', () => {
  it('signs each request anew, with project and, if it is temporary, security token', async () => {
    const dependencies = new TestDependencies();
    const credentials = credentialsOf(dependencies);
    const first = await authorizedBy(credentials);
    expect(first.headers).toEqual(sign({ ...REQUEST, headers: { 'x-project-id': 'p' } }, KEY, WALL_START));
    expect(first.headers['authorization']).toContain('SignedHeaders=host;x-project-id;x-sdk-date,');
    first.accepted();
    dependencies.monotonic = 2000;
    expect((await authorizedBy(credentials)).headers['x-sdk-date']).toBe('20261121T100002Z');
    const temporary = await authorizedBy(credentialsOf(dependencies, { ...KEY, securityToken: 'T' }));
    expect(temporary.headers['x-security-token']).toBe('T');
    expect(temporary.headers['authorization']).toContain('=host;x-project-id;x-sdk-date;x-security-token,');
  });

  it('is not used again once it was refused', async () => {
    const credentials = credentialsOf(new TestDependencies());
    const first = await authorizedBy(credentials);
    const wrong = unauthorized();
    expect(first.refused(wrong, WALL_START)).toEqual({ error: wrong, again: false });
    expect(await credentials.authorize(REQUEST, LIMITS)).toEqual({ kind: 'error', error: wrong });
  });

  it('is used again after an outage, which says nothing about it', async () => {
    const credentials = credentialsOf(new TestDependencies());
    const outage = apiError('outage', { status: 503 });
    expect((await authorizedBy(credentials)).refused(outage, undefined)).toEqual({ error: outage, again: false });
    expect((await authorizedBy(credentials)).kind).toBe('authorized');
  });

  it.each([
    ['a 401 whose Date is more than five minutes ahead', unauthorized(), 5 * MINUTE + 1],
    ['a 401 whose Date is more than five minutes behind', unauthorized(), -5 * MINUTE - 1],
    ['APIG.0303', unauthorized('APIG.0303'), 20 * MINUTE],
    ['APIG.0303, whatever its status', apiError('fatal', { status: 403, code: 'APIG.0303' }), 1],
    [
      'APIGW.0303, whatever its status and however small the difference',
      apiError('fatal', { status: 403, code: 'APIGW.0303' }),
      1,
    ],
  ])('is signed by the server’s clock after %s, once', async (_, error, offsetMs) => {
    const dependencies = new TestDependencies();
    const credentials = credentialsOf(dependencies);
    const serverTime = WALL_START + offsetMs;
    expect((await authorizedBy(credentials)).refused(error, serverTime)).toEqual({ error, again: true });
    expect(dependencies.events).toEqual([{ kind: 'clock-corrected', offsetMs }]);
    const again = await authorizedBy(credentials);
    expect(again.headers).toEqual(sign({ ...REQUEST, headers: { 'x-project-id': 'p' } }, KEY, serverTime));
    expect(again.refused(unauthorized(), serverTime + 30 * MINUTE).again).toBe(false);
    expect(dependencies.events).toHaveLength(1);
  });

  it('is signed by the server’s clock anew where the machine’s is set in the middle of the wait', async () => {
    const dependencies = new TestDependencies();
    const credentials = credentialsOf(dependencies);
    const refused = async (serverTime: number): Promise<boolean> =>
      (await authorizedBy(credentials)).refused(unauthorized(), serverTime).again;
    expect(await refused(WALL_START + 60 * MINUTE)).toBe(true);
    (await authorizedBy(credentials)).accepted();
    // Now the machine's clock is right, and the correction is wrong.
    dependencies.monotonic = 60 * MINUTE;
    expect(await refused(WALL_START + 60 * MINUTE)).toBe(true);
    const signed = await authorizedBy(credentials);
    expect(signed.headers).toEqual(
      sign({ ...REQUEST, headers: { 'x-project-id': 'p' } }, KEY, WALL_START + 60 * MINUTE),
    );
    expect(dependencies.events).toEqual([
      { kind: 'clock-corrected', offsetMs: 60 * MINUTE },
      { kind: 'clock-corrected', offsetMs: 0 },
    ]);
    // Nothing was let in since, so this is no matter of the clock any more.
    expect(signed.refused(unauthorized(), WALL_START + 180 * MINUTE).again).toBe(false);
  });

  it('is not signed anew because a request was let in that was signed before the correction', async () => {
    const credentials = credentialsOf(new TestDependencies());
    (await authorizedBy(credentials)).accepted();
    const [early, late] = [await authorizedBy(credentials), await authorizedBy(credentials)];
    expect(late.refused(unauthorized(), WALL_START + 60 * MINUTE).again).toBe(true);
    early.accepted();
    expect((await authorizedBy(credentials)).refused(unauthorized(), WALL_START + 120 * MINUTE).again).toBe(false);
  });

  it.each([
    ['within five minutes', unauthorized(), WALL_START + 5 * MINUTE],
    ['unknown', unauthorized('APIG.0303'), undefined],
    ['off, but with another error', apiError('fatal', { status: 403 }), WALL_START + 60 * MINUTE],
    ['off, but with another code', apiError('fatal', { status: 403, code: 'APIG.03031' }), WALL_START + 60 * MINUTE],
    ['off, but with such a code', apiError('fatal', { status: 403, code: 'X-APIG.0303' }), WALL_START + 60 * MINUTE],
  ])('is not signed by the server’s clock where that is %s', async (_, error, serverTime) => {
    const dependencies = new TestDependencies();
    expect((await authorizedBy(credentialsOf(dependencies))).refused(error, serverTime)).toEqual({
      error,
      again: false,
    });
    expect(dependencies.events).toEqual([]);
  });

  it('is asked with again where the clock was corrected while the request was on its way', async () => {
    const dependencies = new TestDependencies();
    const credentials = credentialsOf(dependencies);
    (await authorizedBy(credentials)).accepted();
    const [one, other] = [await authorizedBy(credentials), await authorizedBy(credentials)];
    const serverTime = WALL_START + 60 * MINUTE;
    expect(one.refused(unauthorized('APIG.0303'), serverTime).again).toBe(true);
    expect(other.refused(unauthorized('APIG.0303'), serverTime).again).toBe(true);
    expect(dependencies.events).toHaveLength(1);
  });

  it('that is wrong by a wrong clock too is tried twice', async () => {
    const credentials = credentialsOf(new TestDependencies());
    const serverTime = WALL_START + 60 * MINUTE;
    expect((await authorizedBy(credentials)).refused(unauthorized(), serverTime).again).toBe(true);
    const wrong = unauthorized();
    expect((await authorizedBy(credentials)).refused(wrong, serverTime)).toEqual({ error: wrong, again: false });
    expect(await credentials.authorize(REQUEST, LIMITS)).toEqual({ kind: 'error', error: wrong });
  });
});
