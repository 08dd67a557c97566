import { describe, expect, it } from '@jest/globals';

import { FormIndex } from '../../../src/base/form-index.js';
import { plainSymbolsOf } from '../../../src/base/symbols.js';

const NOWHERE = new Uint32Array();

/** What an index finds in a text, and how often it looked at one of the text's symbols. */
function search(index: FormIndex, text: string): { found: string[]; looks: number } {
  const symbols = plainSymbolsOf(text);
  let looks = 0;
  const codes = new Proxy(symbols, {
    get: (target, name) => {
      looks += 1;
      return typeof name === 'string' ? target[Number(name)] : undefined;
    },
  });
  const found: string[] = [];
  index.search({ codes, count: symbols.length, starts: NOWHERE, ends: NOWHERE }, (first, last) => {
    found.push(Buffer.from(symbols.subarray(first, last + 1)).toString());
  });
  return { found, looks };
}

function partsOf(...forms: readonly string[]): FormIndex {
  const index = new FormIndex(12, 4);
  for (const form of forms) index.addParts(plainSymbolsOf(form));
  return index;
}

const FORM = 'abcdefghijklmnopqrstuvwxyz0123456789';

describe('an index of parts', () => {
  it('finds every part of a form that has 15 symbols, to its last symbol', () => {
    for (let start = 0; start + 15 <= FORM.length; start += 1) {
      for (let end = start + 15; end <= FORM.length; end += 1) {
        const part = FORM.slice(start, end);
        expect(search(partsOf('0'.repeat(40), FORM), `..${part}..`).found).toEqual([part]);
      }
    }
  });

  it('finds nothing shorter than what it hashes, and nothing that runs over the end of one form into the next', () => {
    const index = partsOf(FORM, 'ABCDEFGHIJKLMNOP'.repeat(2));
    expect(search(index, FORM.slice(1, 12)).found).toEqual([]);
    expect(search(index, '23456789abcdefgh.').found).toEqual([]);
  });

  it('finds forms beside each other one by one', () => {
    expect(search(partsOf(FORM), `${FORM}${FORM} ${FORM}`).found).toEqual([FORM, FORM, FORM]);
  });
});

describe('an index of wholes', () => {
  it('finds forms as wholes, the longest where several end', () => {
    const index = new FormIndex(8, 8);
    for (const form of ['passphrase', 'my+passphrase', 'phrase12345']) index.addWhole(plainSymbolsOf(form));
    expect(search(index, 'a passphrase, my+passphrase and your/passphrase12').found).toEqual([
      'passphrase',
      'my+passphrase',
      'passphrase',
    ]);
    expect(search(index, 'phrase1234 pass').found).toEqual([]);
  });
});

describe('the work of a search', () => {
  const LENGTH = 20_000;

  // Three for the hash, and what the rows and their surroundings are compared with.
  it.each([
    ['ordinary text', FORM, 'The subnet has no free address. '],
    ['the secret again and again', FORM, FORM],
    ['a secret that repeats itself', 'x'.repeat(16_384), 'x'],
    ['a secret that repeats itself, and the text a little shorter', 'x'.repeat(16_384), `${'x'.repeat(13)}y`],
    ['a secret that repeats itself but for its middle', `${'x'.repeat(8000)}y${'x'.repeat(8000)}`, 'x'],
    ['a secret of two symbols in turn', 'xy'.repeat(8000), `${'xy'.repeat(8)}x`],
    ['parts that are one symbol too short', FORM, FORM.slice(0, 11)],
  ])('grows as the text does, for %s', (_, secret, unit) => {
    const index = partsOf(secret, FORM);
    const [once, twice] = [LENGTH, 2 * LENGTH].map((length) => search(index, unit.repeat(length / unit.length)).looks);
    expect(twice).toBeLessThanOrEqual(2.1 * (once ?? 0));
    expect(once).toBeLessThan(24 * LENGTH);
  });
});
