/** When to ask next: pure functions of what is known. */

/** `auto` asks after 5 % of the time waited, so that the delay in noticing the end stays in proportion to the wait. */
const AUTO_SHARE = 0.05;
const AUTO_SHORTEST_MS = 1000;
const AUTO_LONGEST_MS = 5000;

/** How often to ask: `auto`, or a fixed interval in milliseconds. */
export type PollInterval = 'auto' | number;

/** Throttling doubles the pauses, up to eightfold and by a minute at most, and each usable answer takes a fifth back. */
const WIDEST = 8;
const WIDENED_BY_AT_MOST_MS = 60_000;

/** How much wider than regular the pauses are after the API has throttled a request. */
export function widen(width: number): number {
  return Math.min(width * 2, WIDEST);
}

/** How much wider than regular the pauses still are after a usable answer. */
export function narrow(width: number): number {
  return Math.max(width * 0.8, 1);
}

/**
 * The pause before the next regular request, in milliseconds.
 *
 * @param waitedMs how long the gate has waited so far
 * @param width how much wider than regular it is to be, 1 or more
 */
export function pollDelay(interval: PollInterval, waitedMs: number, width: number): number {
  const regular =
    interval === 'auto' ? Math.min(Math.max(waitedMs * AUTO_SHARE, AUTO_SHORTEST_MS), AUTO_LONGEST_MS) : interval;
  return Math.min(regular * width, regular + WIDENED_BY_AT_MOST_MS);
}

const FIRST_BACKOFF_MS = 500;
const LONGEST_BACKOFF_MS = 30_000;

/**
 * The pause after a failed request, in milliseconds: exponential with full jitter, so that a thousand gates that were
 * cut off by one outage do not come back in step.
 *
 * @param failures how many requests have failed in a row, this one included
 * @param random a number from 0 to 1
 */
export function backoffDelay(failures: number, random: number): number {
  return random * Math.min(FIRST_BACKOFF_MS * 2 ** (failures - 1), LONGEST_BACKOFF_MS);
}
