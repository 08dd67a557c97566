import { describe, expect, it } from '@jest/globals';

import { releaseNotes } from '../../scripts/release-notes.js';
import { textOf } from './support/documents.js';

const CHANGELOG = `# Changelog

## [Unreleased]

Later.

## [1.10.0] - 2026-11-21

### Added

- One.

## [1.1.0] - 2026-01-01

- Old.

[Unreleased]: https://github.com/o/r/compare/v1.10.0...HEAD
`;

describe('release notes', () => {
  it('are the section of the version, without its heading', () => {
    expect(releaseNotes('v1.10.0', { changelog: CHANGELOG, version: '1.10.0' })).toBe('### Added\n\n- One.\n');
  });

  it('of the last section leave out the links below it', () => {
    expect(releaseNotes('v1.1.0', { changelog: CHANGELOG, version: '1.1.0' })).toBe('- Old.\n');
  });

  it.each([
    ['v1.1.0', '1.10.0', CHANGELOG, 'The tag v1.1.0 is not that of version 1.10.0 in package.json.'],
    ['', '1.10.0', CHANGELOG, 'The tag  is not that of version 1.10.0'],
    ['v1.2.0', '1.2.0', CHANGELOG, 'CHANGELOG.md has no section "## [1.2.0] - <date>".'],
    ['v1.2.0', '1.2.0', '## [1.2.0]\n\nNo date.', 'CHANGELOG.md has no section "## [1.2.0] - <date>".'],
    ['v1.2.0', '1.2.0', '## [1.2.0] - 2026-11-21\n\n', 'CHANGELOG.md says nothing about 1.2.0.'],
  ])('of %j at version %s are refused', (tag, version, changelog, message) => {
    expect(() => releaseNotes(tag, { changelog, version })).toThrow(message);
  });

  it('have a changelog with a section for what is not released yet', () => {
    expect(textOf('CHANGELOG.md')).toMatch(/^## \[Unreleased\]\n\n\S/m);
  });
});
