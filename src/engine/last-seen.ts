import type { Clock } from '../base/time.js';
import type { Job } from '../services/job.js';
import type { LastSeen } from './events.js';
import { differs } from './job.js';

/** Remembers when a job was last seen to change, by the gate's clock and by the service's. */
export class LastSeenClock {
  readonly #clock: Pick<Clock, 'now'>;
  /** When the first usable answer came, or the last that differed from the one before (monotonic). */
  #changedAt: number | undefined;
  #sawChange = false;
  /** How far the service's clock is from the monotonic one. */
  #serverOffset: number | undefined;

  constructor(clock: Pick<Clock, 'now'>) {
    this.#clock = clock;
  }

  /** @param date the service's clock, in milliseconds since the epoch, where the answer told */
  saw(job: Job, previous: Job | undefined, date: number | undefined): void {
    const now = this.#clock.now();
    this.#serverOffset = date === undefined ? undefined : date - now;
    this.#changedAt ??= now;
    if (previous === undefined || job === previous || !differs(previous, job)) return;
    this.#changedAt = now;
    this.#sawChange = true;
  }

  read(): LastSeen | undefined {
    if (this.#changedAt === undefined) return undefined;
    const now = this.#clock.now();
    return {
      serverTime: this.#serverOffset === undefined ? undefined : this.#serverOffset + now,
      unchangedMs: now - this.#changedAt,
      sawChange: this.#sawChange,
    };
  }
}
