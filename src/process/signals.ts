import { type CancelSignal, exitStatus } from '../engine/outcome.js';

/** The user's wish to cancel, as the runner passes it on. */
export interface Cancellation {
  /** Aborts on the first signal. */
  readonly signal: AbortSignal;
  /** The signal that came first, `undefined` while none has. */
  readonly cause: () => CancelSignal | undefined;
}

/**
 * Listens for SIGINT and SIGTERM. The first cancels in good order, with the reports written; a second one ends the
 * process at once, for whoever has lost patience.
 */
export function listenForCancellation(): Cancellation {
  const controller = new AbortController();
  let cause: CancelSignal | undefined;
  const hear = (signal: CancelSignal): void => {
    if (cause !== undefined) process.exit(exitStatus('cancelled', cause));
    cause = signal;
    controller.abort();
  };
  process.on('SIGINT', hear);
  process.on('SIGTERM', hear);
  return { signal: controller.signal, cause: () => cause };
}
