import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { formatDuration, MAX_DURATION_MS, parseDuration, parseInstant } from '../../../src/base/time.js';

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

describe('parseInstant', () => {
  it.each([
    ['2018-08-02 08:12:40.672772389 +0000 UTC', '2018-08-02T08:12:40.672Z'],
    ['2018-08-02 08:12:40 +0000 UTC', '2018-08-02T08:12:40.000Z'],
    ['2018-08-02 10:12:40.5 +0200 CEST', '2018-08-02T08:12:40.500Z'],
    ['2018-08-02 03:12:40 -0500 EST', '2018-08-02T08:12:40.000Z'],
    ['2024-11-06T06:19:43.195Z', '2024-11-06T06:19:43.195Z'],
    ['2024-11-06T06:19:43Z', '2024-11-06T06:19:43.000Z'],
    ['2024-11-06T08:19:43.195+02:00', '2024-11-06T06:19:43.195Z'],
    ['2024-11-06T06:19:43', '2024-11-06T06:19:43.000Z'],
    ['2022-12-16 13:40:20.75671 +0800 CST', '2022-12-16T05:40:20.756Z'],
    ['2021-05-12T03:50:38.305978Z', '2021-05-12T03:50:38.305Z'],
    ['2018-08-06T10:41:14+0800', '2018-08-06T02:41:14.000Z'],
    ['2016-01-02 15:04:05', '2016-01-02T15:04:05.000Z'],
    ['2022-11-09T20:25:00', '2022-11-09T20:25:00.000Z'],
    ['1684191545379', '2023-05-15T22:59:05.379Z'],
    ['04-Jun-2015 18:11:06:586', '2015-06-04T18:11:06.586Z'],
    ['04-JUN-2015 18:11:06', '2015-06-04T18:11:06.000Z'],
    [' 2024-02-29T00:00:00Z ', '2024-02-29T00:00:00.000Z'],
  ])('reads %j', (text, expected) => {
    expect(new Date(parseInstant(text) ?? Number.NaN).toISOString()).toBe(expected);
  });

  it.each([
    '',
    'yesterday',
    '2018-13-02T00:00:00Z',
    '2023-02-29T00:00:00Z',
    '2018-08-02T24:00:00Z',
    '2018-08-02T08:60:00Z',
    '2018-08-02T08:12:60Z',
    '04-Foo-2015 18:11:06:586',
    '31-Jun-2015 18:11:06:586',
    '0001-01-01 00:00:00 +0000 UTC',
    '1533197560',
  ])('takes %j for no instant', (text) => {
    expect(parseInstant(text)).toBeUndefined();
  });

  it('reads back every millisecond from 1970 to 9999, in both orders of date', () => {
    const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
    fc.assert(
      fc.property(fc.integer({ min: 0, max: Date.UTC(9999, 11, 31) }), (instant) => {
        const iso = new Date(instant).toISOString();
        const [year = '', month = '', day = ''] = iso.slice(0, 10).split('-');
        expect(parseInstant(iso)).toBe(instant);
        const time = iso.slice(11, 23).replace('.', ':');
        expect(parseInstant(`${day}-${months[Number(month) - 1] ?? ''}-${year} ${time}`)).toBe(instant);
      }),
    );
  });

  it('never throws', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(['number', 'undefined']).toContain(typeof parseInstant(text));
      }),
    );
  });
});
