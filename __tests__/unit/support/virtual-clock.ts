import type { Clock } from '../../../src/base/clock.js';

interface Sleeper {
  readonly due: number;
  readonly wake: () => void;
}

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

  /** Lets the time pass until the promise settles. Fails when it waits for something that is not this clock. */
  async run<T>(promise: Promise<T>): Promise<T> {
    const pending: unique symbol = Symbol('pending');
    for (;;) {
      const turn = new Promise<typeof pending>((resolve) => setImmediate(resolve, pending));
      const settled = await Promise.race([promise, turn]);
      if (settled !== pending) return settled;
      const [next] = [...this.#sleepers].sort((a, b) => a.due - b.due);
      if (next === undefined) throw new Error('nothing waits for the clock, and the promise has not settled');
      this.#now = Math.max(this.#now, next.due);
      next.wake();
    }
  }
}
