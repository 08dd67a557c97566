/** When to ask next: pure functions of what is known. */
import type { Clock } from '../base/time.js';
import { subJobCounts } from './job.js';
import type { Job } from '../services/job.js';

/**
 * How often `auto` asks, by how long the gate has waited: a delay of seconds is nothing to a job of an hour, and most of one of ten
 * seconds. Chosen against other clients' policies at 10 s, 1, 5, 10 and 60 minutes: none may be faster and cheaper
 * (docs/performance.md).
 */
const INTERVALS: readonly { readonly untilMs: number; readonly intervalMs: number }[] = [
  { untilMs: 15_000, intervalMs: 1250 },
  { untilMs: 75_000, intervalMs: 2500 },
  { untilMs: 750_000, intervalMs: 4500 },
];
const MAX_INTERVAL_MS = 9000;

/** Once every sub-job has ended the job is about to; a service that does not end it within a minute is not asked more. */
const NEAR_THE_END_MS = 1000;
const NEAR_THE_END_FOR_MS = 60_000;

/** Of the time that a job seems to need yet, `auto` lets this share pass before it asks again. */
const SHARE_OF_REMAINING = 0.25;

/** Gates that one event has started drift apart: each pause is a fifth shorter to a fifth longer, as chance has it. */
const JITTER = 0.2;

/** How often to ask: `auto`, or a fixed interval in milliseconds. */
export type PollInterval = 'auto' | number;

/** What the answers so far say about how soon the job may end. */
export interface Outlook {
  /** How long the gate has waited. The job's own times do not count: some services write local time. */
  readonly ageMs: number;
  /** What of it is done, from 0 to 1; 0 where nothing says. */
  readonly done: number;
  /** For how long all of it has been done while the job itself goes on; `undefined` while it is not. */
  readonly allDoneForMs: number | undefined;
}

/**
 * What of a job is done, from 0 to 1: the progress that it reports, or the share of its sub-jobs that have ended, whichever
 * is more. 1 means that its end is near.
 */
export function doneShare(job: Job): number {
  const { ended, total } = subJobCounts(job);
  return Math.max(job.progress ?? 0, total === 0 ? 0 : ended / total);
}

/**
 * Throttling doubles the pauses, up to 32-fold and by a minute at most, and each usable answer takes a fifth back: enough
 * for ten thousand gates to share an API that lets 200 requests a second through, without one of them giving up.
 */
const MAX_WIDTH = 32;
const MAX_WIDENING_MS = 60_000;

/** The factor by which pauses are longer than regular after one more throttled request, from the factor before it. */
export function widen(width: number): number {
  return Math.min(width * 2, MAX_WIDTH);
}

/** The factor by which they still are after one more usable answer, from the factor before it. */
export function narrow(width: number): number {
  return Math.max(width * 0.8, 1);
}

/**
 * The pause before the next regular request, in milliseconds. A fixed interval is kept as it is. `auto` asks
 *
 * - by how long the gate has waited: every 1.25 s in its first 15 s, 2.5 s until 75 s, 4.5 s until 12½ minutes, then 9 s,
 * - sooner where the progress or the sub-jobs say that it may end sooner: after a quarter of the time that is left if
 *   the rest takes as long as what is done did, but after a second at the soonest,
 * - every second, for a minute at most, once all sub-jobs have ended or the progress is complete,
 *
 * each time a fifth shorter to a fifth longer.
 *
 * @param width the factor by which it is to be longer than regular, 1 or more, since the API has throttled us
 * @param random a number from 0 to 1
 */
export function pollDelay(interval: PollInterval, outlook: Outlook, width: number, random: number): number {
  const regular = interval === 'auto' ? autoDelay(outlook) * (1 - JITTER + 2 * JITTER * random) : interval;
  return Math.min(regular * width, regular + MAX_WIDENING_MS);
}

function autoDelay({ ageMs, done, allDoneForMs }: Outlook): number {
  if (allDoneForMs !== undefined && allDoneForMs < NEAR_THE_END_FOR_MS) return NEAR_THE_END_MS;
  const byAge = INTERVALS.find(({ untilMs }) => ageMs < untilMs)?.intervalMs ?? MAX_INTERVAL_MS;
  if (!(done > 0 && done < 1)) return byAge;
  const remainingMs = (ageMs * (1 - done)) / done;
  return Math.min(byAge, Math.max(NEAR_THE_END_MS, remainingMs * SHARE_OF_REMAINING));
}

const FIRST_BACKOFF_MS = 500;
/** Longer ones notice the end of a short outage late: 30 s did so by 10 s after an outage of 20 s. */
const MAX_BACKOFF_MS = 10_000;

/**
 * The pause after a failed request, in milliseconds: exponential with full jitter, so that a thousand gates that were
 * cut off by one outage do not come back in step.
 *
 * @param failures how many requests have failed in a row, this one included
 * @param random a number from 0 to 1
 */
export function backoffDelay(failures: number, random: number): number {
  return random * Math.min(FIRST_BACKOFF_MS * 2 ** (failures - 1), MAX_BACKOFF_MS);
}

/** What one job's pauses go by. */
export interface PollScheduleOptions {
  readonly pollInterval: PollInterval;
  /** When the gate started, on the monotonic clock. */
  readonly startedAt: number;
}

/** How one job's regular pauses follow what is seen of it. */
export class PollSchedule {
  readonly #options: PollScheduleOptions;
  readonly #clock: Pick<Clock, 'now'>;
  readonly #random: () => number;
  /** What of the job is done, from 0 to 1, and since when all of it has been (monotonic). */
  #done = 0;
  #allDoneSince: number | undefined;
  /** The factor by which pauses are longer than regular, since the API has throttled requests. */
  #width = 1;

  /** @param random gives a number from 0 to 1 */
  constructor(options: PollScheduleOptions, clock: Pick<Clock, 'now'>, random: () => number) {
    this.#options = options;
    this.#clock = clock;
    this.#random = random;
  }

  /** Takes in what a body that is not the one before says of how far the job is. */
  saw(job: Job): void {
    this.#done = doneShare(job);
    this.#allDoneSince = this.#done < 1 ? undefined : (this.#allDoneSince ?? this.#clock.now());
  }

  /** The API has throttled a request: the next pauses are wider. */
  throttled(): void {
    this.#width = widen(this.#width);
  }

  /** The pause after an answer, in milliseconds. What throttling has added recovers with each. */
  regularPause(): number {
    const now = this.#clock.now();
    const ageMs = now - this.#options.startedAt;
    const allDoneForMs = this.#allDoneSince === undefined ? undefined : now - this.#allDoneSince;
    const outlook = { ageMs, done: this.#done, allDoneForMs };
    const delayMs = pollDelay(this.#options.pollInterval, outlook, this.#width, this.#random());
    this.#width = narrow(this.#width);
    return delayMs;
  }
}
