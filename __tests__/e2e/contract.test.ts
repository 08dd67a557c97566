/** `action.yml`, the README's tables, the parser and what the bundle really writes say the same. */
import { readFileSync } from 'node:fs';

import { describe, expect, it } from '@jest/globals';
import { parse } from 'yaml';

import { INPUT_DEFAULTS } from '../../src/config.js';
import { VERSION } from '../../src/version.js';
import { objectOf, runGate } from './support/gate.js';

const read = (file: string): string => readFileSync(new URL(`../../${file}`, import.meta.url), 'utf8');

const manifest = objectOf(parse(read('action.yml')));
const inputs = Object.entries(objectOf(manifest['inputs']));
const outputs = Object.entries(objectOf(manifest['outputs']));
const readme = read('README.md');

/** The rows of the first table of a README section, each as its cells; the first cell is a name in backticks. */
function tableOf(section: string): string[][] {
  const text = readme.split(/^## /m).find((part) => part.startsWith(`${section}\n`)) ?? '';
  const lines = text.split('\n');
  const start = lines.findIndex((line) => line.startsWith('|'));
  const rest = lines.slice(Math.max(0, start));
  const end = rest.findIndex((line) => !line.startsWith('|'));
  return rest.slice(2, end).map((line) =>
    line
      .split(/(?<!\\)\|/)
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
}

/** The text between backticks where that is all there is, else the text. */
const bare = (cell: string | undefined): string => (cell ?? '').replace(/^`([^`]*)`$/, '$1');

describe('the inputs', () => {
  it('of action.yml are those that the parser reads, with the same defaults', () => {
    const declared = inputs.map(([name, input]) => [name, objectOf(input)['default'] ?? '']);
    expect(Object.fromEntries(declared)).toEqual(INPUT_DEFAULTS);
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

  it('of the README’s table are those of action.yml, in the same order, with the same defaults', () => {
    // The footnote is about where else a value may come from.
    const documented = tableOf('Inputs').map(([name, value]) => [bare(name), bare(value?.replace(/ ¹$/, ''))]);
    const declared = inputs.map(([name, input]) => {
      const { required, default: value } = objectOf(input);
      return [name, typeof value === 'string' ? value : required === true ? 'required' : '–'];
    });
    expect(documented).toEqual(declared);
  });

  it('in the README’s snippets are all declared, and the required ones given', () => {
    const names = inputs.map(([name]) => name);
    const snippets = [...readme.matchAll(/^```ya?ml\n([^]*?)^```/gm)]
      .map(([, yaml]) => yaml ?? '')
      .filter((yaml) => yaml.includes('uses:'))
      .map((yaml): unknown => parse(yaml));
    const given = snippets.flatMap(stepsWithGate).map((step) => Object.keys(objectOf(step['with'])));
    expect(given.length).toBeGreaterThan(0);
    const required = inputs.filter(([, input]) => objectOf(input)['required'] === true).map(([name]) => name);
    for (const used of given) {
      expect(used.filter((name) => !names.includes(name))).toEqual([]);
      expect(required.filter((name) => !used.includes(name))).toEqual([]);
    }
  });

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

  it('of the README’s table are those of action.yml, in the same order', () => {
    expect(tableOf('Outputs').map(([name]) => bare(name))).toEqual(outputs.map(([name]) => name));
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
