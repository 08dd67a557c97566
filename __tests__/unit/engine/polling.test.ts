import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { backoffDelay, doneShare, narrow, type Outlook, pollDelay, widen } from '../../../src/engine/schedule.js';
import { jobIn } from '../support/jobs.js';

const aged = (ageMs: number, more: Partial<Outlook> = {}): Outlook => ({
  ageMs,
  done: 0,
  allDoneForMs: undefined,
  ...more,
});
/** Without jitter. */
const EVEN = 0.5;

describe('pollDelay of auto', () => {
  it.each([
    [0, 1250],
    [14_999, 1250],
    [15_000, 2500],
    [75_000, 4500],
    [540_000, 4500],
    [750_000, 9000],
    [86_400_000, 9000],
  ])('is, for a job of %i ms, %i ms', (age, expected) => {
    expect(pollDelay('auto', aged(age), 1, EVEN)).toBe(expected);
  });

  it('is a second once all is done, for a minute at most', () => {
    expect(pollDelay('auto', aged(600_000, { done: 1, allDoneForMs: 0 }), 1, EVEN)).toBe(1000);
    expect(pollDelay('auto', aged(600_000, { done: 1, allDoneForMs: 59_999 }), 1, EVEN)).toBe(1000);
    expect(pollDelay('auto', aged(600_000, { done: 1, allDoneForMs: 60_000 }), 1, EVEN)).toBe(4500);
  });

  it.each([
    [0.1, 4500],
    [0.95, 4500],
    [0.975, 3846],
    [0.99, 1515],
    [0.999, 1000],
  ])('is, of a job of ten minutes that is done to %d, %i ms', (done, expected) => {
    expect(pollDelay('auto', aged(600_000, { done }), 1, EVEN)).toBeCloseTo(expected, -1);
  });

  it('is a fifth shorter to a fifth longer, as chance has it', () => {
    expect(pollDelay('auto', aged(100_000), 1, 0)).toBeCloseTo(3600);
    expect(pollDelay('auto', aged(100_000), 1, 1)).toBeCloseTo(5400);
  });

  it('is between 0.8 s and 11 s whatever is known', () => {
    const real = fc.double({ min: 0, max: 1e12, noNaN: true });
    const share = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(real, share, fc.option(real, { nil: undefined }), share, (ageMs, done, allDoneForMs, random) => {
        const delay = pollDelay('auto', { ageMs, done, allDoneForMs }, 1, random);
        expect(delay).toBeGreaterThanOrEqual(799);
        expect(delay).toBeLessThanOrEqual(10_801);
      }),
    );
  });
});

describe('pollDelay of a fixed interval', () => {
  it('is the interval', () => {
    expect(pollDelay(250, aged(3_600_000, { done: 1, allDoneForMs: 0 }), 1, 1)).toBe(250);
  });

  it('is widened by the factor, and by a minute at most', () => {
    expect(pollDelay(10_000, aged(0), 4, EVEN)).toBe(40_000);
    expect(pollDelay(600_000, aged(0), 8, EVEN)).toBe(660_000);
  });
});

describe('doneShare', () => {
  it('is the progress, or the share of sub-jobs at any depth that have ended', () => {
    const subJobs = [jobIn('Success'), jobIn('Running', { subJobs: [jobIn('Failed'), jobIn('Initializing')] })];
    expect(doneShare(jobIn('Running'))).toBe(0);
    expect(doneShare(jobIn('Running', { progress: 0.4 }))).toBe(0.4);
    expect(doneShare(jobIn('Running', { subJobs }))).toBe(0.5);
    expect(doneShare(jobIn('Running', { subJobs, progress: 0.9 }))).toBe(0.9);
  });

  it('leaves out sub-jobs without a status', () => {
    expect(doneShare(jobIn('Running', { subJobs: [jobIn('Unknown'), jobIn('Success')] }))).toBe(1);
    expect(doneShare(jobIn('Running', { subJobs: [jobIn('Unknown')] }))).toBe(0);
  });
});

describe('the width of the pauses', () => {
  it('doubles with each throttled request, up to 32-fold', () => {
    expect([1, 2, 4, 8, 16, 32].map(widen)).toEqual([2, 4, 8, 16, 32, 32]);
  });

  it('recovers with each usable answer, down to the regular pause', () => {
    expect(narrow(8)).toBeCloseTo(6.4);
    expect(narrow(1.1)).toBe(1);
    expect(narrow(1)).toBe(1);
  });
});

describe('backoffDelay', () => {
  it('doubles from 500 ms to 10 s', () => {
    expect([1, 2, 3, 6, 7, 8, 2000].map((failures) => backoffDelay(failures, 1))).toEqual([
      500, 1000, 2000, 10_000, 10_000, 10_000, 10_000,
    ]);
  });

  it('is anything from nothing to that, as chance has it', () => {
    expect(backoffDelay(3, 0)).toBe(0);
    expect(backoffDelay(3, 0.25)).toBe(500);
  });
});
