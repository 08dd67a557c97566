import { main } from './action.js';

// The process starts out failing: whatever ends it without a verdict (a drained event loop, a crash) is not success.
process.exitCode = 4;
await main();
