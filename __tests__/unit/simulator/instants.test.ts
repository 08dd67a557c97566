import { describe, expect, it } from '@jest/globals';

import { goInstant, v1Instant } from '../../../simulator/instants.js';

describe('the instants in response bodies', () => {
  it.each([
    [Date.UTC(2018, 7, 2, 8, 12, 40, 672), '2018-08-02 08:12:40.672 +0000 UTC'],
    [Date.UTC(2018, 7, 2, 8, 12, 40, 672) + 0.5, '2018-08-02 08:12:40.6725 +0000 UTC'],
    [Date.UTC(2018, 7, 2, 8, 12, 40, 600), '2018-08-02 08:12:40.6 +0000 UTC'],
    [Date.UTC(2018, 7, 2, 8, 12, 40, 6), '2018-08-02 08:12:40.006 +0000 UTC'],
    [Date.UTC(2018, 7, 2, 8, 10, 0), '2018-08-02 08:10:00 +0000 UTC'],
  ])('writes %d as Go does', (instant, text) => {
    expect(goInstant(instant)).toBe(text);
  });

  it.each([
    [Date.UTC(2015, 5, 4, 18, 11, 6, 586), '04-Jun-2015 18:11:06:586'],
    [Date.UTC(2015, 5, 4, 18, 11, 6, 5) + 0.9, '04-Jun-2015 18:11:06:005'],
    [Date.UTC(2026, 11, 31, 0, 0, 0), '31-Dec-2026 00:00:00:000'],
  ])('writes %d as IMS does', (instant, text) => {
    expect(v1Instant(instant)).toBe(text);
  });
});
