/** How late this process is served by a busy machine: what a gate beside it may be late by as well. */

const EVERY_MS = 20;
const KEPT = 3000;

interface Sample {
  readonly at: number;
  readonly late: number;
}

/** Measures for as long as the process lives, without keeping it alive. */
export class LagMeter {
  readonly #samples: Sample[] = [];
  #expected = performance.now() + EVERY_MS;

  constructor() {
    setInterval(() => {
      const at = performance.now();
      this.#samples.push({ at, late: Math.max(0, at - this.#expected) });
      if (this.#samples.length > KEPT) this.#samples.shift();
      this.#expected = at + EVERY_MS;
    }, EVERY_MS).unref();
  }

  /** The longest delay since a time of `performance.now()`, in milliseconds. */
  since(from: number): number {
    return Math.max(0, ...this.#samples.filter(({ at }) => at >= from).map(({ late }) => late));
  }
}
