import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, it } from '@jest/globals';
import { parse } from 'yaml';

import { SERVICES } from '../../src/services/index.js';

const ROOT = join(import.meta.dirname, '..', '..');
const text = (name: string): string => readFileSync(join(ROOT, name), 'utf8');

/** The cells of the README's table of services, by its first column. */
function readmeRows(): string[][] {
  const section = /### Services,.*?\n([\s\S]*?)\n##/.exec(text('README.md'))?.[1] ?? '';
  return section
    .split('\n')
    .filter((line) => line.startsWith('| `') && !line.startsWith('| `service`'))
    .map((line) =>
      line
        .split('|')
        .slice(1, -1)
        .map((cell) => cell.trim()),
    );
}

describe('the service table', () => {
  const names = SERVICES.map(({ name }) => name);

  it('is the one in the README, paths and hosts included', () => {
    expect(readmeRows().map(([name]) => name)).toEqual(names.map((name) => `\`${name}\``));
    for (const [index, { name, host, path }] of SERVICES.entries()) {
      const [, whose = '', askedAt = '', jobId = ''] = readmeRows()[index] ?? [];
      expect(askedAt).toContain(`\`${path('{project_id}', '{job_id}', undefined)}\``);
      expect(askedAt).toContain(`\`${path('{project_id}', '{job_id}', 'Huawei Cloud')}\``);
      expect(whose.includes(`host \`${host}\``)).toBe(name !== host);
      expect(jobId).toMatch(/`\.\w+|API reference/);
    }
  });

  it('is the one in action.yml', () => {
    const manifest: unknown = parse(text('action.yml'));
    expect(manifest).toHaveProperty('inputs.service.description');
    const description = /service:\n\s+description: >-\n([\s\S]*?)\n\s+required:/.exec(text('action.yml'))?.[1] ?? '';
    expect([...description.matchAll(/`([^`]+)`/g)].map(([, name]) => name)).toEqual(names);
  });
});
