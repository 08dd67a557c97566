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
export function toVisibleLine(text: string): string {
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
