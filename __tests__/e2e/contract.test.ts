/**
 * `action.yml`, the parser, what the bundle really writes and the snippets of the documents say the same. The README's tables are
 * made from `action.yml`.
 */
import { readdirSync, readFileSync } from 'node:fs';

import { describe, expect, it } from '@jest/globals';
import { parse } from 'yaml';

import { SETTING_DEFAULTS } from '../../src/base/settings.js';
import { VERSION } from '../../src/base/version.js';
import { objectOf, runGate } from './support/gate.js';

const read = (file: string): string => readFileSync(new URL(`../../${file}`, import.meta.url), 'utf8');

const manifest = objectOf(parse(read('action.yml')));
const inputs = Object.entries(objectOf(manifest['inputs']));
const outputs = Object.entries(objectOf(manifest['outputs']));
const documents = [
  'README.md',
  ...readdirSync(new URL('../../docs/', import.meta.url)).map((name) => `docs/${name}`),
].filter((name) => name.endsWith('.md'));

/** The YAML in a document. */
function snippetsOf(document: string): string[] {
  return [...read(document).matchAll(/^ *```ya?ml\n([^]*?)^ *```/gm)].map(([, yaml]) => yaml ?? '');
}

describe('the snippets', () => {
  it.each(documents)('of %s are YAML', (name) => {
    for (const yaml of snippetsOf(name)) expect(() => void parse(yaml)).not.toThrow();
  });
});

describe('the inputs', () => {
  it('of action.yml are those that the parser reads, with the same defaults', () => {
    const declared = inputs.map(([name, input]) => [name, objectOf(input)['default'] ?? '']);
    expect(Object.fromEntries(declared)).toEqual(SETTING_DEFAULTS);
  });

  it('are not required where there is another way to say it, which is true of all but the job', () => {
    const required = inputs.map(([name, input]) => [name, objectOf(input)['required']]);
    expect(required).toEqual(inputs.map(([name]) => [name, name === 'job_id']));
  });

  it('have defaults that are texts, which is what the runner passes on', () => {
    for (const [name, input] of inputs) {
      const value = objectOf(input)['default'] ?? '';
      expect([name, typeof value]).toEqual([name, 'string']);
    }
  });

  it.each(['README.md', 'docs/authentication.md', 'docs/recipes.md'])('are used in the snippets of %s', (name) => {
    expect(gatesIn(name).length).toBeGreaterThan(0);
  });

  it.each(documents)('in the snippets of %s are all declared, and the required ones given', (name) => {
    const names = inputs.map(([name]) => name);
    const required = inputs.filter(([, input]) => objectOf(input)['required'] === true).map(([name]) => name);
    for (const used of gatesIn(name)) {
      expect(used.filter((name) => !names.includes(name))).toEqual([]);
      expect(required.filter((name) => !used.includes(name))).toEqual([]);
    }
  });

  /** The names of the inputs that each step with this action gives, in the snippets of a document. */
  function gatesIn(document: string): string[][] {
    return snippetsOf(document)
      .flatMap((yaml) => stepsWithGate(parse(yaml)))
      .map((step) => Object.keys(objectOf(step['with'])));
  }

  /** Every step, at any depth of a snippet, that uses this action. */
  function stepsWithGate(value: unknown): Record<string, unknown>[] {
    if (typeof value !== 'object' || value === null) return [];
    const { uses } = objectOf(value);
    const own = typeof uses === 'string' && uses.includes('cloud-job-gate') ? [objectOf(value)] : [];
    return [...own, ...Object.values(value).flatMap(stepsWithGate)];
  }

  it('are all described', () => {
    for (const [name, each] of [...inputs, ...outputs]) {
      const { description } = objectOf(each);
      expect([name, typeof description]).toEqual([name, 'string']);
      expect(String(description).length).toBeGreaterThan(15);
    }
  });
});

describe('the outputs', () => {
  it.concurrent.each([
    ['a success', { scenarios: ['create-cluster'] }],
    ['a failure', { scenarios: ['install-master-fails'] }],
    ['an error', { inputs: { token: 'wrong' } }],
    ['a usage error', { inputs: { token: '' } }],
  ])('of action.yml are those that %s writes', async (_, options) => {
    const gate = await runGate(options);
    expect(Object.keys(gate.outputs).sort()).toEqual(outputs.map(([name]) => name).sort());
  });
});

describe('the manifest', () => {
  it('runs the bundle on Node 24', () => {
    expect(manifest['runs']).toEqual({ using: 'node24', main: 'dist/index.js' });
  });

  it('has what a marketplace wants', () => {
    expect(manifest).toMatchObject({ name: 'Cloud Job Gate', branding: { icon: expect.any(String) } });
  });
});

describe('the version', () => {
  it('that requests tell is the package’s', () => {
    expect(objectOf(JSON.parse(read('package.json')))['version']).toBe(VERSION);
    expect(objectOf(JSON.parse(read('package-lock.json')))['version']).toBe(VERSION);
  });
});
