/** The first thing that any program of ours does. It needs nothing but a Node to run in, and imports nothing. */

/** The exit status of an error; said here again, since nothing is loaded yet. */
const ERROR_STATUS = 4;
const USAGE_ERROR_STATUS = 2;
const MIN_NODE_MAJOR = 20;

/**
 * Runs a program if this Node is new enough for it; else says so in one sentence.
 *
 * @param main loads the program, and runs it
 */
export function enter(main: () => Promise<unknown>): void {
  // The process starts out failing: whatever ends it without a verdict, a drained event loop or a crash, is not success.
  process.exitCode = ERROR_STATUS;
  if (Number.parseInt(process.versions.node, 10) < MIN_NODE_MAJOR) {
    process.stderr.write(`Cloud Job Gate needs Node ${MIN_NODE_MAJOR} or newer, and this is ${process.version}.\n`);
    process.exitCode = USAGE_ERROR_STATUS;
    return;
  }
  main().catch((error: unknown) => {
    // Its kind alone: what its message quotes has not been sanitized.
    const kind = error instanceof Error ? error.name : typeof error;
    process.stderr.write(`The gate could not start (${kind}): please report this bug in Cloud Job Gate.\n`);
    process.exit(ERROR_STATUS);
  });
}
