import { expect } from '@jest/globals';

/** Stands for a text that names all of these, in whatever words and order: its wording is a golden file's matter. */
export function naming(...facts: readonly string[]): unknown {
  const escaped = facts.map((fact) => fact.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return expect.stringMatching(new RegExp(`^${escaped.map((fact) => `(?=[^]*${fact})`).join('')}`));
}
