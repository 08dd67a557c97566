/** How a process ends without losing output, and without being held up by whoever reads it. */

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
 * @param hurry aborts when the process is told to end, before or while it does
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
