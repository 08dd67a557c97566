/** What every benchmark does with its figures: a table for people, and JSON for whoever compares two runs. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { fileURLToPath } from 'node:url';

/** One row of a table, by the names of its columns. */
export type Row = Readonly<Record<string, string | number>>;

const FOLDER = new URL('./results/', import.meta.url);

/** Prints a table in Markdown and writes its rows to `bench/results/`. */
export function publish(name: string, title: string, rows: readonly Row[]): void {
  const columns = Object.keys(rows[0] ?? {});
  const lines = [
    columns,
    columns.map(() => '---'),
    ...rows.map((row) => columns.map((each) => String(row[each] ?? ''))),
  ];
  process.stdout.write(`\n## ${title}\n\n${lines.map((cells) => `| ${cells.join(' | ')} |`).join('\n')}\n`);
  mkdirSync(FOLDER, { recursive: true });
  const machine = { node: process.version, cores: cpus().length };
  writeFileSync(
    fileURLToPath(new URL(`${name}.json`, FOLDER)),
    `${JSON.stringify({ title, machine, rows }, null, 2)}\n`,
  );
}

/** The number in the middle; of an even count the upper one. `NaN` of none. */
export function median(numbers: readonly number[]): number {
  return quantile(numbers, 0.5);
}

/** @param share from 0 to 1 */
export function quantile(numbers: readonly number[], share: number): number {
  return [...numbers].sort((a, b) => a - b)[Math.min(numbers.length - 1, Math.floor(numbers.length * share))] ?? NaN;
}

export function mean(numbers: readonly number[]): number {
  return numbers.reduce((sum, each) => sum + each, 0) / numbers.length;
}

/** A number with so many digits after the point, without zeros at its end. */
export function round(value: number, digits: number): number {
  return Number(value.toFixed(digits));
}
