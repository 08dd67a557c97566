/** Standard error as a log: lines, and on a terminal a last line that is rewritten while the wait goes on. */
import { ESC } from '../../report/text/sanitize.js';

/** To the first column, and everything from there on erased. */
const ERASE_LINE = `\r${ESC}[K`;

/** How wide a terminal is that does not say. */
const USUAL_COLUMNS = 80;

/** The part of a stream that is used. */
export interface LogStream {
  readonly isTTY?: boolean;
  readonly columns?: number;
  write(text: string): unknown;
}

/** Writes lines above the line that is rewritten. */
export class Terminal {
  readonly #stream: LogStream;
  #live = '';

  constructor(stream: LogStream) {
    this.#stream = stream;
  }

  print(lines: readonly string[]): void {
    if (lines.length === 0) return;
    const text = lines.map((line) => `${line}\n`).join('');
    this.#stream.write(this.#live === '' ? text : `${ERASE_LINE}${text}${this.#live}`);
  }

  /** Shows a text in the last line, in place of the one before; `''` takes the line away. */
  show(text: string): void {
    const columns = this.#stream.columns ?? 0;
    // A line as wide as the terminal would make some of them begin another.
    const live = cutToColumns(text, (columns > 0 ? columns : USUAL_COLUMNS) - 1);
    if (live === '' && this.#live === '') return;
    this.#live = live;
    this.#stream.write(`${ERASE_LINE}${live}`);
  }
}

/**
 * What takes two columns: the letters of East Asian scripts, their full-width forms, and emoji ("East Asian Width" W and F,
 * Unicode Standard Annex 11, by scripts and properties that a regular expression knows).
 */
const WIDE =
  /[\p{Script=Han}\p{Script=Hangul}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Bopomofo}\p{Script=Yi}\u3000-\u303f\uff01-\uff60\uffe0-\uffe6]|\p{Emoji_Presentation}|\p{Extended_Pictographic}/u;

/** What stands over the letter before it. */
const NONE = /\p{Mn}|\p{Me}/u;

/** The beginning of a text that takes no more than so many columns; one that is cut ends in `…`. */
export function cutToColumns(text: string, columns: number): string {
  let used = 0;
  let kept = '';
  let fits = '';
  for (const letter of text) {
    used += NONE.test(letter) ? 0 : WIDE.test(letter) ? 2 : 1;
    if (used > columns) return columns < 1 ? '' : `${fits}…`;
    kept += letter;
    if (used < columns) fits = kept;
  }
  return kept;
}
