/** What the documents say of releases is what the changelog says. */
import { describe, expect, it } from '@jest/globals';

import { RELEASE, REPOSITORY, withNames } from '../../scripts/docs/release.js';
import { filesWith, textOf } from './support/documents.js';

const DOCUMENTS = filesWith(['.md', '.yml', '.tf']).filter((name) => !name.startsWith('__tests__/'));

/** The newest section of the changelog that has a date. */
function newestIn(changelog: string): string | undefined {
  return /^## \[(\d+\.\d+\.\d+)\] - \d{4}-\d{2}-\d{2}$/m.exec(changelog)?.[1];
}

/** What a document may no longer say once there is a release. */
const UNRELEASED = /nothing has been released|\bOWNER\/cloud-job-gate|cloud-job-gate@REF\b/i;

describe('the documents', () => {
  it('name the release that the changelog has last', () => {
    expect(RELEASE).toBe(newestIn(textOf('CHANGELOG.md')));
  });

  it('say nothing of a time before the first release, once there is one', () => {
    const stale = DOCUMENTS.filter((name) => UNRELEASED.test(textOf(name)));
    if (RELEASE !== undefined) expect(stale).toEqual([]);
    else expect(stale).toContain('README.md');
  });

  it('name this repository alone', () => {
    const named = DOCUMENTS.flatMap((name) =>
      [...textOf(name).matchAll(/[\w.-]+\/cloud-job-gate@/g)].map(([text]) => text),
    );
    expect(new Set(named)).toEqual(new Set([`${REPOSITORY}@`]));
  });
});

describe('the newest version', () => {
  it('is the first one with a date', () => {
    const changelog = '## [Unreleased]\n\n## [0.2.0] - 2026-12-01\n\n- x\n\n## [0.1.0] - 2026-11-01\n';
    expect(newestIn(changelog)).toBe('0.2.0');
    expect(newestIn('## [Unreleased]\n')).toBeUndefined();
  });
});

describe('the names in a document', () => {
  it.each([
    ['uses: someone/cloud-job-gate@v9.9.9', /^uses: [\w-]+\/cloud-job-gate@(?:REF|v[\d.]+)$/],
    ['--repo someone/cloud-job-gate`', new RegExp(`^--repo ${REPOSITORY}\`$`)],
    ['  ref: v9 # Cloud Job Gate', /^ {2}ref: (?:REF|v[\d.]+) # Cloud Job Gate$/],
    [
      'https://github.com/someone/cloud-job-gate/releases/download/v9/x',
      new RegExp(`/${REPOSITORY}/releases/download/`),
    ],
  ])('are those of the constants: %s', (text, expected) => {
    expect(withNames(text)).toMatch(expected);
    expect(withNames(withNames(text))).toBe(withNames(text));
  });

  it.each(['dist/cloud-job-gate.cjs', 'node bin/cloud-job-gate wait', '/opt/cloud-job-gate.cjs', 'ref: main'])(
    'are not %s',
    (text) => {
      expect(withNames(text)).toBe(text);
    },
  );
});
