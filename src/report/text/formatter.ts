/**
 * How a report shows words: those of others, which must not act, and its own. The sentences are the same in every report;
 * a formatter makes them text, Markdown, the cell of a table or HTML.
 */
import { ESC, MAX_TEXT_LENGTH, type Sanitize } from './sanitize.js';

/** A tone of the log. It only repeats what a word or an icon says already. */
export type Tone = 'bad' | 'good' | 'quiet' | 'strong' | 'warning';

/** Everything that a report needs to show words. Each function turns `''` into `''`. */
export interface Formatter {
  /** Sanitizes remote text, without markup. */
  readonly plain: Sanitize;
  /** Puts a text that has been sanitized into markup in which it cannot act. */
  readonly mark: (text: string) => string;
  /** Shows remote text: both of these. */
  readonly quote: Sanitize;
  /** Shows a sentence that the gate made up at run time, such as an advice that names a host. */
  readonly say: Sanitize;
  /** What of a sentence is read first. */
  readonly strong: (text: string) => string;
  /** Words that stay on one line, of the gate's own. */
  readonly together: (text: string) => string;
  /** A text of the log in a tone; each text ends its own colour. */
  readonly paint: (text: string, tone: Tone | undefined) => string;
  /** The same formatter for the cells of a table. */
  readonly cell: Formatter;
  /** The same formatter where Markdown is not read, such as in a `<summary>`. */
  readonly html: Formatter;
}

const asIs = (text: string): string => text;

/** ANSI's colours that are legible on a dark and on a light background alike. */
const COLOURS: Readonly<Record<Tone, number>> = { bad: 31, good: 32, quiet: 90, strong: 1, warning: 33 };

/** For logs, annotations and outputs: the sanitized text as it is, in colour where the log shows some. */
export function textFormatter(sanitize: Sanitize, colours = false): Formatter {
  const paint = (text: string, tone: Tone | undefined): string =>
    !colours || tone === undefined || text === '' ? text : `${ESC}[${COLOURS[tone]}m${text}${ESC}[0m`;
  const own = { plain: sanitize, mark: asIs, quote: sanitize, say: sanitize, strong: asIs, together: asIs, paint };
  return withVariants(own, () => own);
}

/** For GitHub-flavoured Markdown: remote words stand in code spans, in which nothing can act. */
export function markdownFormatter(sanitize: Sanitize): Formatter {
  const own = (mark: (text: string) => string, strong: (text: string) => string): OwnFormat => ({
    plain: sanitize,
    mark,
    quote: (text, maxLength) => mark(sanitize(text, maxLength)),
    say: (text, maxLength) => {
      const words = sanitize(text, maxLength);
      return isPlain(words) ? words : mark(words);
    },
    strong,
    together: (text) => text.replaceAll(' ', '&nbsp;'),
    paint: asIs,
  });
  const bold = (text: string): string => (text === '' ? '' : `**${text}**`);
  const variants = { cell: own(cellCode, bold), html: own(htmlCode, asIs) };
  return withVariants(own(code, bold), (name) => variants[name]);
}

/** The same formatter with no remote text longer than so many characters. */
export function shortened(format: Formatter, maxLength: number): Formatter {
  const limit =
    (show: Sanitize): Sanitize =>
    (text, length = MAX_TEXT_LENGTH) =>
      show(text, Math.min(length, maxLength));
  const limited = (own: OwnFormat): OwnFormat => ({
    ...own,
    quote: limit(own.quote),
    plain: limit(own.plain),
    say: limit(own.say),
  });
  return withVariants(limited(format), (variant) => limited(format[variant]));
}

type OwnFormat = Omit<Formatter, 'cell' | 'html'>;

/** The two others are made when they are first asked for, and once. */
function withVariants(own: OwnFormat, variant: (name: 'cell' | 'html') => OwnFormat): Formatter {
  const made: { cell?: Formatter; html?: Formatter } = {};
  return {
    ...own,
    get cell() {
      return (made.cell ??= withVariants(variant('cell'), variant));
    },
    get html() {
      return (made.html ??= withVariants(variant('html'), variant));
    },
  };
}

/** Whether a sentence means nothing to Markdown or GitHub: no markup, mention, reference or address in it. */
function isPlain(text: string): boolean {
  return /^[\w .,;:'"()?%…–—›→/+=-]*$/.test(text) && !/:\/\/|www\.|GH-|__|(?:^|\W)_|_(?:\W|$)/i.test(text);
}

/** A sanitized text as a code span, between more backticks than it has in a row itself; `''` of an empty text. */
export function code(text: string): string {
  if (text === '') return '';
  const runs = [...text.matchAll(/`+/g)].map(([run]) => run.length);
  const fence = '`'.repeat(runs.reduce((longest, run) => Math.max(longest, run), 0) + 1);
  const pad = text.startsWith('`') || text.endsWith('`') ? ' ' : '';
  return `${fence}${pad}${text}${pad}${fence}`;
}

/**
 * A sanitized text as code inside a table row.
 *
 * A pipe needs a backslash there even in a code span, and renderers disagree on a text that has a backslash before
 * its pipe already: such a text becomes an HTML element, whose character references mean the same to all of them.
 */
export function cellCode(text: string): string {
  return text.includes('\\|') ? htmlCode(text) : code(text).replaceAll('|', '\\|');
}

/** A sanitized text as an HTML element, for places where Markdown is not read; `''` of `''`. */
export function htmlCode(text: string): string {
  if (text === '') return '';
  const inert = text.replace(/[!-/:-@[-`{-~]/g, (character) => `&#${character.charCodeAt(0)};`);
  return `<code>${inert}</code>`;
}

/** What stands in a table cell that has nothing to say: an empty one looks like an oversight. */
const NOTHING = '–';

/** A table as lines of Markdown. Cells are Markdown already; a column without any content is left out. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const used = head.map((_, index) => rows.some((row) => (row[index] ?? '') !== ''));
  const keep = (row: readonly string[]): string[] => row.filter((_, index) => used[index]);
  return [tableRow(keep(head)), tableRow(keep(head).map(() => '---')), ...rows.map((row) => tableRow(keep(row)))];
}

/** One row of a table; empty cells are filled. */
export function tableRow(cells: readonly string[]): string {
  return `| ${cells.map((cell) => (cell === '' ? NOTHING : cell)).join(' | ')} |`;
}

/** Lines that are folded away under a title, which is HTML. */
export function folded(title: string, lines: readonly string[], open = false): string[] {
  return [`<details${open ? ' open' : ''}>`, `<summary>${title}</summary>`, '', ...lines, '', '</details>', ''];
}
