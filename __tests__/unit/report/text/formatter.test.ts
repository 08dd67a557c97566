import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import {
  cellCode,
  code,
  folded,
  htmlCode,
  markdownFormatter,
  shortened,
  table,
  tableRow,
  textFormatter,
} from '../../../../src/report/text/formatter.js';
import { anyText, sanitize } from '../samples.js';

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

  it('fills cells that have nothing to say, and leaves out columns without any content', () => {
    const rows = [
      ['x', '', ''],
      ['', '', 'y'],
    ];
    expect(table(['A', 'B', 'C'], rows)).toEqual(['| A | C |', '| --- | --- |', '| x | – |', '| – | y |']);
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

describe('a formatter of Markdown', () => {
  const markdown = markdownFormatter(sanitize);

  it("leaves the gate's own sentences as they are where nothing in them means anything", () => {
    const sentence = 'Check job_id, project_id and the region of endpoint; it may have ended (or not).';
    for (const format of [markdown, markdown.cell, markdown.html]) expect(format.say(sentence)).toBe(sentence);
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
  ])('makes them code where something does: %j', (sentence) => {
    expect(markdown.say(sentence)).toBe(code(sentence));
    expect(markdown.cell.say(sentence)).toBe(cellCode(sentence));
    expect(markdown.html.say(sentence)).toBe(htmlCode(sentence));
  });

  it('quotes remote words as code in any case, and makes what is read first bold', () => {
    expect(markdown.quote('plain')).toBe('`plain`');
    expect(markdown.quote('plain', 3)).toBe('`pl…`');
    expect(markdown.quote('\u200b')).toBe('');
    expect(markdown.strong('a')).toBe('**a**');
    expect(markdown.html.strong('a')).toBe('a');
    expect(markdown.together('so far 29m')).toBe('so&nbsp;far&nbsp;29m');
  });

  it('can be made to show less, in cells and HTML too', () => {
    const short = shortened(markdown, 5);
    expect([short.quote('abcdefgh'), short.plain('abcdefgh'), short.say('abcdefgh')]).toEqual([
      '`abcd…`',
      'abcd…',
      'abcd…',
    ]);
    expect([short.cell.quote('abcdefgh'), short.html.quote('abcdefgh', 4)]).toEqual(['`abcd…`', '<code>abc…</code>']);
  });

  it('folds lines away under a title', () => {
    expect(folded('More', ['x'])).toEqual(['<details>', '<summary>More</summary>', '', 'x', '', '</details>', '']);
  });
});

describe('a formatter of text', () => {
  it('shows words as they are, in colour where the log has some', () => {
    const plain = textFormatter(sanitize);
    expect([plain.quote('a|b'), plain.cell.say('a|b'), plain.strong('x'), plain.together('a b')]).toEqual([
      'a|b',
      'a|b',
      'x',
      'a b',
    ]);
    expect(plain.paint('x', 'bad')).toBe('x');
    const coloured = textFormatter(sanitize, true);
    expect(coloured.paint('x', 'bad')).toBe('\u001b[31mx\u001b[0m');
    expect([coloured.paint('x', undefined), coloured.paint('', 'bad')]).toEqual(['x', '']);
  });
});
