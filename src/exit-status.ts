/** What the process ends with. */
import type { Outcome } from './engine/events.js';
import { type CancelSignal, SIGNAL_NUMBERS } from './process/program.js';

/** The exit status that the process starts out with, and ends with where the gate cannot say how the job fared. */
export const ERROR_STATUS = 4;

/** Of a usage error: nothing was sent. */
export const USAGE_ERROR_STATUS = 2;

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
    case 'running':
      return 3;
    case 'error':
      return ERROR_STATUS;
    case 'cancelled':
      return 128 + SIGNAL_NUMBERS[signal ?? 'SIGINT'];
  }
}
