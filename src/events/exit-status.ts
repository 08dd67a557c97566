import type { Outcome } from './events.js';

/** The exit status that the process starts out with, and ends with where the gate cannot say how the job fared. */
export const ERROR_STATUS = 4;

/** Of a usage error: nothing was sent. */
export const USAGE_ERROR_STATUS = 2;

/** A signal that cancels the gate: the runner sends SIGINT, and SIGTERM 7.5 s later. */
export type CancelSignal = 'SIGINT' | 'SIGTERM';

/**
 * The exit status of an ending; 0 for a proven success alone. Of a cancelled gate it is the one that shells use, 128
 * and the signal's number.
 */
export function exitStatus(outcome: Outcome, signal: CancelSignal | undefined): number {
  switch (outcome) {
    case 'success':
      return 0;
    case 'failed':
      return 1;
    case 'timed-out':
      return 3;
    case 'error':
      return ERROR_STATUS;
    case 'cancelled':
      return signal === 'SIGTERM' ? 143 : 130;
  }
}
