/** Bundles what is shipped: `node scripts/build.js [folder]`, by default into `dist/`. */
import { chmodSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

import { bundle } from './bundle.js';

const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));

/** What is shipped, by its name in `dist/`: each is one file, and runs wherever it is copied. */
const ENTRIES = {
  'index.js': 'src/index.ts',
  'cloud-job-gate.cjs': 'src/hosts/cli/main.ts',
};

/**
 * Writes the bundles, what tells Node the format of those that end in `.js`, and the licences of the packages in them.
 *
 * @param {string} folder emptied first
 * @returns {Promise<void>}
 */
async function build(folder) {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'package.json'), '{ "type": "commonjs" }\n');
  const texts = new Set();
  for (const [file, entry] of Object.entries(ENTRIES)) {
    const { code, licences } = await bundle(join(ROOT, entry));
    writeFileSync(join(folder, file), code);
    if (code.startsWith('#!')) chmodSync(join(folder, file), 0o755);
    texts.add(licences);
  }
  // What one bundle has to say is often a part of what another has.
  const needed = [...texts].filter((text) => ![...texts].some((other) => other !== text && other.includes(text)));
  writeFileSync(join(folder, 'licenses.txt'), needed.join('\n'));
}

const folder = resolve(process.argv[2] ?? join(ROOT, 'dist'));
// ncc takes the numbers of modules, and `paths` of tsconfig.json, from where it runs.
process.chdir(ROOT);
await build(folder);
