/**
 * The outputs as a dotenv file, in what GitLab's reader takes (`artifacts:reports:dotenv`): one `NAME=value` a line, with
 * neither an empty line nor quotes nor comments, under 5 KiB in all (`Ci::ParseDotenvArtifactService`). In the values of
 * variables GitLab expands `$NAME`, `${NAME}` and `%NAME%` (`ExpandVariables`), and its runner `$1`, `$*` and so on.
 */
import { cut } from '../../report/text/sanitize.js';
import type { Values } from './values.js';

/** GitLab refuses a file of more than 5 KiB. */
const MAX_BYTES = 5119;

/** What is shortened where the file is too large, the first one first. */
const SHORTENED = ['reason', 'resource_name', 'report'];

/** Every output that is no array, as `GATE_OUTCOME=success`. */
export function dotenvOf(values: Values): string {
  const scalars = new Map(
    Object.entries(values)
      .filter(([name, value]) => name !== 'exit_status' && !Array.isArray(value))
      .map(([name, value]) => [name, literal(String(value))]),
  );
  for (const name of SHORTENED) {
    const value = scalars.get(name) ?? '';
    const others = bytes(linesOf(new Map(scalars).set(name, '')));
    scalars.set(name, cutToBytes(value, MAX_BYTES - others));
  }
  return linesOf(scalars);
}

/** A blank after each sign that could begin a variable's name: what others wrote names none. */
function literal(value: string): string {
  return value.replace(/\$(?=\S)|%(?=[a-z_])/gi, '$& ');
}

function linesOf(scalars: ReadonlyMap<string, string>): string {
  return [...scalars].map(([name, value]) => `GATE_${name.toUpperCase()}=${value}\n`).join('');
}

/** The longest beginning that takes so many bytes at most. */
function cutToBytes(text: string, most: number): string {
  if (bytes(text) <= most) return text;
  let [fits, tooLong] = [0, text.length];
  while (tooLong - fits > 1) {
    const middle = Math.floor((fits + tooLong) / 2);
    if (bytes(cut(text, middle)) <= most) fits = middle;
    else tooLong = middle;
  }
  return cut(text, fits);
}

function bytes(text: string): number {
  return Buffer.byteLength(text);
}
