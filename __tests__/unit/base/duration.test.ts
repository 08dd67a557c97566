import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { formatDuration, MAX_DURATION_MS, parseDuration } from '../../../src/base/time.js';

describe('parseDuration', () => {
  it.each([
    ['500ms', 500],
    ['90s', 90_000],
    ['15m', 900_000],
    ['2h', 7_200_000],
    ['1h30m', 5_400_000],
    ['1h30m15s250ms', 5_415_250],
    ['45', 45_000],
    ['576h', MAX_DURATION_MS],
    ['007s', 7000],
  ])('reads %s as %i ms', (text, expected) => {
    expect(parseDuration(text)).toBe(expected);
  });

  it.each([
    '',
    '0',
    '0s',
    '-5s',
    '+5s',
    '10abc',
    '1e9h',
    '1.5h',
    '5 m',
    '1h 30m',
    'h',
    '10S',
    '1d',
    '577h',
    '٣s',
    'auto',
  ])('refuses %j', (text) => {
    expect(parseDuration(text)).toBeUndefined();
  });

  it('refuses a number so long that it is infinite', () => {
    expect(parseDuration(`${'9'.repeat(400)}h`)).toBeUndefined();
  });

  it('gives whole milliseconds from 1 to 24 days, or nothing, for any text', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.stringMatching(/^[0-9hms.e-]{0,12}$/)), (text) => {
        const duration = parseDuration(text);
        if (duration === undefined) return;
        expect(Number.isInteger(duration)).toBe(true);
        expect(duration).toBeGreaterThanOrEqual(1);
        expect(duration).toBeLessThanOrEqual(MAX_DURATION_MS);
      }),
    );
  });

  it('adds its parts up', () => {
    const count = fc.integer({ min: 0, max: 500 });
    fc.assert(
      fc.property(count, count, count, count, (hours, minutes, seconds, milliseconds) => {
        const expected = hours * 3_600_000 + minutes * 60_000 + seconds * 1000 + milliseconds;
        const parsed = parseDuration(`${hours}h${minutes}m${seconds}s${milliseconds}ms`);
        expect(parsed).toBe(expected === 0 ? undefined : expected);
      }),
    );
  });
});

describe('formatDuration', () => {
  it.each([
    [0, '0s'],
    [0.4, '0s'],
    [999, '999ms'],
    [1000, '1s'],
    [42_999, '42s'],
    [550_000, '9m 10s'],
    [60_000, '1m'],
    [3_600_000, '1h'],
    [3_780_000, '1h 3m'],
    [3_605_000, '1h'],
    [MAX_DURATION_MS, '576h'],
    [-1, '0s'],
  ])('shows %i ms as %s', (milliseconds, expected) => {
    expect(formatDuration(milliseconds)).toBe(expected);
  });

  it('never shows more time than there was, and less by under a minute', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: MAX_DURATION_MS }), (milliseconds) => {
        const shown = parseDuration(formatDuration(milliseconds).replace(' ', '')) ?? Number.NaN;
        expect(shown).toBeLessThanOrEqual(milliseconds);
        expect(milliseconds - shown).toBeLessThan(60_000);
      }),
    );
  });
});
