import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import {
  cellCode,
  cellStyle,
  code,
  htmlCode,
  htmlStyle,
  markdownStyle,
  table,
  tableRow,
} from '../../../src/report/markdown.js';
import { anyText, sanitize } from './samples.js';

const cleanText = anyText.map((text) => sanitize(text));

/** What CommonMark shows of a text that is one code span from its first to its last character; else undefined. */
function shownOfCodeSpan(markdown: string): string | undefined {
  const fence = /^`+/.exec(markdown)?.[0] ?? '';
  const inside = markdown.slice(fence.length, -fence.length);
  const closers = [...markdown.slice(fence.length).matchAll(/`+/g)].filter(([run]) => run.length === fence.length);
  if (fence === '' || closers.length !== 1 || !markdown.endsWith(fence)) return undefined;
  return /^ .*[^ ].* $/.test(inside) ? inside.slice(1, -1) : inside;
}

/** Cells as cmark-gfm splits them: a pipe does not count after a backslash, whatever stands before that. */
function cellsOfCmark(row: string): string[] {
  return row.split(/(?<!\\)\|/).slice(1, -1);
}

/** Cells as micromark splits them: a backslash that is escaped itself escapes nothing. */
function cellsOfMicromark(row: string): string[] {
  const cells = [''];
  for (const [token] of row.matchAll(/\\[\\|]|[^]/g)) {
    if (token === '|') cells.push('');
    else cells.push(`${cells.pop() ?? ''}${token}`);
  }
  return cells.slice(1, -1);
}

describe('a code span', () => {
  it.each([
    ['', ''],
    ['plain', '`plain`'],
    ['a`b', '``a`b``'],
    ['`', '`` ` ``'],
    ['``a', '``` ``a ```'],
    ['a ``` b ` c', '````a ``` b ` c````'],
    ['<b>@x</b> [y](z)', '`<b>@x</b> [y](z)`'],
  ])('of %j is %j', (text, expected) => {
    expect(code(text)).toBe(expected);
  });

  it('cannot be left, and shows its text as it is', () => {
    fc.assert(
      fc.property(cleanText, (text) => {
        fc.pre(text !== '');
        expect(shownOfCodeSpan(code(text))).toBe(text);
      }),
      { numRuns: 2000 },
    );
  });
});

describe('code as HTML', () => {
  it('has no character left that means anything', () => {
    expect(htmlCode('<a b="c">&|`')).toBe('<code>&#60;a b&#61;&#34;c&#34;&#62;&#38;&#124;&#96;</code>');
    expect(htmlCode('')).toBe('');
    fc.assert(
      fc.property(cleanText, (text) => {
        const inside = htmlCode(text).replace(/^<code>|<\/code>$/g, '');
        expect(inside.replace(/&#\d+;/g, '')).not.toMatch(/[!-/:-@[-`{-~]/);
        expect(inside.replace(/&#(\d+);/g, (_, unit) => String.fromCharCode(Number(unit)))).toBe(text);
      }),
    );
  });
});

describe('a table row', () => {
  it.each([
    ['a|b', '`a\\|b`'],
    ['a\\', '`a\\`'],
    ['a\\|b', '<code>a&#92;&#124;b</code>'],
    ['', ''],
  ])('holds %j as %j', (text, expected) => {
    expect(cellCode(text)).toBe(expected);
  });

  it('fills cells that have nothing to say', () => {
    expect(table(['A', 'B'], [['x', '']])).toEqual(['| A | B |', '| --- | --- |', '| x | – |']);
  });

  it('has as many cells as it was given, to every renderer, and each shows its text', () => {
    fc.assert(
      fc.property(fc.array(cleanText, { minLength: 1, maxLength: 4 }), (texts) => {
        const row = tableRow(texts.map(cellCode));
        expect(row).not.toContain('\n');
        for (const cells of [cellsOfCmark(row), cellsOfMicromark(row)]) {
          expect(cells).toHaveLength(texts.length);
          cells.forEach((cell, index) => {
            const text = texts[index] ?? '';
            const spans = ['–', htmlCode(text)].includes(cell.trim())
              ? [text]
              : [shownOfCodeSpan(cell.slice(1, -1).replaceAll('\\|', '|'))];
            expect(spans).toEqual([text]);
          });
        }
      }),
      { numRuns: 2000 },
    );
  });
});

describe("the gate's own sentences in Markdown", () => {
  it('are plain text where nothing in them means anything', () => {
    const sentence = 'Check job_id, project_id and the region of endpoint; it may have ended (or not).';
    expect(markdownStyle(sanitize).say(sentence)).toBe(sentence);
    expect(cellStyle(sanitize).say(sentence)).toBe(sentence);
    expect(htmlStyle(sanitize).say(sentence)).toBe(sentence);
  });

  it.each([
    'Use http://user:password@host:port.',
    'Ask @admin',
    'a | b',
    '<b>',
    'www.example.com',
    'GH-12',
    '_x_',
    '*x*',
  ])('are code where something does: %j', (sentence) => {
    expect(markdownStyle(sanitize).say(sentence)).toBe(code(sentence));
    expect(cellStyle(sanitize).say(sentence)).toBe(cellCode(sentence));
    expect(htmlStyle(sanitize).say(sentence)).toBe(htmlCode(sentence));
  });

  it('are quoted as code in any case where they are remote', () => {
    expect(markdownStyle(sanitize).quote('plain')).toBe('`plain`');
    expect(markdownStyle(sanitize).quote('plain', 3)).toBe('`pl…`');
    expect(markdownStyle(sanitize).quote('\u200b')).toBe('');
  });
});
