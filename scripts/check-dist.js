/**
 * Fails unless `dist/` is, byte for byte, what a copy of the repository at another depth builds: then it is what the
 * sources build, wherever they are.
 */
import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));

const COMPILER = 'node_modules/typescript';

/** What is built, and what it is built by: the numbers of modules come of the paths of both. */
const SOURCES = ['src', 'stubs', 'scripts', 'package.json', 'tsconfig.json', 'node_modules/@vercel/ncc'];

/**
 * Copies what the build needs: the sources, ncc, and the packages that are needed at run time.
 *
 * @param {string} to a folder that does not exist
 * @returns {string} that folder
 */
function copyOfRepository(to) {
  const { packages } = JSON.parse(readFileSync(join(ROOT, 'package-lock.json'), 'utf8'));
  const atRunTime = Object.keys(packages).filter((path) => path.startsWith('node_modules/') && !packages[path].dev);
  for (const path of [...SOURCES, ...atRunTime]) cpSync(join(ROOT, path), join(to, path), { recursive: true });
  symlinkSync(join(ROOT, COMPILER), join(to, COMPILER), 'junction');
  return to;
}

/**
 * @param {string} root the repository, or a copy of it
 * @param {string} folder where to build
 * @returns {string} that folder
 */
function build(root, folder) {
  execFileSync(process.execPath, [join(root, 'scripts', 'build.js'), folder], { stdio: 'inherit' });
  return folder;
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
  const copy = copyOfRepository(join(temporary, 'a', 'copy', 'further', 'down'));
  const elsewhere = build(copy, join(temporary, 'elsewhere'));
  const unlike = differences(join(ROOT, 'dist'), elsewhere);
  if (unlike.length === 0) {
    console.log('dist/ is what the sources build, wherever they are.');
  } else if (differences(build(ROOT, join(temporary, 'here')), elsewhere).length === 0) {
    console.error(`dist/ is not what the sources build (${unlike.join(', ')}): npm run build, and commit dist/.`);
    process.exitCode = 1;
  } else {
    console.error(`What is built depends on where it is built (${unlike.join(', ')}).`);
    process.exitCode = 1;
  }
} finally {
  rmSync(temporary, { recursive: true, force: true });
}
