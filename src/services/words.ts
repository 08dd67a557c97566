/** What status words and progress mean. */
import { textOf } from '../base/json.js';
import type { Phase } from './job.js';

/** Failed in every format, also where a service documents only one of them, or another one. */
const ALWAYS_FAILED = ['fail', 'failed'];

/**
 * The status word as the service wrote it, `undefined` where there is none. A status that is not a word keeps the
 * sub-job in the verdict's sight: it is a status, only not one that is known.
 */
export function statusWord(value: unknown): string | undefined {
  if (value === undefined || value === null) return undefined;
  if (typeof value === 'object') return 'not a word';
  const word = textOf(value);
  return word === '' ? undefined : word;
}

/** The phase that a status word means, without regard to case; `Unknown` for none and for one that is not listed. */
export function phaseOf(status: string | undefined, words: Readonly<Record<string, Phase>>): Phase {
  const word = status?.toLowerCase() ?? '';
  if (ALWAYS_FAILED.includes(word)) return 'Failed';
  return Object.hasOwn(words, word) ? (words[word] ?? 'Unknown') : 'Unknown';
}

/**
 * How far a job has come, as a fraction from 0 to 1: a number up to 1 is one (IMS's example: 0.20), above it a
 * percentage; a text is a percentage (RDS: `"60%"` or `"60"`, CCE's upgrades: `"0.00"`). `undefined` for anything else.
 */
export function progressOf(value: unknown): number | undefined {
  const fraction = typeof value === 'string' ? fractionOf(value) : value;
  if (typeof fraction !== 'number' || !(fraction >= 0 && fraction <= 100)) return undefined;
  return fraction <= 1 ? fraction : fraction / 100;
}

function fractionOf(text: string): number | undefined {
  const digits = /^(\d{1,3}(?:\.\d{1,9})?) ?%?$/.exec(text.trim())?.[1];
  return digits === undefined || Number(digits) > 100 ? undefined : Number(digits) / 100;
}
