/** How ncc makes one file of a program. */
import ncc from '@vercel/ncc';

import { compact } from './compact.js';

const LICENCES = 'licenses.txt';

/**
 * Makes one CommonJS file of a program and all that it imports: Node loads it faster than an ES module. It is not minified,
 * only without comments, since people read an action that gets their credentials. Types are not checked here:
 * `npm run typecheck` does that.
 *
 * @param {string} entry where the program starts: an absolute path, below the folder that the process runs in
 * @param {Readonly<Record<string, string>>} [externals] what to require in place of packages, when the program runs
 * @returns {Promise<{ code: string, licences: string }>} the file, and the licences of the packages in it
 * @throws {Error} where a file cannot be read or found, or the program would need another file beside it
 */
export async function bundle(entry, externals = {}) {
  const { code, assets } = await ncc(entry, {
    filename: 'bundle.js',
    esm: false,
    cache: false,
    license: LICENCES,
    quiet: true,
    transpileOnly: true,
    externals,
  });
  const { [LICENCES]: licences, ...others } = assets;
  const names = Object.keys(others).join(', ');
  if (names !== '') {
    throw new Error(`${entry} would need ${names} beside it: import it statically`);
  }
  return { code: compact(code), licences: String(licences?.source ?? '') };
}
