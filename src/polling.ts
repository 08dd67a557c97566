/** When to ask next: pure functions of what is known. */

/** `auto` asks after 5 % of the time waited, so that the delay in noticing the end stays in proportion to the wait. */
const AUTO_SHARE = 0.05;
const AUTO_SHORTEST_MS = 1000;
const AUTO_LONGEST_MS = 5000;

/** How often to ask: `auto`, or a fixed interval in milliseconds. */
export type PollInterval = 'auto' | number;

/**
 * The pause before the next regular request, in milliseconds.
 *
 * @param waitedMs how long the gate has waited so far
 */
export function pollDelay(interval: PollInterval, waitedMs: number): number {
  if (interval !== 'auto') return interval;
  return Math.min(Math.max(waitedMs * AUTO_SHARE, AUTO_SHORTEST_MS), AUTO_LONGEST_MS);
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
