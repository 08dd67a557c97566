const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

/** Go's `2018-08-02 08:12:40.672772389 +0000 UTC` (CCE) and ISO 8601's `2024-11-06T06:19:43.195Z` (v1). */
const YEAR_FIRST =
  /^(\d{4})-(\d{2})-(\d{2})[ T](\d{2}):(\d{2}):(\d{2})(?:\.(\d{1,9}))? ?(?:Z|([+-])(\d{2}):?(\d{2}))?(?: [A-Z]{1,5})?$/;

/** `04-Jun-2015 18:11:06:586` (IMS): the milliseconds stand after a colon, the zone is UTC. */
const DAY_FIRST = /^(\d{2})-([A-Za-z]{3})-(\d{4}) (\d{2}):(\d{2}):(\d{2})(?:[:.](\d{1,9}))?$/;

/** `1684191545379` (DCS): milliseconds since the epoch, until the year 2286. */
const MILLISECONDS = /^\d{13}$/;

/**
 * An instant in any of the formats that the job APIs write. Without a zone it is UTC, as their documents say.
 *
 * @returns milliseconds since the epoch; `undefined` for an empty or unknown text, an impossible date, and instants
 *   before 1970 (Go writes the year 1 for a time that is not set)
 */
export function parseInstant(text: string): number | undefined {
  const trimmed = text.trim();
  const match = YEAR_FIRST.exec(trimmed);
  if (match !== null) {
    const [, year, month, day, hour, minute, second, fraction, sign, zoneHours, zoneMinutes] = match;
    const offset = (Number(zoneHours ?? 0) * 60 + Number(zoneMinutes ?? 0)) * (sign === '-' ? -60_000 : 60_000);
    return instant([year, Number(month) - 1, day, hour, minute, second], fraction, offset);
  }
  if (MILLISECONDS.test(trimmed)) return Number(trimmed);
  const dayFirst = DAY_FIRST.exec(trimmed);
  if (dayFirst === null) return undefined;
  const [, day, monthName, year, hour, minute, second, fraction] = dayFirst;
  return instant([year, MONTHS.indexOf((monthName ?? '').toLowerCase()), day, hour, minute, second], fraction, 0);
}

function instant(
  parts: readonly (string | number | undefined)[],
  fraction: string | undefined,
  offsetMs: number,
): number | undefined {
  const [year = NaN, month = NaN, day = NaN, hour = NaN, minute = NaN, second = NaN] = parts.map(Number);
  const atZone = Date.UTC(year, month, day, hour, minute, second);
  const date = new Date(atZone);
  // Date.UTC lets 31 February flow over into March; such a text says no instant at all.
  if (date.getUTCMonth() !== month || date.getUTCDate() !== day || hour > 23 || minute > 59 || second > 59) {
    return undefined;
  }
  const result = atZone + Math.floor(Number(`0.${fraction ?? '0'}`) * 1000) - offsetMs;
  return result >= 0 ? result : undefined;
}
