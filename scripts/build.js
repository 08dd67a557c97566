/**
 * Bundles the action: `node scripts/build.js [folder]`, by default into `dist/`.
 *
 * CommonJS, since Node loads it a fifth faster than an ES module; without blanks, but with every name and in lines of a
 * readable length, so that stack traces and changes can be read; without the parts of the toolkit that nothing calls.
 */
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

import { build as bundle } from 'esbuild';

const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));

/**
 * The modules of `@actions/core` only define things, but its package does not say so: without this, those that nothing
 * here uses would be part of the bundle and run at its start (the job summary, the platform, OIDC).
 *
 * @type {import('esbuild').Plugin}
 */
const onlyWhatIsUsed = {
  name: 'only-what-is-used',
  setup({ onResolve, resolve: resolveAnew }) {
    onResolve({ filter: /^\.\// }, async ({ path, pluginData, ...from }) => {
      if (pluginData === onlyWhatIsUsed || !/[\\/]@actions[\\/]core[\\/]/.test(from.importer)) return undefined;
      const found = await resolveAnew(path, { ...from, pluginData: onlyWhatIsUsed });
      return { ...found, sideEffects: false };
    });
  },
};

/**
 * Writes the bundle, what tells Node its format, and the licences of the packages in it.
 *
 * @param {string} folder emptied first
 * @param {string} [root] the repository, or a copy of it
 * @returns {Promise<void>}
 */
export async function build(folder, root = ROOT) {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const { metafile } = await bundle({
    absWorkingDir: root,
    entryPoints: ['src/index.ts'],
    outfile: join(folder, 'index.js'),
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    charset: 'utf8',
    legalComments: 'none',
    minifyWhitespace: true,
    lineLimit: 160,
    metafile: true,
    plugins: [onlyWhatIsUsed],
    logLevel: 'warning',
  });
  writeFileSync(join(folder, 'package.json'), '{ "type": "commonjs" }\n');
  writeFileSync(join(folder, 'licenses.txt'), licencesOf(Object.keys(metafile.inputs), root));
}

/**
 * @param {string[]} inputs the bundled files, by their path from the root
 * @param {string} root
 * @returns {string} the name, version and licence of each package that any of them belongs to
 */
function licencesOf(inputs, root) {
  const folders = inputs.flatMap((input) => /^node_modules\/(?:@[^/]+\/)?[^/]+/.exec(input) ?? []);
  return [...new Set(folders)]
    .sort()
    .map((folder) => {
      const { name, version, license } = JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8'));
      const file = ['LICENSE', 'LICENSE.md'].map((each) => join(root, folder, each)).find((each) => existsSync(each));
      if (file === undefined) throw new Error(`${name} has no licence file`);
      return `${name} ${version} (${license})\n\n${readFileSync(file, 'utf8').trim()}\n`;
    })
    .join(`\n${'-'.repeat(80)}\n\n`);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await build(resolve(process.argv[2] ?? join(ROOT, 'dist')));
