/** Fails unless `dist/` is, byte for byte, what the sources build. */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { build } from './build.js';

const committed = join(dirname(dirname(fileURLToPath(import.meta.url))), 'dist');
const fresh = mkdtempSync(join(tmpdir(), 'cloud-job-gate-dist-'));

/**
 * @param {string} folder
 * @returns {string[]} the names of the files in it
 */
function filesIn(folder) {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort();
}

try {
  build(fresh);
  const names = [...new Set([...filesIn(committed), ...filesIn(fresh)])];
  const different = names.filter((name) => {
    const [before, after] = [committed, fresh].map((folder) =>
      filesIn(folder).includes(name) ? readFileSync(join(folder, name)) : undefined,
    );
    return before === undefined || after === undefined || !before.equals(after);
  });
  if (different.length > 0) {
    console.error(`dist/ is not what the sources build (${different.join(', ')}): run npm run build and commit dist/.`);
    process.exitCode = 1;
  } else {
    console.log(`dist/ is what the sources build (${names.join(', ')}).`);
  }
} finally {
  rmSync(fresh, { recursive: true, force: true });
}
