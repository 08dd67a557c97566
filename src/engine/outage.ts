/** Outages: of one job's requests, and of the API as a whole. */
import { setMaxListeners } from 'node:events';

import type { ApiError } from '../base/api-error.js';
import type { Clock } from '../base/time.js';
import { backoffDelay } from './schedule.js';

/** A failed request: the error, when it was sent and when it failed (monotonic milliseconds). */
export interface FailedRequest {
  readonly error: ApiError;
  readonly sentAt: number;
  readonly failedAt: number;
}

/** One job's failed requests in a row, and how much longer they are tolerated. */
export interface JobOutage {
  readonly error: ApiError;
  /** When the first of them was sent, on the monotonic clock. */
  readonly startedAt: number;
  /** The waits so far that the server itself asked for, in milliseconds. */
  readonly excusedMs: number;
  readonly failures: number;
  /** The pause before the next request, in milliseconds. */
  readonly delayMs: number;
  /** Whether the next request is the last one that the tolerance allows. */
  readonly lastTry: boolean;
}

/**
 * The outage as it stands after one more failed request; `undefined` once the tolerance is used up.
 *
 * The last back-off is cut to the tolerance and followed by one more request, so that a short tolerance never means
 * that a single dropped packet ends the gate. A wait that the server itself asked for (`Retry-After`) is not held
 * against it.
 *
 * @param previous the outage before this request, if there was one
 * @param toleranceMs how long an outage may last
 * @param random a number from 0 to 1
 */
export function continueOutage(
  previous: JobOutage | undefined,
  { error, sentAt, failedAt }: FailedRequest,
  toleranceMs: number,
  random: number,
): JobOutage | undefined {
  if (previous?.lastTry === true) return undefined;
  const failures = (previous?.failures ?? 0) + 1;
  const startedAt = previous?.startedAt ?? sentAt;
  const excusedMs = previous?.excusedMs ?? 0;
  const outage = { error, startedAt, failures };
  const left = Math.max(0, toleranceMs - (failedAt - startedAt - excusedMs));
  if (error.retryAfterMs !== undefined) {
    return { ...outage, excusedMs: excusedMs + error.retryAfterMs, delayMs: error.retryAfterMs, lastTry: left === 0 };
  }
  const delayMs = backoffDelay(failures, random);
  return { ...outage, excusedMs, delayMs: Math.min(delayMs, left), lastTry: delayMs >= left };
}

/**
 * What happens in an outage: it begins once, however many jobs it hits, and is over once. In between the server may ask for
 * waits, of which each is one event.
 */
export type OutageEvent =
  | { readonly kind: 'outage-started'; readonly error: ApiError }
  | { readonly kind: 'outage-paused'; readonly error: ApiError }
  | { readonly kind: 'outage-ended'; readonly lastedMs: number; readonly failedRequests: number };

/**
 * Since when no job has had a usable answer, and how much longer that is tolerated.
 *
 * A job's own outage begins with its own first request. With many jobs that one may have to wait for its turn behind
 * requests that take their whole time to fail, so that jobs alone would give up one after another, for many minutes.
 */
export class ApiOutage {
  readonly #toleranceMs: number;
  readonly #clock: Clock;
  readonly #emit: (event: OutageEvent) => void;
  readonly #failingJobs = new Set<string>();
  #isReported = false;
  #startedAt = 0;
  #failedRequests = 0;
  #usableAt = -Infinity;
  /** When the first request was sent that no job has had a usable answer since; `undefined` while all is well. */
  #since: number | undefined;
  /** Waits that the server itself asked for, in milliseconds, and when the last of them ends (monotonic). */
  #excusedMs = 0;
  #excusedUntil = -Infinity;
  #error: ApiError | undefined;
  #reset = new AbortController();
  #exhausted = manyListeners();

  constructor(toleranceMs: number, clock: Clock, emit: (event: OutageEvent) => void) {
    this.#toleranceMs = toleranceMs;
    this.#clock = clock;
    this.#emit = emit;
  }

