import { describe, expect, it } from '@jest/globals';

import { backoffDelay, narrow, pollDelay, widen } from '../../src/polling.js';

describe('pollDelay', () => {
  it.each([
    [0, 1000],
    [20_000, 1000],
    [40_000, 2000],
    [100_000, 5000],
    [3_600_000, 5000],
  ])('of auto is, after %i ms, %i ms', (waited, expected) => {
    expect(pollDelay('auto', waited, 1)).toBe(expected);
  });

  it('of a fixed interval is the interval', () => {
    expect(pollDelay(250, 3_600_000, 1)).toBe(250);
  });

  it('is widened by the factor, and by a minute at most', () => {
    expect(pollDelay(10_000, 0, 4)).toBe(40_000);
    expect(pollDelay(600_000, 0, 8)).toBe(660_000);
  });
});

describe('the width of the pauses', () => {
  it('doubles with each throttled request, up to eightfold', () => {
    expect([1, 2, 4, 8].map(widen)).toEqual([2, 4, 8, 8]);
  });

  it('recovers with each usable answer, down to the regular pause', () => {
    expect(narrow(8)).toBeCloseTo(6.4);
    expect(narrow(1.1)).toBe(1);
    expect(narrow(1)).toBe(1);
  });
});

describe('backoffDelay', () => {
  it('doubles from 500 ms to 30 s', () => {
    expect([1, 2, 3, 6, 7, 8, 2000].map((failures) => backoffDelay(failures, 1))).toEqual([
      500, 1000, 2000, 16_000, 30_000, 30_000, 30_000,
    ]);
  });

  it('is anything from nothing to that, as chance has it', () => {
    expect(backoffDelay(3, 0)).toBe(0);
    expect(backoffDelay(3, 0.25)).toBe(500);
  });
});
