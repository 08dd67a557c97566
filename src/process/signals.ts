/** Signals that cancel the gate. */
import type { CancelSignal } from '../engine/outcome.js';
import type { Cancellation } from '../host.js';

const SIGNALS: readonly CancelSignal[] = ['SIGINT', 'SIGTERM', 'SIGHUP'];

/**
 * Listens for SIGINT, SIGTERM and SIGHUP. The first cancels in good order, with the reports written. A second one that
 * comes later changes nothing: the end is bounded anyway, and outputs must not be lost to impatience.
 */
export function listenForSignals(): Cancellation {
  const controller = new AbortController();
  let cause: CancelSignal | undefined;
  for (const signal of SIGNALS) {
    process.on(signal, () => {
      cause ??= signal;
      controller.abort();
    });
  }
  return { signal: controller.signal, cause: () => cause };
}
