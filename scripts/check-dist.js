/** Fails unless `dist/` is, byte for byte, what the sources build, here and in a copy at another depth. */
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { build } from './build.js';

const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));

/**
 * Copies what the build needs: the sources, and the packages that the action needs at run time.
 *
 * @param {string} to a folder that does not exist
 * @returns {string} that folder
 */
function copyOfRepository(to) {
  for (const name of ['src', 'stubs', 'package.json', 'tsconfig.json']) {
    cpSync(join(ROOT, name), join(to, name), { recursive: true });
  }
  const { packages } = JSON.parse(readFileSync(join(ROOT, 'package-lock.json'), 'utf8'));
  for (const [path, { dev, link, resolved }] of Object.entries(packages)) {
    if (dev || !path.startsWith('node_modules/')) continue;
    mkdirSync(dirname(join(to, path)), { recursive: true });
    if (link) symlinkSync(join(to, resolved), join(to, path), 'junction');
    else cpSync(join(ROOT, path), join(to, path), { recursive: true });
  }
  return to;
}

/**
 * @param {string} one a folder
 * @param {string} other another
 * @returns {string[]} the names of the files that are not the same in both
 */
function differences(one, other) {
  const [inOne, inOther] = [one, other].map((folder) => readdirSync(folder, { recursive: true, encoding: 'utf8' }));
  const missing = inOther.filter((name) => !inOne.includes(name));
  const different = inOne.filter(
    (name) => !inOther.includes(name) || !readFileSync(join(one, name)).equals(readFileSync(join(other, name))),
  );
  return [...missing, ...different].sort();
}

const temporary = mkdtempSync(join(tmpdir(), 'cloud-job-gate-dist-'));
try {
  const [here, elsewhere] = [join(temporary, 'here'), join(temporary, 'elsewhere')];
  await build(here);
  await build(elsewhere, copyOfRepository(join(temporary, 'a', 'copy', 'further', 'down')));
  const unlikeSources = differences(join(ROOT, 'dist'), here);
  const unlikeElsewhere = differences(here, elsewhere);
  if (unlikeSources.length > 0) {
    console.error(
      `dist/ is not what the sources build (${unlikeSources.join(', ')}): npm run build, and commit dist/.`,
    );
    process.exitCode = 1;
  }
  if (unlikeElsewhere.length > 0) {
    console.error(`What is built depends on where it is built (${unlikeElsewhere.join(', ')}).`);
    process.exitCode = 1;
  }
  if (process.exitCode === undefined) console.log('dist/ is what the sources build, wherever they are.');
} finally {
  rmSync(temporary, { recursive: true, force: true });
}
