import type { Clock } from '../../../src/base/time.js';

interface Sleeper {
  readonly due: number;
  readonly wake: () => void;
}

/** How many turns of ten milliseconds a promise may take that waits for something else than the clock. */
const MAX_IDLE_TURNS = 500;

/** A clock that stands still until everything waits for it, and then jumps to the next moment somebody waits for. */
export class VirtualClock implements Clock {
  readonly #origin: number;
  #now: number;
  readonly #sleepers = new Set<Sleeper>();
  /** Every pause that was asked for, in milliseconds, in order. */
  readonly pauses: number[] = [];

  /** @param origin what the monotonic clock says at first, in milliseconds */
  constructor(origin = 0) {
    this.#origin = origin;
    this.#now = origin;
  }

  now(): number {
    return this.#now;
  }

  wallTime(): number {
    return Date.UTC(2026, 0, 1) + this.#now - this.#origin;
  }

  /** Lets time pass in which nothing runs, as for a process that was stopped. */
  jump(milliseconds: number): void {
    this.#now += milliseconds;
  }

  sleep(milliseconds: number, signal: AbortSignal): Promise<void> {
    this.pauses.push(milliseconds);
    return new Promise((resolve) => {
      const wake = (): void => {
        this.#sleepers.delete(sleeper);
        signal.removeEventListener('abort', wake);
        resolve();
      };
      const sleeper = { due: this.#now + Math.max(0, milliseconds), wake };
      this.#sleepers.add(sleeper);
      if (signal.aborted) wake();
      else signal.addEventListener('abort', wake);
    });
  }

  /**
   * Lets the time pass until the promise settles. Fails when it waits for something that is not this clock, but for the
   * loading of a module, which takes a moment.
   */
  async run<T>(promise: Promise<T>): Promise<T> {
    const pending: unique symbol = Symbol('pending');
    for (let idle = 0; ;) {
      const turn = new Promise<typeof pending>((resolve) =>
        idle === 0 ? setImmediate(resolve, pending) : setTimeout(resolve, 10, pending),
      );
      const settled = await Promise.race([promise, turn]);
      if (settled !== pending) return settled;
      const [next] = [...this.#sleepers].sort((a, b) => a.due - b.due);
      if (next === undefined) {
        idle += 1;
        if (idle > MAX_IDLE_TURNS) throw new Error('nothing waits for the clock, and the promise has not settled');
        continue;
      }
      idle = 0;
      this.#now = Math.max(this.#now, next.due);
      next.wake();
    }
  }
}
