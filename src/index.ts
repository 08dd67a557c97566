import { main } from './hosts/github/action.js';
import { ERROR_STATUS } from './engine/outcome.js';

// The process starts out failing: whatever ends it without a verdict, a drained event loop or a crash, is not success.
process.exitCode = ERROR_STATUS;
main().catch((error: unknown) => {
  // Its kind alone: what its message quotes has not been cleaned.
  const kind = error instanceof Error ? error.name : typeof error;
  process.stdout.write(
    `::error title=Defect::The gate could not start (${kind}): please report this defect of the action.\n`,
  );
  process.exit(ERROR_STATUS);
});
