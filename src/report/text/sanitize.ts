/**
 * The one place where text from outside (a service's names and reasons, a user's wrong input) is made safe to show.
 * Whatever reaches a log, a summary, an annotation or an output has been through here.
 */
import type { Secrets } from '../../base/secrets.js';

/** Makes any text one safe line of at most so many UTF-16 units; the default is {@link MAX_TEXT_LENGTH}. */
export type Sanitize = (text: string, maxLength?: number) => string;

/** How long one remote text may be where nothing else is said. */
export const MAX_TEXT_LENGTH = 500;

// Control characters are spelled by number: a terminal that shows this file must not obey them.
const ESC = String.fromCharCode(0x1b);
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
 * selectors and fillers, surrogates without a partner, and code points that are no characters.
 */
const INVISIBLE = /[\p{Cf}\p{Cs}\p{Default_Ignorable_Code_Point}\p{Noncharacter_Code_Point}]+/gu;

/** Line breaks and blanks of every script; NEL and the empty Braille cell are no space to a regular expression. */
const BLANKS = /[\s\u0085\u2800]+/gu;

const CONTROLS = /\p{Cc}+/gu;

/**
 * Makes the function that cleans text. The result
 *
 * - is one line without control, format or other invisible characters, with single blanks inside and none around;
 * - holds no secret: they are looked for as the text came and again when nothing invisible parts them any more, and
 *   always before the text is cut, which could leave a recognisable half;
 * - can be no part of a workflow command, wherever it is put: it does not start with a colon, and each `#` that stands
 *   before another, before a `[` or at the end is written `＃`, so that no two such texts make a `##[` between them;
 * - is not changed by being cleaned again.
 */
export function createSanitizer(secrets: Pick<Secrets, 'redact'>): Sanitize {
  return (text, maxLength = MAX_TEXT_LENGTH) => {
    const visible = secrets
      .redact(text)
      .replace(INVISIBLE, '')
      .replace(ANSI, '')
      .replace(BLANKS, ' ')
      .replace(CONTROLS, '')
      .replace(/ {2,}/g, ' ')
      .trim();
    return cut(defuse(secrets.redact(visible)), maxLength);
  };
}

function defuse(line: string): string {
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
