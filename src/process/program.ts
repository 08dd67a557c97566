/** How any program of ours starts, is cancelled, and ends without losing output or being held up by whoever reads it. */

/**
 * Runs a program, which ends the process itself. The process starts out failing: whatever ends it without a verdict, a
 * drained event loop or a crash, is not success.
 *
 * @param failingStatus the exit status that it starts out with
 */
export function enter(main: () => Promise<unknown>, failingStatus: number): void {
  const couldNotStart = (error: unknown): never => {
    // Its kind alone: what its message quotes has not been sanitized.
    const kind = error instanceof Error ? error.name : typeof error;
    process.stderr.write(`The gate could not start (${kind}): please report this bug in Cloud Job Gate.\n`);
    return process.exit(failingStatus);
  };
  process.exitCode = failingStatus;
  // By itself Node ends with 1 then, which is a failed job's.
  process.on('uncaughtException', couldNotStart);
  main().catch(couldNotStart);
}

/** Has errors that nobody catches handled by what runs from now on. */
export function onUncaughtException(handle: (error: unknown) => void): void {
  process.removeAllListeners('uncaughtException').on('uncaughtException', handle);
}

/** The signals that cancel a program, with their numbers. GitHub's runner sends SIGINT, and SIGTERM 7.5 s later. */
export const SIGNAL_NUMBERS = { SIGHUP: 1, SIGINT: 2, SIGTERM: 15 } as const;

/** A signal that cancels a program. */
export type CancelSignal = keyof typeof SIGNAL_NUMBERS;

/** The user's wish to cancel. */
export interface Cancellation {
  /** Aborts on the first signal. */
  readonly signal: AbortSignal;
  /** The signal that came first, `undefined` while none has. */
  readonly cause: () => CancelSignal | undefined;
}

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

/** How long a reader of the log may take for what is still in the pipe, in milliseconds. */
const FLUSH_MS = 30_000;

/** How long it may take after a signal: the process has to be gone within two seconds. */
const HURRIED_FLUSH_MS = 700;

/**
 * Ends the process with a status once all of its output has been taken, or the reader has had its time.
 *
 * Both halves are needed: `process.exit` alone cuts a pipe off at 64 KiB, and waiting for the event loop to drain may
 * take for ever, since a connection that has gone mute keeps it alive.
 *
 * @param hurry aborts when the process is asked to end, before or while it does
 */
export async function exitWith(status: number, hurry: AbortSignal): Promise<never> {
  process.exitCode = status;
  const flushed = Promise.all([flush(process.stdout), flush(process.stderr)]);
  await Promise.race([flushed, pause(FLUSH_MS), aborted(hurry).then(() => pause(HURRIED_FLUSH_MS))]);
  process.exit(status);
}

/** A reader that closes the log is no reason to lose the verdict: what is written to it from then on goes nowhere. */
export function ignoreClosedStreams(): void {
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);
}

function flush(stream: NodeJS.WriteStream): Promise<void> {
  return new Promise((resolve) => {
    stream.write('', () => {
      resolve();
    });
  });
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, milliseconds);
  });
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    signal.addEventListener('abort', () => {
      resolve();
    });
  });
}
