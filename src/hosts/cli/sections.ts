/** Lines that are folded under a title, as each CI system has it. */
import type { LogGroup } from '../../report/log/ending.js';

// Spelled by number: a terminal that shows this file must not obey it.
const ESC = String.fromCharCode(0x1b);

/** What erases the marker from the log that people see. */
const ERASE = `\r${ESC}[0K`;

/** The lines of a group where nothing folds: indented below their title. */
export function indentedLines({ title, lines }: LogGroup): string[] {
  return ['', title, ...lines.map((line) => `  ${line}`)];
}

/**
 * The lines of a group as a collapsed section of GitLab's job log. What marks one needs an escape and a carriage return,
 * which sanitized text does not have.
 *
 * @param name letters, digits and `_`, another one for each section
 * @param seconds the time, since the epoch
 */
export function gitLabSection({ title, lines }: LogGroup, name: string, seconds: number): string[] {
  return [
    `${ESC}[0Ksection_start:${seconds}:${name}[collapsed=true]${ERASE}${title}`,
    ...lines,
    `${ESC}[0Ksection_end:${seconds}:${name}${ERASE}`,
  ];
}
