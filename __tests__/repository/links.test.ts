/** Links within the repository's documents lead somewhere. Nothing is asked of the network. */
import { existsSync } from 'node:fs';
import { join, posix } from 'node:path';

import { describe, expect, it } from '@jest/globals';

import { documentOf, filesWith, ROOT, textOf } from './support/documents.js';

/** What is wrong with a link in a document, if anything. */
function problemOf(target: string, from: string, markdown: string): string | undefined {
  if (/^[a-z][a-z\d+.-]*:/i.test(target)) return target.startsWith('https://') ? undefined : `${target} is not https`;
  const [path = '', anchor] = target.split('#').map(decodeURIComponent);
  const file = path === '' ? from : posix.join(posix.dirname(from), path);
  // On GitHub the root's documents are two levels below the repository's other pages: a workflow's runs and its badge.
  const workflow = /^\.\.\/\.\.\/actions\/workflows\/(?<name>[\w-]+\.yml)(?:\/badge\.svg)?$/.exec(path)?.groups?.[
    'name'
  ];
  if (workflow !== undefined && !from.includes('/')) {
    return existsSync(join(ROOT, '.github', 'workflows', workflow)) ? undefined : `${target} is no workflow`;
  }
  if (path.startsWith('/') || file.startsWith('../')) return `${target} leads out of the repository`;
  if (path !== '' && !existsSync(join(ROOT, file))) return `${target} does not exist`;
  if (anchor === undefined) return undefined;
  const { anchors } = documentOf(path === '' ? markdown : textOf(file));
  return anchors.has(anchor) ? undefined : `${target} names no heading`;
}

/** What is wrong with a document's links. */
function problemsOf(from: string, markdown = textOf(from)): string[] {
  return documentOf(markdown).targets.flatMap((target) => problemOf(target, from, markdown) ?? []);
}

describe('links', () => {
  const documents = filesWith(['.md']);

  it('are looked for in every document', () => {
    expect(documents).toEqual(expect.arrayContaining(['README.md', 'docs/authentication.md', 'docs/outputs.md']));
    expect(documentOf(textOf('README.md')).targets).toContain('docs/other-ci.md');
  });

  it.each(documents)('of %s lead to files and headings that exist', (path) => {
    expect(problemsOf(path)).toEqual([]);
  });

  it.each([
    ['[a](none.md)', 'none.md does not exist'],
    ['![a](images/none.png)', 'images/none.png does not exist'],
    ['<img src="none.png">', 'none.png does not exist'],
    ['[a]\n\n[a]: none.md', 'none.md does not exist'],
    ['[a](../README.md#none)', '../README.md#none names no heading'],
    ['# One\n\n[a](#two)', '#two names no heading'],
    ['[a](../../other/file.md)', '../../other/file.md leads out of the repository'],
    ['[a](/README.md)', '/README.md leads out of the repository'],
    ['[a](http://example.com)', 'http://example.com is not https'],
    ['[a](../../actions/workflows/test.yml)', '../../actions/workflows/test.yml leads out of the repository'],
  ])('are found broken: %j', (markdown, problem) => {
    expect(problemsOf('docs/a.md', markdown)).toEqual([problem]);
  });

  it('of the root to a workflow that exists are whole', () => {
    expect(problemsOf('README.md', '![a](../../actions/workflows/test.yml/badge.svg)')).toEqual([]);
    expect(problemsOf('README.md', '[a](../../actions/workflows/none.yml)')).toEqual([
      '../../actions/workflows/none.yml is no workflow',
    ]);
  });

  it.each(['# One `two`, three\n\n[a](#one-two-three)', '# A\n\n# A\n\n[a](#a-1)', '[a](../README.md)', '`[a](b)`'])(
    'are found whole: %j',
    (markdown) => {
      expect(problemsOf('docs/a.md', markdown)).toEqual([]);
    },
  );
});
