/**
 * The notes of a release, out of the changelog: `node scripts/release-notes.js v1.2.3`. Fails unless the tag is that of
 * package.json's version and the changelog has a section about it. Needs nothing but Node: it runs where no package may.
 */
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * @param {string} tag e.g. `v1.2.3`
 * @param {{ changelog: string, version: string }} project the text of the changelog, and the version of package.json
 * @returns {string} the section about the version, without its heading
 */
export function releaseNotes(tag, { changelog, version }) {
  if (tag !== `v${version}`) throw new Error(`The tag ${tag} is not that of version ${version} in package.json.`);
  const sections = changelog.split(/^## /m).slice(1);
  const section = sections.find((each) => each.startsWith(`[${version}] - `));
  if (section === undefined) throw new Error(`CHANGELOG.md has no section "## [${version}] - <date>".`);
  const notes = section
    .replace(/^.*\n/, '')
    .replace(/^\[[^\]]+\]: .*$/gm, '')
    .trim();
  if (notes === '') throw new Error(`CHANGELOG.md says nothing about ${version}.`);
  return `${notes}\n`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const root = dirname(dirname(fileURLToPath(import.meta.url)));
  const changelog = readFileSync(join(root, 'CHANGELOG.md'), 'utf8');
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  process.stdout.write(releaseNotes(process.argv[2] ?? '', { changelog, version }));
}
