import type { Clock } from '../base/time.js';

/**
 * A limit on how many requests are under way at a time. Places are given in the order of arrival, so that each of many
 * jobs gets its turn and none gets two before the others had one.
 */
export class Semaphore {
  #free: number;
  #limit: number;
  readonly #waiting = new Set<() => void>();
  readonly #clock: Clock;

  constructor(limit: number, clock: Clock) {
    this.#free = limit;
    this.#limit = limit;
    this.#clock = clock;
  }

  /**
   * Waits for a free place.
   *
   * @param until monotonic milliseconds after which there is no point in a place
   * @param stop ends everything: no place is given any more
   * @param giveUp ends the waiting: a place that is free at once is still given
   * @returns whether a place was acquired, which must then be released
   */
  async acquire(until: number, stop: AbortSignal, giveUp: AbortSignal): Promise<boolean> {
    if (stop.aborted || this.#clock.now() > until) return false;
    if (this.#free > 0) {
      this.#free -= 1;
      return true;
    }
    if (giveUp.aborted) return false;
    const turn = new AbortController();
    let acquired = false;
    const grant = (): void => {
      acquired = true;
      turn.abort();
    };
    const cancel = (): void => {
      turn.abort();
    };
    this.#waiting.add(grant);
    for (const signal of [stop, giveUp]) signal.addEventListener('abort', cancel);
    await this.#clock.sleep(until - this.#clock.now(), turn.signal);
    for (const signal of [stop, giveUp]) signal.removeEventListener('abort', cancel);
    this.#waiting.delete(grant);
    return acquired;
  }

  /** Gives a place back: the one who has waited longest gets it. */
  release(): void {
    const [next] = this.#waiting;
    if (next === undefined) {
      this.#free += 1;
      return;
    }
    this.#waiting.delete(next);
    next();
  }

  /** Raises the limit. */
  raise(limit: number): void {
    for (; this.#limit < limit; this.#limit += 1) this.release();
  }
}
