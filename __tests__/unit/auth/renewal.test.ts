import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { RenewedCredentials, type IssuedCredentials } from '../../../src/auth/renewal.js';
import type { ApiError } from '../../../src/base/api-error.js';
import { apiError } from '../support/jobs.js';
import { isPending, LIMITS, authorizedBy, REQUEST, TestDependencies, unauthorized } from './authorized.js';

const MINUTE = 60_000;
const OUTAGE = apiError('outage', { status: 503 });

/** Credentials whose exchange is answered by hand or by default with the next number, good for so long. */
class Bench extends TestDependencies {
  lifetimeMs: number | undefined = 60 * MINUTE;
  exchanges = 0;
  error: ApiError | undefined;
  hold: Promise<void> | undefined;
  readonly credentials = new RenewedCredentials(
    'iam',
    async () => {
      this.exchanges += 1;
      const token = `token-${this.exchanges}`;
      await this.hold;
      return this.error === undefined ? this.#issued(token) : { kind: 'error', error: this.error };
    },
    this,
  );

  async use(): Promise<string | undefined> {
    const request = await authorizedBy(this.credentials);
    request.accepted();
    return request.headers['x-auth-token'];
  }

  #issued(token: string): IssuedCredentials {
    return {
      kind: 'issued',
      lifetimeMs: this.lifetimeMs,
      headersFor: () => ({
        headers: { 'x-auth-token': token },
        accepted: () => undefined,
        excuses: (error) => error.code === 'EXCUSED',
      }),
    };
  }
}

