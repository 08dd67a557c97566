import type { ApiError } from '../base/api-error.js';
import { backoffDelay } from './schedule.js';

/** Failed requests in a row, and how much longer they are put up with. */
export interface Outage {
  readonly fault: ApiError;
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

/** A failed request: the fault, when it was sent and when it failed (monotonic milliseconds). */
export interface FailedRequest {
  readonly fault: ApiError;
  readonly sentAt: number;
  readonly failedAt: number;
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
  previous: Outage | undefined,
  { fault, sentAt, failedAt }: FailedRequest,
  toleranceMs: number,
  random: number,
): Outage | undefined {
  if (previous?.lastTry === true) return undefined;
  const failures = (previous?.failures ?? 0) + 1;
  const startedAt = previous?.startedAt ?? sentAt;
  const excusedMs = previous?.excusedMs ?? 0;
  const outage = { fault, startedAt, failures };
  const left = Math.max(0, toleranceMs - (failedAt - startedAt - excusedMs));
  if (fault.retryAfterMs !== undefined) {
    return { ...outage, excusedMs: excusedMs + fault.retryAfterMs, delayMs: fault.retryAfterMs, lastTry: left === 0 };
  }
  const delayMs = backoffDelay(failures, random);
  return { ...outage, excusedMs, delayMs: Math.min(delayMs, left), lastTry: delayMs >= left };
}
