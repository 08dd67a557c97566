import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { canRewrite, showsColour } from '../../../src/hosts/cli/environment.js';
import { gitLabSection, indentedLines } from '../../../src/hosts/cli/log.js';
import { cutToColumns, Terminal } from '../../../src/hosts/cli/terminal.js';
import { sanitize } from '../report/samples.js';

const ESC = '\u001b';

class Screen {
  readonly isTTY: boolean;
  readonly columns: number;
  text = '';

  constructor(isTTY: boolean, columns = 20) {
    this.isTTY = isTTY;
    this.columns = columns;
  }

  write(text: string): void {
    this.text += text;
  }

  /** What a person sees: each line as it was written last. */
  get lines(): string[] {
    return this.text.split('\n').map((line) => line.slice(line.lastIndexOf(`\r${ESC}[K`) + 1).replace(`${ESC}[K`, ''));
  }
}

describe('columns', () => {
  it.each([
    ['abcdef', 6, 'abcdef'],
    ['abcdefg', 6, 'abcde…'],
    ['漢字漢字', 8, '漢字漢字'],
    ['漢字漢字', 7, '漢字漢…'],
    ['漢字漢字', 6, '漢字…'],
    ['a漢', 2, 'a…'],
    ['e\u0301e\u0301', 2, 'e\u0301e\u0301'],
    ['✅ ok', 5, '✅ ok'],
    ['✅ ok', 4, '✅ …'],
    ['ab', 0, ''],
    ['', 5, ''],
  ])('%j in %d is %j', (text, columns, shown) => {
    expect(cutToColumns(text, columns)).toBe(shown);
  });
});

describe('the last line of a terminal', () => {
  it('is rewritten, stays below what is printed, and is gone at the end', () => {
    const screen = new Screen(true);
    const terminal = new Terminal(screen);
    terminal.print(['first']);
    terminal.show('1s  Running');
    terminal.show('2s  Running');
    expect(screen.lines).toEqual(['first', '2s  Running']);
    terminal.print(['second', 'third']);
    expect(screen.lines).toEqual(['first', 'second', 'third', '2s  Running']);
    terminal.show('');
    terminal.print(['last']);
    expect(screen.lines).toEqual(['first', 'second', 'third', 'last', '']);
  });

  it('is narrower than the terminal, whatever it says, and hides no cursor', () => {
    const screen = new Screen(true, 10);
    const terminal = new Terminal(screen);
    terminal.show('漢字'.repeat(20));
    expect(screen.lines).toEqual(['漢字漢字…']);
    expect(screen.text).not.toContain(`${ESC}[?25l`);
  });

  it('is not there where nothing was shown', () => {
    const screen = new Screen(false);
    const terminal = new Terminal(screen);
    terminal.show('');
    terminal.print(['a']);
    expect(screen.text).toBe('a\n');
  });
});

describe('colour and live line', () => {
  it.each([
    [true, {}, true, true],
    [false, {}, false, false],
    [false, { FORCE_COLOR: '1' }, true, false],
    [true, { FORCE_COLOR: '0' }, false, true],
    [true, { NO_COLOR: '1', FORCE_COLOR: '1' }, false, true],
    [true, { NO_COLOR: '' }, true, true],
    [true, { TERM: 'dumb', FORCE_COLOR: '1' }, false, false],
  ])('on a terminal (%s) with %j: %s and %s', (isTTY, variables: Record<string, string>, colour, live) => {
    const variable = (name: string): string => variables[name] ?? '';
    expect(showsColour({ isTTY, write: () => true }, variable)).toBe(colour);
    expect(canRewrite({ isTTY, write: () => true }, variable)).toBe(live);
  });
});

describe('a section of GitLab', () => {
  /** What opens or closes one, by GitLab's own expression. */
  const MARKER = new RegExp(`section_(?:start|end):\\d+:[\\w.-]+(?:\\[\\w+=\\w+\\])?\\r${ESC}\\[0K`, 'g');

  it('is collapsed, and has a title and lines', () => {
    const lines = gitLabSection({ title: 'Title', lines: ['a', 'b'] }, 'gate_1', 42);
    expect(lines).toHaveLength(4);
    expect(lines[0]).toBe(`${ESC}[0Ksection_start:42:gate_1[collapsed=true]\r${ESC}[0KTitle`);
    expect(lines[3]).toBe(`${ESC}[0Ksection_end:42:gate_1\r${ESC}[0K`);
  });

  it('cannot be forged by remote text', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('section_end:1:gate_1', '\r', ESC, '[0K', '\n', 'x'), { maxLength: 20 }),
        (parts) => {
          const title = sanitize(parts.join(''));
          const text = gitLabSection({ title, lines: [title] }, 'gate_1', 1).join('\n');
          expect(text.match(MARKER)).toHaveLength(2);
        },
      ),
    );
  });

  it('is indented where nothing folds', () => {
    expect(indentedLines({ title: 'Title', lines: ['a'] })).toEqual(['', 'Title', '  a']);
  });
});
