/**
 * Exact wording is held in text files that people review, one for each kind: `npm run golden` writes them anew, and
 * their diff shows what users will read.
 */
import { readFileSync, writeFileSync } from 'node:fs';

import { expect } from '@jest/globals';

/** Set by `npm run golden`. */
const UPDATES = Reflect.get(globalThis, 'updateGolden') === true;

/** Fails unless `__tests__/golden/` has this text in this file. */
export function expectGolden(file: string, text: string): void {
  const path = new URL(`../golden/${file}`, import.meta.url);
  if (UPDATES) writeFileSync(path, text);
  expect(text).toBe(readFileSync(path, 'utf8'));
}

/** Cases one below the other: the name of each, and what belongs to it as an indented block. */
export function sections(cases: readonly (readonly [name: string, lines: readonly string[]])[]): string {
  return cases.map(([name, lines]) => [name, ...lines.map((line) => `    ${line}`), ''].join('\n')).join('\n');
}
