import type { Clock } from '../base/clock.js';
import type { Job } from '../job/job.js';
import { doneShare, narrow, pollDelay, widen, type PollInterval } from '../job/polling.js';

/** What one job's pauses go by. */
export interface PacePlan {
  readonly pollInterval: PollInterval;
  /** When the gate started, on the monotonic clock. */
  readonly startedAt: number;
}

/** How one job's regular pauses follow what is seen of it. */
export class Pace {
  readonly #plan: PacePlan;
  readonly #clock: Pick<Clock, 'now' | 'wallTime'>;
  readonly #random: () => number;
  /** When the job set out by its own account, in milliseconds since the epoch. */
  #jobStartedAt = Infinity;
  /** What of the job is done, from 0 to 1, and since when all of it has been (monotonic). */
  #done = 0;
  #allDoneSince: number | undefined;
  /** How much wider than regular the pauses are, since the API has throttled requests. */
  #width = 1;

  /** @param random gives a number from 0 to 1 */
  constructor(plan: PacePlan, clock: Pick<Clock, 'now' | 'wallTime'>, random: () => number) {
    this.#plan = plan;
    this.#clock = clock;
    this.#random = random;
  }

  /** Takes in what a document that is not the one before tells of how far the job is. */
  saw(job: Job): void {
    this.#jobStartedAt = job.startedAt ?? Infinity;
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
    // The job's own time and ours are two clocks': what they disagree on is settled by how long we have seen it run.
    const ageMs = Math.max(now - this.#plan.startedAt, this.#clock.wallTime() - this.#jobStartedAt);
    const allDoneForMs = this.#allDoneSince === undefined ? undefined : now - this.#allDoneSince;
    const outlook = { ageMs, done: this.#done, allDoneForMs };
    const delayMs = pollDelay(this.#plan.pollInterval, outlook, this.#width, this.#random());
    this.#width = narrow(this.#width);
    return delayMs;
  }
}
