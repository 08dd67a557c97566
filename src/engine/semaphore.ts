import type { Clock } from '../base/clock.js';

/**
 * A bounded number of lanes, entered in the order of arrival, so that each of many jobs gets its turn and none gets
 * two before the others had one.
 */
export class Semaphore {
  #free: number;
  readonly #waiting = new Set<() => void>();
  readonly #clock: Clock;

  constructor(lanes: number, clock: Clock) {
    this.#free = lanes;
    this.#clock = clock;
  }

  /**
   * Waits for a free lane.
   *
   * @param until monotonic milliseconds after which there is no point in entering
   * @param signal ends the waiting at once
   * @returns whether a lane was entered, which must then be left
   */
  async acquire(until: number, signal: AbortSignal): Promise<boolean> {
    if (signal.aborted || this.#clock.now() > until) return false;
    if (this.#free > 0) {
      this.#free -= 1;
      return true;
    }
    const turn = new AbortController();
    let entered = false;
    const call = (): void => {
      entered = true;
      turn.abort();
    };
    const stop = (): void => {
      turn.abort();
    };
    this.#waiting.add(call);
    signal.addEventListener('abort', stop);
    await this.#clock.sleep(until - this.#clock.now(), turn.signal);
    signal.removeEventListener('abort', stop);
    this.#waiting.delete(call);
    return entered;
  }

  /** Leaves a lane: the one who has waited longest enters it. */
  release(): void {
    const [next] = this.#waiting;
    if (next === undefined) {
      this.#free += 1;
      return;
    }
    this.#waiting.delete(next);
    next();
  }
}
