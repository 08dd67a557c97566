import { main } from './host/action.js';
import { ERROR_STATUS } from './events/exit-status.js';

// The process starts out failing: whatever ends it without a verdict, a drained event loop or a crash, is not success.
process.exitCode = ERROR_STATUS;
main().catch(() => process.exit(ERROR_STATUS));
