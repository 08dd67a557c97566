/**
 * The one place where text from outside (a service's names and reasons, a user's wrong input) is made safe to show.
 * Whatever reaches a log, a summary, an annotation or an output has been through here.
 */
import type { Secrets } from '../../base/secrets.js';
import { toVisibleLine } from './visible.js';

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
