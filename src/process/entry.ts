/** How any program of ours starts. */
import { ERROR_STATUS } from '../engine/outcome.js';

/**
 * Runs a program, which ends the process itself. The process starts out failing: whatever ends it without a verdict, a
 * drained event loop or a crash, is not success.
 */
export function enter(main: () => Promise<unknown>): void {
  process.exitCode = ERROR_STATUS;
  main().catch((error: unknown) => {
    // Its kind alone: what its message quotes has not been sanitized.
    const kind = error instanceof Error ? error.name : typeof error;
    process.stderr.write(`The gate could not start (${kind}): please report this bug in Cloud Job Gate.\n`);
    process.exit(ERROR_STATUS);
  });
}
