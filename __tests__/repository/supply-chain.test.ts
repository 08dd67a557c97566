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

const packages: readonly Locked[] = Object.entries(
  objectOf(objectOf(JSON.parse(textOf('package-lock.json')))['packages']),
)
  .map(([path, entry]) => ({ path, entry: objectOf(entry) }))
  .filter(({ path }) => path.startsWith('node_modules/'));
const needed = packages.filter(({ entry }) => entry['dev'] !== true);

/** What the bundle has of others. */
const BUNDLED = ['node_modules/@actions/core', 'node_modules/@actions/http-client'];

function nameOf({ path }: Pick<Locked, 'path'>): string {
  return path.replace(/^.*node_modules\//, '');
}

describe('the supply chain', () => {
  it('runs no scripts of packages', () => {
    expect(textOf('.npmrc').split('\n')).toContain('ignore-scripts=true');
  });

  it('has two dependencies at run time, and none of what they bring runs a script', () => {
    expect(Object.keys(atRunTime)).toEqual(['@actions/core', '@actions/http-client']);
    expect(needed.filter(({ entry }) => entry['hasInstallScript'] === true)).toEqual([]);
  });

  it('replaces no package in the whole tree', () => {
    expect(manifest['overrides']).toBeUndefined();
    expect(packages.filter(({ entry }) => entry['link'] === true)).toEqual([]);
  });

  it('names an exact version of everything', () => {
    const versions = Object.values({ ...atRunTime, ...inDevelopment }).map(String);
    expect(versions.filter((version) => !/^\d+\.\d+\.\d+$/.test(version))).toEqual([]);
  });

  it('names no other registry, and a hash of each package', () => {
    // npm takes the registry that it is set to where the lock file names none.
    const sources = packages.map(({ entry }) => entry['resolved'] ?? 'https://registry.npmjs.org/');
    expect(sources).toEqual(sources.map(() => expect.stringMatching(/^https:\/\/registry\.npmjs\.org\//)));
    expect(packages.filter(({ entry }) => !String(entry['integrity']).startsWith('sha512-'))).toEqual([]);
  });

  it('says in dist/licenses.txt which packages are in the bundle, each with its licence', () => {
    const bundled = packages.filter(({ path }) => BUNDLED.includes(path));
    expect(bundled).toHaveLength(BUNDLED.length);
    expect(textOf('dist/licenses.txt').trim()).toBe(bundled.map(licenceOf).join('\n\n').trim());
  });
});

/** What has to be said of a package: its name, its kind of licence, and the text of that. */
function licenceOf({ path, entry }: Locked): string {
  const file = ['LICENSE', 'LICENSE.md'].map((name) => join(path, name)).find((each) => existsSync(join(ROOT, each)));
  const text = textOf(file ?? '');
  expect(text).toMatch(/permission is hereby granted/i);
  return `${nameOf({ path })}\n${String(entry['license'])}\n${text}`;
}
