/** `npm run bench -- [name …]`: all benchmarks, or those that are named. */
import { afterOutage } from './after-outage.js';
import { detection } from './detection.js';
import { fleet } from './fleet.js';
import { hostileText } from './hostile-text.js';
import { large } from './large.js';
import { many } from './many.js';
import { startUp } from './start-up.js';
import { tree } from './tree.js';

const BENCHMARKS: Readonly<Record<string, () => Promise<boolean> | boolean>> = {
  detection,
  'after-outage': afterOutage,
  tree,
  large,
  'hostile-text': hostileText,
  'start-up': startUp,
  many,
  fleet,
};

const wanted = process.argv.slice(2);
for (const [name, run] of Object.entries(BENCHMARKS)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  if (await run()) continue;
  process.stderr.write(`\n${name} does not hold what docs/performance.md promises\n`);
  process.exitCode = 1;
}
