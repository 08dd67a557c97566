/** Time: the clock that is handed in, durations as people write them, instants as the services do. */

/** Time as the gate sees it. Tests replace it; nothing else in the core asks what time it is. */
export interface Clock {
  /** Milliseconds on a monotonic clock with an arbitrary origin: setting the machine's clock does not move it. */
  now(): number;
  /** The wall clock, in milliseconds since the epoch: for people to read, and to compare with the times of others. */
  wallTime(): number;
  /** Resolves after so many milliseconds, or as soon as the signal aborts, whichever is first. Never rejects. */
  sleep(milliseconds: number, signal: AbortSignal): Promise<void>;
}

/** The machine's own clock. Its timers keep the process alive: a wait must not end because nothing else is pending. */
export const systemClock: Clock = {
  now: () => performance.now(),
  wallTime: () => new Date().getTime(),
  sleep: (milliseconds, signal) =>
    new Promise((resolve) => {
      if (signal.aborted) {
        resolve();
        return;
      }
      const finish = (): void => {
        clearTimeout(timer);
        signal.removeEventListener('abort', finish);
        resolve();
      };
      const timer = setTimeout(finish, milliseconds);
      signal.addEventListener('abort', finish);
    }),
};

/** What one of a unit is in milliseconds. A duration has no days, but people write them. */
export const UNIT_MS: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/** 24 days, in milliseconds: the longest wait that a timer of Node can hold (2^31 - 1 ms is a little more). */
export const MAX_DURATION_MS = 24 * 86_400_000;

/** What a duration looks like, for the sentence that refuses one. */
export const DURATION_SYNTAX =
  'a whole number with a unit (500ms, 90s, 15m, 2h) or a sum of such (1h30m); a bare number means seconds; more than 0, and 24 days at most';

/**
 * A duration from its text: `500ms`, `90s`, `15m`, `2h`, or a sum such as `1h30m`; a bare number means seconds.
 *
 * @returns whole milliseconds, from 1 to 24 days; `undefined` for anything else (`0`, `-5s`, `10abc`, `1.5h`).
 */
export function parseDuration(text: string): number | undefined {
  const bare = /^\d+$/.test(text) ? `${text}s` : text;
  if (!/^(?:\d+(?:ms|s|m|h))+$/.test(bare)) return undefined;
  let total = 0;
  for (const [, digits, unit] of bare.matchAll(/(\d+)(ms|s|m|h)/gy)) {
    total += Number(digits) * (UNIT_MS[unit ?? ''] ?? Number.NaN);
  }
  return total >= 1 && total <= MAX_DURATION_MS ? total : undefined;
}

/**
 * A duration for people, in at most two units: `0s`, `42s`, `9m 10s`, `1h 3m`, `52h`. Below a second in
 * milliseconds, rounded down like everything here: a wait is never said to have been longer than it was.
 *
 * @param milliseconds zero or more
 */
export function formatDuration(milliseconds: number): string {
  const whole = Math.max(0, Math.floor(milliseconds));
  if (whole > 0 && whole < 1000) return `${whole}ms`;
  const parts: string[] = [];
  let rest = whole;
  for (const unit of ['h', 'm', 's']) {
    const size = UNIT_MS[unit] ?? 1;
    const count = Math.floor(rest / size);
    rest -= count * size;
    if (count > 0) parts.push(`${count}${unit}`);
    else if (parts.length > 0) break;
  }
  return parts.length === 0 ? '0s' : parts.slice(0, 2).join(' ');
}

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
