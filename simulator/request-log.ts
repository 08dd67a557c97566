import type { IncomingHttpHeaders } from 'node:http';

/** A request as it arrived. */
export interface RecordedRequest {
  readonly method: string;
  /** With its query, as it was sent. */
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  /** `''` of a GET. */
  readonly body: string;
  /** When it arrived (with a body: all of it), in milliseconds since the epoch. */
  readonly at: number;
  /** The name that its answer gives it (`X-Request-Id`). */
  readonly requestId: string;
}

interface Waiter {
  readonly count: number;
  readonly resolve: () => void;
  readonly reject: (error: Error) => void;
}

/** The requests so far, those who wait for more, and the connections they came on. */
export class RequestLog {
  readonly #requests: RecordedRequest[] = [];
  #waiters: Waiter[] = [];
  #connections = 0;
  #closed = false;

  /** How many connections there have been. */
  get connections(): number {
    return this.#connections;
  }

  connected(): void {
    this.#connections += 1;
  }

  get requests(): readonly RecordedRequest[] {
    return this.#requests;
  }

  add(request: RecordedRequest): void {
    this.#requests.push(request);
    const met = this.#waiters.filter((waiter) => waiter.count <= this.#requests.length);
    this.#waiters = this.#waiters.filter((waiter) => !met.includes(waiter));
    for (const waiter of met) waiter.resolve();
  }

  /** Resolves once so many requests have arrived since the start; rejects when the log is closed before. */
  atLeast(count: number): Promise<readonly RecordedRequest[]> {
    return mayBeForgotten(this.#wait(count).then(() => this.#requests.slice(0, count)));
  }

  /** Resolves with the next request to arrive; rejects when the log is closed before. */
  next(): Promise<RecordedRequest> {
    const index = this.#requests.length;
    return mayBeForgotten(
      this.#wait(index + 1).then(() => this.#requests[index] ?? Promise.reject(this.#tooFew(index + 1))),
    );
  }

  /** Ends all waiting, since nothing will arrive any more. */
  close(): void {
    this.#closed = true;
    for (const waiter of this.#waiters.splice(0)) waiter.reject(this.#tooFew(waiter.count));
  }

  async #wait(count: number): Promise<void> {
    if (this.#requests.length >= count) return;
    if (this.#closed) throw this.#tooFew(count);
    await new Promise<void>((resolve, reject) => this.#waiters.push({ count, resolve, reject }));
  }

  #tooFew(count: number): Error {
    return new Error(`the simulator was closed after ${this.#requests.length} requests, before request ${count}`);
  }
}

/** A test that fails for another reason no longer awaits this, and must not be drowned by an unhandled rejection. */
function mayBeForgotten<T>(promise: Promise<T>): Promise<T> {
  promise.catch(() => undefined);
  return promise;
}
