/**
 * `npm test`: every test, and beside them every check that runs none. Tests often wait for processes; checks take the time
 * that is left then. What follows `--` goes to Jest.
 */
import { spawn } from 'node:child_process';
import { constants, setPriority } from 'node:os';

/**
 * Runs a script of package.json.
 *
 * @param {string[]} args what follows `npm run`
 * @param {{ waits?: boolean }} [options] whether whatever else runs comes first
 * @returns {Promise<boolean>} whether it ended well
 */
async function run(args, { waits = false } = {}) {
  // Windows finds npm through a shell alone.
  const child = spawn('npm', ['run', '--silent', ...args], { stdio: 'inherit', shell: process.platform === 'win32' });
  if (waits && child.pid !== undefined) setPriority(child.pid, constants.priority.PRIORITY_LOW);
  const status = await new Promise((resolve, reject) => {
    child.once('error', reject).once('close', resolve);
  });
  return status === 0;
}

const results = await Promise.all([run(['jest', '--', ...process.argv.slice(2)]), run(['checks'], { waits: true })]);
if (results.includes(false)) process.exitCode = 1;
