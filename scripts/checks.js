/** `npm run checks`: every check that runs no test, one on each core, the longest first. */
import { spawn } from 'node:child_process';
import { availableParallelism } from 'node:os';

/** Scripts of package.json. */
const CHECKS = ['lint', 'typecheck', 'format:check', 'dist:check', 'spelling', 'deadcode'];

/**
 * Runs a check, and prints what it says once it is over, so that two of them are not mixed.
 *
 * @param {string} name
 * @returns {Promise<boolean>} whether it found nothing wrong
 */
async function run(name) {
  const startedAt = performance.now();
  // Windows finds npm through a shell alone.
  const child = spawn('npm', ['run', '--silent', name], { shell: process.platform === 'win32' });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text) => {
      output += text;
    });
  }
  const status = await new Promise((resolve, reject) => {
    child.once('error', reject).once('close', resolve);
  });
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
  console.log(`${status === 0 ? '✓' : '✗'} ${name} (${seconds} s)\n${status === 0 ? '' : output}`.trimEnd());
  return status === 0;
}

const waiting = [...CHECKS];
const results = await Promise.all(
  Array.from({ length: availableParallelism() }, async () => {
    let good = true;
    for (let name = waiting.shift(); name !== undefined; name = waiting.shift()) good = (await run(name)) && good;
    return good;
  }),
);
if (results.includes(false)) process.exitCode = 1;
