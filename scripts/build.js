/**
 * Bundles the action: `node scripts/build.js [folder]`, by default into `dist/`.
 *
 * Without a cache, so that the bundle depends on the sources and the lock file alone.
 */
import { spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));

/**
 * @param {string} folder where the bundle goes; emptied first
 * @returns {void}
 */
export function build(folder) {
  rmSync(folder, { recursive: true, force: true });
  const ncc = join(root, 'node_modules', '@vercel', 'ncc', 'dist', 'ncc', 'cli.js');
  const args = ['build', 'src/index.ts', '--out', folder, '--no-cache', '--license', 'licenses.txt', '--quiet'];
  const { status } = spawnSync(process.execPath, [ncc, ...args], { cwd: root, stdio: 'inherit' });
  if (status !== 0) throw new Error(`ncc ended with status ${String(status)}`);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) build(resolve(process.argv[2] ?? join(root, 'dist')));
