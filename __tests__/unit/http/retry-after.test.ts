import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { retryAfterMs } from '../../../src/http/response.js';
import { WALL_TIME } from './responses.js';

const at = (offset: number): string => new Date(WALL_TIME + offset).toUTCString();

describe('retryAfterMs', () => {
  it.each<[string | undefined, number | undefined]>([
    [undefined, undefined],
    ['', undefined],
    ['0', undefined],
    ['1', 1000],
    [' 120 ', 120_000],
    ['0005', 5000],
    ['-1', undefined],
    ['+1', undefined],
    ['1.5', undefined],
    ['1e3', undefined],
    ['0x10', undefined],
    ['1 s', undefined],
    ['9'.repeat(400), undefined],
    ['soon', undefined],
    ['300', 300_000],
    ['301', 300_000],
    ['2027', 300_000],
    ['2027-01-01', undefined],
    ['2027-01-01T00:00:00Z', undefined],
    ['Xyz, 99 Abc 2027 99:99:99 GMT', undefined],
  ])('reads %p as %p', (value, milliseconds) => {
    expect(retryAfterMs(value === undefined ? {} : { 'retry-after': value }, WALL_TIME)).toBe(milliseconds);
  });

  it('reads a date in the current form and an old one, against the wall clock', () => {
    expect(retryAfterMs({ 'retry-after': at(5000) }, WALL_TIME)).toBe(5000);
    expect(retryAfterMs({ 'retry-after': 'Thursday, 01-Jan-26 00:00:05 GMT' }, WALL_TIME)).toBe(5000);
  });

  it('reads a date against the server’s own Date where there is one', () => {
    const headers = { 'retry-after': at(3_605_000), date: at(3_600_000) };
    expect(retryAfterMs(headers, WALL_TIME)).toBe(5000);
    expect(retryAfterMs({ ...headers, date: 'nonsense' }, WALL_TIME)).toBe(300_000);
  });

  it('takes a date that has passed, or is now, for none', () => {
    expect(retryAfterMs({ 'retry-after': at(-1000) }, WALL_TIME)).toBeUndefined();
    expect(retryAfterMs({ 'retry-after': at(0) }, WALL_TIME)).toBeUndefined();
    expect(retryAfterMs({ 'retry-after': at(0), date: at(1000) }, WALL_TIME)).toBeUndefined();
  });

  it('never gives anything but a time above zero, of five minutes at most', () => {
    const seconds = fc.oneof(fc.integer().map(String), fc.bigInt().map(String), fc.double().map(String));
    const dates = fc.date({ noInvalidDate: true }).map((date) => date.toUTCString());
    const value = fc.oneof(
      fc.string(),
      seconds,
      dates,
      seconds.map((text) => ` ${text}\t`),
    );
    fc.assert(
      fc.property(value, fc.option(value, { nil: undefined }), fc.integer(), (retryAfter, date, wallTime) => {
        const headers = { 'retry-after': retryAfter, ...(date === undefined ? {} : { date }) };
        const milliseconds = retryAfterMs(headers, wallTime);
        expect(milliseconds === undefined || (milliseconds > 0 && milliseconds <= 300_000)).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });
});
