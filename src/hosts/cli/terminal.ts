/** Standard error as a log: lines, and on a terminal a last line that is rewritten while the wait goes on. */
import type { ReadVariable } from '../../config/environment.js';
import { cutToColumns } from './columns.js';

// Spelled by number: a terminal that shows this file must not obey it.
const ESC = String.fromCharCode(0x1b);

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

/** Whether the log is in colour: on a terminal or by FORCE_COLOR, never with NO_COLOR or on a dumb terminal. */
export function showsColour(stream: LogStream, variable: ReadVariable): boolean {
  if (variable('NO_COLOR') !== '' || variable('TERM') === 'dumb') return false;
  const forced = variable('FORCE_COLOR');
  return forced === '' ? stream.isTTY === true : forced !== '0';
}

/** Whether there is a line that can be rewritten. */
export function canRewrite(stream: LogStream, variable: ReadVariable): boolean {
  return stream.isTTY === true && variable('TERM') !== 'dumb';
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
