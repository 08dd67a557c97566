/**
 * Ends the process, in one sentence, where its Node is too old: from 16 to 19, for an older one cannot parse the bundle.
 * Every entry imports this first: modules run in the order in which they are imported, so nothing else has been loaded by
 * then.
 */
import { writeSync } from 'node:fs';

const USAGE_ERROR_STATUS = 2;
const MIN_NODE_MAJOR = 20;
const STDERR = 2;

if (Number.parseInt(process.versions.node, 10) < MIN_NODE_MAJOR) {
  writeSync(STDERR, `Cloud Job Gate needs Node ${MIN_NODE_MAJOR} or newer, and this is ${process.version}.\n`);
  process.exit(USAGE_ERROR_STATUS);
}