  /** Aborts when the tolerance is used up. */
  get exhausted(): AbortSignal {
    return this.#exhausted.signal;
  }

  /** The last error of an outage that is going on. */
  get error(): ApiError | undefined {
    return this.#since === undefined ? undefined : this.#error;
  }

  /** For how long no job has had a usable answer, in milliseconds. */
  get lastedMs(): number {
    return this.#since === undefined ? 0 : this.#clock.now() - this.#since;
  }

  /** How much longer that is tolerated, waits that the server asked for included; `Infinity` while all is well. */
  get leftMs(): number {
    return this.#since === undefined ? Infinity : Math.max(0, this.#endOf(this.#since) - this.#clock.now());
  }

  /**
   * By when a request that is sent now has to be over, with whatever has to be exchanged first (monotonic). The last
   * one that the tolerance allows does not get its whole time again: an outage ends within tolerance and one request.
   */
  latestEnd(requestTimeoutMs: number): number {
    return this.#endOf(this.#since ?? this.#clock.now()) + requestTimeoutMs;
  }

  /** Whether the tolerance was used up by then (monotonic). */
  wasExhaustedAt(time: number): boolean {
    return this.#since !== undefined && time >= this.#endOf(this.#since);
  }

  /** How much longer the server has asked to be left alone, in milliseconds. */
  get pausedMs(): number {
    return this.#since === undefined ? 0 : Math.max(0, this.#excusedUntil - this.#clock.now());
  }

  /** A request brought no usable answer. */
  failed(jobId: string, { error, sentAt, failedAt }: FailedRequest): void {
    if (!this.#isReported) {
      this.#isReported = true;
      this.#startedAt = sentAt;
      this.#failedRequests = 0;
      this.#emit({ kind: 'outage-started', error });
    }
    this.#failingJobs.add(jobId);
    this.#failedRequests += 1;
    this.#error = error;
    const isFirst = this.#since === undefined;
    this.#since ??= Math.max(sentAt, this.#usableAt);
    if (error.retryAfterMs !== undefined && this.leftMs > 0) {
      const until = failedAt + error.retryAfterMs;
      if (!isFirst && this.#excusedUntil <= failedAt) this.#emit({ kind: 'outage-paused', error });
      // Waits of several jobs at once are one wait.
      this.#excusedMs += Math.max(0, until - Math.max(failedAt, this.#excusedUntil));
      this.#excusedUntil = Math.max(until, this.#excusedUntil);
    }
    if (isFirst) void this.#exhaustLater(this.#reset.signal);
  }

  /** A request brought a usable answer. */
  usable(jobId: string): void {
    this.#usableAt = this.#clock.now();
    this.#recover();
    this.#failingJobs.delete(jobId);
    if (!this.#isReported || this.#failingJobs.size > 0) return;
    this.#isReported = false;
    this.#emit({
      kind: 'outage-ended',
      lastedMs: this.#clock.now() - this.#startedAt,
      failedRequests: this.#failedRequests,
    });
  }

  /** A job's wait is over: nothing more is to be learnt from it. */
  ended(jobId: string): void {
    this.#failingJobs.delete(jobId);
  }

  /** Ends what goes on in the background. */
  close(): void {
    this.#reset.abort();
  }

  #endOf(since: number): number {
    return since + this.#toleranceMs + this.#excusedMs;
  }

  #recover(): void {
    if (this.#since === undefined) return;
    this.#since = undefined;
    this.#excusedMs = 0;
    this.#excusedUntil = -Infinity;
    this.#reset.abort();
    this.#reset = new AbortController();
    if (this.#exhausted.signal.aborted) this.#exhausted = manyListeners();
  }

  async #exhaustLater(reset: AbortSignal): Promise<void> {
    while (!reset.aborted && this.leftMs > 0) await this.#clock.sleep(this.leftMs, reset);
    if (!reset.aborted) this.#exhausted.abort();
  }
}

/** Every job that waits for its turn listens: many listeners are no leak, and no warning is due. */
function manyListeners(): AbortController {
  const controller = new AbortController();
  setMaxListeners(0, controller.signal);
  return controller;
}
