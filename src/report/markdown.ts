/**
 * Cleaned text as GitHub-flavoured Markdown in which nothing can act. Inside a code span mentions, links, references,
 * images and HTML are mere characters; what is left to do is that the text cannot leave the span, nor the table cell.
 */
import type { Style } from './style.js';
import type { Sanitize } from './text/sanitize.js';

/** What stands in a table cell that has nothing to say: an empty one looks like an oversight. */
const NOTHING = '–';

/** A cleaned text as a code span, between more backticks than it has in a row itself; `''` of an empty text. */
export function code(text: string): string {
  if (text === '') return '';
  const runs = [...text.matchAll(/`+/g)].map(([run]) => run.length);
  const fence = '`'.repeat(runs.reduce((longest, run) => Math.max(longest, run), 0) + 1);
  const pad = text.startsWith('`') || text.endsWith('`') ? ' ' : '';
  return `${fence}${pad}${text}${pad}${fence}`;
}

/**
 * A cleaned text as code inside a table row.
 *
 * A pipe needs a backslash there even in a code span, and renderers disagree on a text that has a backslash before
 * its pipe already: such a text becomes an HTML element, whose character references mean the same to all of them.
 */
export function cellCode(text: string): string {
  return text.includes('\\|') ? htmlCode(text) : code(text).replaceAll('|', '\\|');
}

/** A cleaned text as an HTML element, for places where Markdown is not read, such as a `<summary>`; `''` of `''`. */
export function htmlCode(text: string): string {
  if (text === '') return '';
  const inert = text.replace(/[!-/:-@[-`{-~]/g, (character) => `&#${character.charCodeAt(0)};`);
  return `<code>${inert}</code>`;
}

/** A table as lines of Markdown. Cells are Markdown already; empty ones are filled. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  return [tableRow(head), tableRow(head.map(() => '---')), ...rows.map(tableRow)];
}

/** One row of a table. */
export function tableRow(cells: readonly string[]): string {
  return `| ${cells.map((cell) => (cell === '' ? NOTHING : cell)).join(' | ')} |`;
}

/** For running Markdown: remote words in code spans. */
export function markdownStyle(sanitize: Sanitize): Style {
  return styleWith(sanitize, code);
}

/** For table cells. */
export function cellStyle(sanitize: Sanitize): Style {
  return styleWith(sanitize, cellCode);
}

/** For HTML elements. */
export function htmlStyle(sanitize: Sanitize): Style {
  return styleWith(sanitize, htmlCode);
}

function styleWith(sanitize: Sanitize, show: (text: string) => string): Style {
  return {
    quote: (text, maxLength) => show(sanitize(text, maxLength)),
    plain: sanitize,
    say: (text, maxLength) => {
      const words = sanitize(text, maxLength);
      return isPlain(words) ? words : show(words);
    },
  };
}

/** Whether a sentence means nothing to Markdown or GitHub: no markup, mention, reference or address in it. */
function isPlain(text: string): boolean {
  return /^[\w .,;:'"()?%…–—›→/+=-]*$/.test(text) && !/:\/\/|www\.|GH-|__|(?:^|\W)_|_(?:\W|$)/i.test(text);
}
