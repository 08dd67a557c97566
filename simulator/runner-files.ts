import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';

/**
 * The outputs in a `GITHUB_OUTPUT` file, read as the runner reads it: blocks of `name<<delimiter`, the value's lines
 * and the delimiter on a line of its own, or `name=value`. A name that is set twice has its last value.
 *
 * @throws {Error} for a line that is neither, a name or delimiter that is empty, and a block without its end: the
 *   runner fails the step for these
 */
export function parseOutputs(text: string): Record<string, string> {
  const outputs = new Map<string, string>();
  const lines = text.split(/\r?\n/);
  for (let line = lines.shift(); line !== undefined; line = lines.shift()) {
    if (line === '') continue;
    const [, name, sign, rest] = /^(.*?)(=|<<)(.*)$/s.exec(line) ?? [];
    if (name === undefined || name === '' || rest === undefined) throw invalid(line);
    if (sign === '=') {
      outputs.set(name, rest);
      continue;
    }
    if (rest === '') throw invalid(line);
    const end = lines.indexOf(rest);
    if (end < 0) throw new Error(`output ${name} does not end: there is no line ${JSON.stringify(rest)}`);
    outputs.set(
      name,
      lines
        .splice(0, end + 1)
        .slice(0, -1)
        .join('\n'),
    );
  }
  return Object.fromEntries(outputs);
}

function invalid(line: string): Error {
  return new Error(`not a line of an output file: ${JSON.stringify(line)}`);
}

/** The text of every file below a folder, by its path from there, with `/` on every system. */
export function readTree(folder: string): Record<string, string> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return Object.fromEntries(
    files.map((entry) => {
      const path = join(entry.parentPath, entry.name);
      return [relative(folder, path).split(sep).join('/'), readFileSync(path, 'utf8')];
    }),
  );
}
