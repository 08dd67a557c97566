const UNITS: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 };

/** 24 days, in milliseconds: the longest wait that a timer of Node can hold (2^31 - 1 ms is a little more). */
export const MAX_DURATION_MS = 24 * 86_400_000;

/** What a duration looks like, for the sentence that refuses one. */
export const DURATION_SYNTAX =
  'a whole number with a unit (500ms, 90s, 15m, 2h) or a sum of such (1h30m); a bare number means seconds; 24 days at most';

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
    total += Number(digits) * (UNITS[unit ?? ''] ?? Number.NaN);
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
    const size = UNITS[unit] ?? 1;
    const count = Math.floor(rest / size);
    rest -= count * size;
    if (count > 0) parts.push(`${count}${unit}`);
    else if (parts.length > 0) break;
  }
  return parts.length === 0 ? '0s' : parts.slice(0, 2).join(' ');
}
