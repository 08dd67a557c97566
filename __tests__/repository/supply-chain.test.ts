/** What of others gets into the action, and what may run while it is built. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, it } from '@jest/globals';

import { ROOT, textOf } from './support/documents.js';

function objectOf(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}

const manifest = objectOf(JSON.parse(textOf('package.json')));
const [atRunTime, inDevelopment] = [objectOf(manifest['dependencies']), objectOf(manifest['devDependencies'])];

/** A package of the lock file. */
interface Locked {
  readonly path: string;
  readonly entry: Readonly<Record<string, unknown>>;
}

const locked: readonly Locked[] = Object.entries(
  objectOf(objectOf(JSON.parse(textOf('package-lock.json')))['packages']),
)
  .map(([path, entry]) => ({ path, entry: objectOf(entry) }))
  .filter(({ path }) => path.startsWith('node_modules/'));
const links = locked.filter(({ entry }) => entry['link'] === true);
const packages = locked.filter(({ entry }) => entry['link'] !== true);
const shipped = packages.filter(({ entry }) => entry['dev'] !== true);

function nameOf({ path }: Locked): string {
  return path.replace(/^.*node_modules\//, '');
}

describe('the supply chain', () => {
  it('runs no scripts of packages', () => {
    expect(textOf('.npmrc').split('\n')).toContain('ignore-scripts=true');
  });

  it('has two dependencies at run time, and one that they bring', () => {
    expect(Object.keys(atRunTime)).toEqual(['@actions/core', '@actions/http-client']);
    expect(shipped.map(nameOf)).toEqual(['@actions/core', '@actions/http-client', 'tunnel']);
    expect(shipped.filter(({ entry }) => entry['hasInstallScript'] === true)).toEqual([]);
  });

  it('has stubs in place of what the toolkit would bring besides', () => {
    expect(links.map(({ path, entry }) => [path, entry['resolved']])).toEqual([
      ['node_modules/@actions/exec', 'stubs/actions-exec'],
      ['node_modules/undici', 'stubs/undici'],
    ]);
  });

  it('names an exact version of everything', () => {
    const versions = Object.values({ ...atRunTime, ...inDevelopment }).map(String);
    expect(versions.filter((version) => !/^(?:\d+\.\d+\.\d+|file:\.\/stubs\/[a-z-]+)$/.test(version))).toEqual([]);
  });

  it('names no other registry, and a hash of each package', () => {
    // npm takes the registry that it is set to where the lock file names none.
    const sources = packages.map(({ entry }) => entry['resolved'] ?? 'https://registry.npmjs.org/');
    expect(sources).toEqual(sources.map(() => expect.stringMatching(/^https:\/\/registry\.npmjs\.org\//)));
    expect(packages.filter(({ entry }) => !String(entry['integrity']).startsWith('sha512-'))).toEqual([]);
  });

  it('says in dist/licenses.txt which packages are in the bundle, each with its licence', () => {
    expect(textOf('dist/licenses.txt').split(`\n${'-'.repeat(80)}\n\n`)).toEqual(shipped.map(licenceOf));
  });
});

/** What has to be said of a package: its name and version, and the text of its licence. */
function licenceOf({ path, entry }: Locked): string {
  const file = ['LICENSE', 'LICENSE.md'].map((name) => join(path, name)).find((each) => existsSync(join(ROOT, each)));
  const text = textOf(file ?? '').trim();
  expect(text).toMatch(/permission is hereby granted/i);
  return `${nameOf({ path, entry })} ${String(entry['version'])} (${String(entry['license'])})\n\n${text}\n`;
}
