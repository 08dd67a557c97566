import { describe, expect, it } from '@jest/globals';

import { Semaphore } from '../../../src/engine/semaphore.js';
import { VirtualClock } from '../support/virtual-clock.js';

const NEVER = new AbortController().signal;

describe('semaphore', () => {
  it('let in as many at a time as there are, and the rest in the order of arrival', async () => {
    const clock = new VirtualClock();
    const semaphore = new Semaphore(2, clock);
    const entered: number[] = [];
    const visit = async (visitor: number): Promise<void> => {
      expect(await semaphore.acquire(1000, NEVER, NEVER)).toBe(true);
      entered.push(visitor);
    };
    const visits = [0, 1, 2, 3, 4].map(visit);
    await Promise.all(visits.slice(0, 2));
    expect(entered).toEqual([0, 1]);
    for (const next of [2, 3, 4]) {
      semaphore.release();
      await visits[next];
      expect(entered.at(-1)).toBe(next);
    }
    semaphore.release();
    semaphore.release();
    expect(await semaphore.acquire(1000, NEVER, NEVER)).toBe(true);
    expect(await semaphore.acquire(1000, NEVER, NEVER)).toBe(true);
  });

  it('turn away who would have to wait too long, and give that turn to the next', async () => {
    const clock = new VirtualClock();
    const semaphore = new Semaphore(1, clock);
    expect(await semaphore.acquire(0, NEVER, NEVER)).toBe(true);
    const patient = semaphore.acquire(2000, NEVER, NEVER);
    expect(await clock.run(semaphore.acquire(1000, NEVER, NEVER))).toBe(false);
    expect(clock.now()).toBe(1000);
    semaphore.release();
    expect(await patient).toBe(true);
    expect(await semaphore.acquire(999, NEVER, NEVER)).toBe(false);
  });

  it('turn away who no longer wants to enter, before and while waiting', async () => {
    const clock = new VirtualClock();
    const semaphore = new Semaphore(1, clock);
    expect(await semaphore.acquire(1000, AbortSignal.abort(), NEVER)).toBe(false);
    expect(await semaphore.acquire(1000, NEVER, NEVER)).toBe(true);
    const controller = new AbortController();
    const waiting = semaphore.acquire(1000, controller.signal, NEVER);
    controller.abort();
    expect(await waiting).toBe(false);
    semaphore.release();
    expect(await semaphore.acquire(1000, NEVER, NEVER)).toBe(true);
  });

  it('gives up waiting when there is no more point in it, but takes a place that is free at once', async () => {
    const semaphore = new Semaphore(1, new VirtualClock());
    const giveUp = new AbortController();
    expect(await semaphore.acquire(1000, NEVER, NEVER)).toBe(true);
    const waiting = semaphore.acquire(1000, NEVER, giveUp.signal);
    giveUp.abort();
    expect(await waiting).toBe(false);
    semaphore.release();
    expect(await semaphore.acquire(1000, NEVER, giveUp.signal)).toBe(true);
    expect(await semaphore.acquire(1000, NEVER, giveUp.signal)).toBe(false);
  });

  it('lets more in at once when the limit is raised', async () => {
    const semaphore = new Semaphore(1, new VirtualClock());
    expect(await semaphore.acquire(1000, NEVER, NEVER)).toBe(true);
    const waiting = [semaphore.acquire(1000, NEVER, NEVER), semaphore.acquire(1000, NEVER, NEVER)];
    semaphore.raise(3);
    expect(await Promise.all(waiting)).toEqual([true, true]);
  });
});
