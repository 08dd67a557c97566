/** How long a reader of the log may take for what is still in the pipe, in milliseconds. */
const FLUSH_MS = 10_000;

/**
 * Ends the process with a status once all of its output has been taken, or the reader has had its time.
 *
 * Both halves are needed: `process.exit` alone cuts a pipe off at 64 KiB, and waiting for the event loop to drain may
 * take for ever, since a proxy that has gone mute keeps its socket open.
 *
 * @param flushMs how long to wait for the reader, in milliseconds
 */
export async function exitWith(status: number, flushMs: number = FLUSH_MS): Promise<never> {
  process.exitCode = status;
  const flushed = Promise.all([flush(process.stdout), flush(process.stderr)]);
  const timeout = new Promise((resolve) => setTimeout(resolve, flushMs));
  await Promise.race([flushed, timeout]);
  process.exit(status);
}

function flush(stream: NodeJS.WriteStream): Promise<void> {
  return new Promise((resolve) => {
    stream.write('', () => {
      resolve();
    });
  });
}
