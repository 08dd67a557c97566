/** The dotenv file as GitLab takes it: `Ci::ParseDotenvArtifactService`, then `ExpandVariables` and the runner's own. */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { dotenvOf, type Values } from '../../../src/hosts/cli/files.js';
import { sanitize } from '../report/samples.js';

const VALUES: Values = {
  outcome: 'failed',
  phase: 'Failed',
  reason: 'InstallMaster failed: no free address',
  failed_jobs: [],
  jobs: [{}],
  resources: [],
  job_id: 'job-1',
  resource_id: 'r-1',
  resource_name: 'prod-cluster',
  cluster_id: 'c-1',
  duration: 12,
  report: 'gate.md',
  exit_status: 1,
};

/** Reads a file as GitLab does. */
function read(text: string): Record<string, string> {
  if (Buffer.byteLength(text) >= 5 * 1024) throw new Error('Dotenv Artifact Too Big');
  const lines = text.split(/(?<=\n)/);
  return Object.fromEntries(
    lines.map((line) => {
      const [, key, value] = /^(.*?)=(.*)$/m.exec(line) ?? [];
      if (key === undefined || value === undefined || !/^\w+$/.test(key)) throw new Error('Invalid Format');
      return [key.trim(), value.trim()];
    }),
  );
}

/** What GitLab and then its runner would put in place of whatever they take for a variable. */
function expand(value: string): string {
  return value
    .replace(/\$([a-zA-Z_]\w*)|\$\{[a-zA-Z_]\w*\}|%[a-zA-Z_]\w*%/g, 'EXPANDED')
    .replace(/\$\{[^}]*\}|\$[*#$@!?\-\w]/g, 'EXPANDED');
}

describe('a dotenv file', () => {
  it('has every output that is no array, and no quotes', () => {
    expect(dotenvOf(VALUES).split('\n')).toEqual([
      'GATE_OUTCOME=failed',
      'GATE_PHASE=Failed',
      'GATE_REASON=InstallMaster failed: no free address',
      'GATE_JOB_ID=job-1',
      'GATE_RESOURCE_ID=r-1',
      'GATE_RESOURCE_NAME=prod-cluster',
      'GATE_CLUSTER_ID=c-1',
      'GATE_DURATION=12',
      'GATE_REPORT=gate.md',
      '',
    ]);
  });

  it.each([
    ['$HOME and ${HOME}', '$ HOME and $ {HOME}'],
    ['%PATH%', '% PATH%'],
    ['42 % of $5, $$x, 100%', '42 % of $ 5, $ $ x, 100%'],
    ['a=b #c "d"', 'a=b #c "d"'],
  ])('writes %j as %j', (reason, written) => {
    expect(read(dotenvOf({ ...VALUES, reason }))['GATE_REASON']).toBe(written);
  });

  it('is read whole, and names no variable, whatever the words', () => {
    const words = fc.oneof(fc.string({ unit: 'grapheme', maxLength: 600 }), fc.string({ maxLength: 200 }));
    const signs = fc.stringMatching(/^[$%{}A-Z_ ]{0,60}$/);
    fc.assert(
      fc.property(fc.oneof(words, signs), fc.oneof(words, signs), (reason, name) => {
        const values = { ...VALUES, reason: sanitize(reason, 5000), resource_name: sanitize(name) };
        const variables = read(dotenvOf(values));
        expect(Object.keys(variables)).toHaveLength(9);
        for (const value of Object.values(variables)) expect(expand(value)).toBe(value);
      }),
    );
  });

  it.each(['x', 'ü', '漢', '😀', '$a'])('is cut under 5 KiB, the reason first: %s', (letter) => {
    const variables = read(dotenvOf({ ...VALUES, reason: letter.repeat(6000), resource_name: 'n'.repeat(500) }));
    expect(variables['GATE_REASON']).toMatch(/…$/);
    expect(variables['GATE_RESOURCE_NAME']).toBe('n'.repeat(500));
    const both = read(dotenvOf({ ...VALUES, reason: letter.repeat(6000), resource_name: letter.repeat(6000) }));
    expect(both['GATE_REASON']).toBe('');
    expect(both).toMatchObject({ GATE_OUTCOME: 'failed', GATE_REPORT: 'gate.md' });
  });
});
