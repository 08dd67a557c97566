/**
 * The one place where text from outside (a service's names and reasons, a user's wrong input) is made safe to show.
 * Whatever reaches a log, a summary, an annotation or an output has been through here.
 */
import type { Secrets } from '../../base/secrets.js';

/** Makes any text one safe line of at most so many UTF-16 units; the default is {@link MAX_TEXT_LENGTH}. */
export type Sanitize = (text: string, maxLength?: number) => string;

/** How long one remote text may be where nothing else is said. */
export const MAX_TEXT_LENGTH = 500;

/**
 * How much of a text is read at most beyond four times what may be shown, in UTF-16 units. An answer may be 16 MiB of one
 * reason, which stands in a dozen places of the reports, and it may be invisible: its length must not count.
 */
const MAX_READ = 16 * 1024;

/**
 * How much of the line is left away where the text goes on, in UTF-16 units: a secret that begins in what is shown has to
 * be read as far as it takes to know it, however it is escaped.
 */
const HELD_BACK = 256;

/**
 * Makes the function that sanitizes text. The result
 *
 * - is one line without control, format or other invisible characters, with single blanks inside and none around;
 * - holds no secret, in no form that {@link Secrets} knows, nor the part of one that the cut would leave;
 * - can be no part of a workflow command, wherever it is put: see {@link neutralizeCommands};
 * - is not changed by being sanitized again.
 */
export function createSanitizer(secrets: Pick<Secrets, 'redact'>): Sanitize {
  // Redacted when nothing invisible and no escape sequence parts a secret any more.
  const sanitizeAll = (text: string): string => neutralizeCommands(secrets.redact(toVisibleLine(text)));
  return (text, maxLength = MAX_TEXT_LENGTH) => {
    const most = MAX_READ + 4 * maxLength;
    for (let length = maxLength + 2 * HELD_BACK; length < text.length; length *= 4) {
      const line = sanitizeAll(text.slice(0, Math.min(length, most)));
      if (line.length >= maxLength + HELD_BACK) return cut(line, maxLength);
      if (length >= most) return cut(`${line}…`, maxLength);
    }
    return cut(sanitizeAll(text), maxLength);
  };
}

/**
 * Takes the meaning from what CI systems read as a command. GitHub and Gitea take a line that starts with `::`, and
 * `##[` anywhere in it; Azure Pipelines takes `##vso[`, TeamCity `##teamcity[`, also anywhere. So it does not start with
 * a colon, and no `#` stands before another, before a `[`, or at the end, where the next text could go on.
 */
function neutralizeCommands(line: string): string {
  return line.replace(/^:/, '：').replace(/#(?=[#[]|$)/g, '＃');
}

/** The text in at most so many UTF-16 units, ending in `…` where something was left out; no pair is split. */
export function cut(text: string, maxLength: number): string {
  if (text.length <= maxLength) return text;
  if (maxLength < 1) return '';
  const end = maxLength - 1;
  const last = text.charCodeAt(end - 1);
  const splitsPair = last >= 0xd800 && last <= 0xdbff;
  return `${text.slice(0, splitsPair ? end - 1 : end).trimEnd()}…`;
}

/** Begins an escape sequence. Spelled by number: a terminal that shows this file must not obey it. */
export const ESC = String.fromCharCode(0x1b);
const BEL = String.fromCharCode(0x07);

/**
 * ANSI escape sequences: CSI; the string sequences (OSC, DCS, …) with their payload, if they are terminated; the rest.
 * Each alternative stops at the next control character, so that no text is scanned more than once.
 */
const ANSI = new RegExp(
  [
    `(?:${ESC}\\[|\u009b)[0-?]*[ -/]*[@-~]`,
    `(?:${ESC}[\\]PX^_]|[\u0090\u0098\u009d-\u009f])[^\\p{Cc}]*(?:${BEL}|${ESC}\\\\|\u009c)`,
    `${ESC}[ -/]*[0-~]`,
  ].join('|'),
  'gu',
);

/**
 * What takes no room or moves its neighbours: format characters (bidi controls, zero-width ones, tags), variation
 * selectors and fillers, surrogates without a partner, and code points that are no characters. So many at a time: a row of
 * millions would overflow the stack of an expression that repeats without a bound.
 */
const INVISIBLE = /[\p{Cf}\p{Cs}\p{Default_Ignorable_Code_Point}\p{Noncharacter_Code_Point}]{1,100}/gu;

/** Line breaks and blanks of every script; NEL and the empty Braille cell are no space to a regular expression. */
const BLANKS = /[\s\u0085\u2800]{1,100}/gu;

const CONTROLS = /\p{Cc}{1,100}/gu;

/** What nearly no text has, and what all the rest is for: anything but printable ASCII, and blanks in a row. */
const NOT_PLAIN = /[^ -~]| {2}/;

/** What can be seen of a text, as one line with single blanks inside and none around. */
function toVisibleLine(text: string): string {
  const trimmed = text.trim();
  if (!NOT_PLAIN.test(trimmed)) return trimmed;
  return trimmed
    .replace(INVISIBLE, '')
    .replace(ANSI, '')
    .replace(BLANKS, ' ')
    .replace(CONTROLS, '')
    .replace(/ {2,}/g, ' ')
    .trim();
}