describe('credentials from an exchange', () => {
  it('are exchanged for on first use, and kept', async () => {
    const bench = new Bench();
    expect([await bench.use(), await bench.use()]).toEqual(['token-1', 'token-1']);
    expect(bench.events).toEqual([{ kind: 'exchanged', why: 'first', lifetimeMs: 60 * MINUTE }]);
  });

  it.each([
    ['ten minutes before their end', 60 * MINUTE, 50 * MINUTE],
    ['ten minutes before their end', 24 * 60 * MINUTE, 24 * 60 * MINUTE - 10 * MINUTE],
    ['halfway, where they live for twenty minutes', 20 * MINUTE, 10 * MINUTE],
    ['halfway, where they live for less', 15 * MINUTE, 7.5 * MINUTE],
    ['halfway, where they live for seconds', 2000, 1000],
  ])('are renewed %s (%d ms)', async (_, lifetimeMs, due) => {
    const bench = new Bench();
    bench.lifetimeMs = lifetimeMs;
    await bench.use();
    bench.monotonic = due - 1;
    expect(await bench.use()).toBe('token-1');
    bench.monotonic = due;
    expect(await bench.use()).toBe('token-2');
    expect(bench.events.at(-1)).toEqual({ kind: 'exchanged', why: 'due', lifetimeMs });
  });

  it('are used at least once, however short they live', async () => {
    const bench = new Bench();
    bench.lifetimeMs = 0.001;
    bench.clock.now = () => (bench.monotonic += 1);
    expect([await bench.use(), await bench.use()]).toEqual(['token-1', 'token-2']);
  });

  it('without a known end are renewed after a 401 alone', async () => {
    const bench = new Bench();
    bench.lifetimeMs = undefined;
    await bench.use();
    bench.monotonic = 1e12;
    expect(await bench.use()).toBe('token-1');
  });

  it('are exchanged for once, however many requests wait for them', async () => {
    const bench = new Bench();
    const requests = Array.from({ length: 8 }, () => bench.use());
    expect(new Set(await Promise.all(requests))).toEqual(new Set(['token-1']));
    expect(bench.exchanges).toBe(1);
  });

  it('are renewed once after a 401, and that again only after a usable answer', async () => {
    const bench = new Bench();
    const first = await authorizedBy(bench.credentials);
    expect(first.refused(unauthorized(), undefined).again).toBe(true);
    const second = await authorizedBy(bench.credentials);
    expect(second.headers).toEqual({ 'x-auth-token': 'token-2' });
    expect(bench.events.at(-1)).toMatchObject({ why: 'refused' });
    const wrong = unauthorized();
    expect(second.refused(wrong, undefined)).toEqual({ error: wrong, again: false });
    second.accepted();
    expect(second.refused(wrong, undefined).again).toBe(true);
    expect(await bench.use()).toBe('token-3');
  });

  it('count as renewed for everybody who was refused with the old ones', async () => {
    const bench = new Bench();
    const requests = await Promise.all(Array.from({ length: 8 }, () => authorizedBy(bench.credentials)));
    for (const request of requests) expect(request.refused(unauthorized(), undefined).again).toBe(true);
    await Promise.all(requests.map(() => bench.use()));
    expect(bench.exchanges).toBe(2);
  });

  it('do not count an answer to the old ones as proof of the new ones', async () => {
    const bench = new Bench();
    const [old, other] = [await authorizedBy(bench.credentials), await authorizedBy(bench.credentials)];
    old.refused(unauthorized(), undefined);
    const renewed = await authorizedBy(bench.credentials);
    other.accepted();
    expect(renewed.refused(unauthorized(), undefined).again).toBe(false);
  });

  it('have nothing to do with other errors, and are asked with again where the error lay elsewhere', async () => {
    const request = await authorizedBy(new Bench().credentials);
    expect(request.refused(OUTAGE, undefined)).toEqual({ error: OUTAGE, again: false });
    expect(request.refused(apiError('fatal', { status: 403 }), undefined).again).toBe(false);
    expect(request.refused(apiError('fatal', { code: 'EXCUSED' }), undefined).again).toBe(true);
  });

  it('that cannot be had are an error, and are asked for again with the next request', async () => {
    const bench = new Bench();
    bench.error = OUTAGE;
    expect(await bench.credentials.authorize(REQUEST, LIMITS)).toEqual({ kind: 'error', error: OUTAGE });
    bench.error = undefined;
    expect(await bench.use()).toBe('token-2');
    expect(bench.events).toEqual([{ kind: 'exchanged', why: 'first', lifetimeMs: 60 * MINUTE }]);
  });

  it('are used on while an exchange ahead of time fails, which is tried each minute until their end', async () => {
    const bench = new Bench();
    await bench.use();
    bench.error = OUTAGE;
    bench.monotonic = 50 * MINUTE;
    expect([await bench.use(), await bench.use(), bench.exchanges]).toEqual(['token-1', 'token-1', 2]);
    expect(bench.events.at(-1)).toEqual({ kind: 'exchange-failed', error: OUTAGE });
    bench.monotonic = 51 * MINUTE;
    expect([await bench.use(), bench.exchanges]).toEqual(['token-1', 3]);
    bench.monotonic = 60 * MINUTE;
    expect(await bench.credentials.authorize(REQUEST, LIMITS)).toEqual({ kind: 'error', error: OUTAGE });
    bench.error = undefined;
    expect(await bench.use()).toBe('token-5');
  });

  it('are waited for by whoever comes while they are exchanged', async () => {
    const bench = new Bench();
    let release = (): void => undefined;
    bench.hold = new Promise((resolve) => {
      release = resolve;
    });
    const [one, other] = [bench.use(), bench.use()];
    expect([await isPending(one), await isPending(other), bench.exchanges]).toEqual([true, true, 1]);
    release();
    expect(await Promise.all([one, other])).toEqual(['token-1', 'token-1']);
  });

  it('never lead to more than one renewal after 401s in a row, whatever happens in between', async () => {
    const step = fc.constantFrom('use', '401', 'outage', 'accepted');
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 40 }), async (steps) => {
        const bench = new Bench();
        bench.lifetimeMs = undefined;
        let allowed = 1;
        for (const each of steps) {
          const request = await authorizedBy(bench.credentials);
          if (each === 'accepted') {
            request.accepted();
            allowed = bench.exchanges + 1;
          } else if (each === '401') {
            const { again } = request.refused(unauthorized(), undefined);
            if (again) await authorizedBy(bench.credentials);
          } else if (each === 'outage') {
            expect(request.refused(OUTAGE, undefined).again).toBe(false);
          }
          expect(bench.exchanges).toBeLessThanOrEqual(allowed + 1);
        }
      }),
    );
  });
});
