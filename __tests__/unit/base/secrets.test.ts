import { readFileSync } from 'node:fs';

import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { Secrets } from '../../../src/base/secrets.js';
import { ENCODINGS, type Encode } from '../../support/encodings.js';

/** So many characters of a secret must not be seen (contract, "Never"). */
const TELLING = 24;

const withSecrets = (...values: readonly string[]): Secrets => {
  const secrets = new Secrets(() => undefined);
  for (const value of values) secrets.add(value);
  return secrets;
};

const printable = fc.integer({ min: 0x21, max: 0x7e }).map((code) => String.fromCharCode(code));
const base64Unit = fc.nat({ max: 63 }).map((bits) =>
  Buffer.from([bits << 2])
    .toString('base64')
    .charAt(0),
);

/** What headers can carry: tokens of base64, and any printable characters. A row of stars is what stands for a secret. */
const secretOf = (minLength: number, maxLength: number): fc.Arbitrary<string> =>
  fc
    .oneof(fc.string({ unit: base64Unit, minLength, maxLength }), fc.string({ unit: printable, minLength, maxLength }))
    .filter((secret) => !secret.includes('**') && new Set(secret).size > 4);

/** Whether a short secret leaves enough to be found in every form: backslashes and escapes of its own do not count. */
const isKnownBySymbols = (secret: string): boolean => secret.replace(/\\+[a-z]?|%..|&[^;]*;/g, '').length >= 8;

/** What may stand around a secret; a letter or digit could go on an escape in which the secret begins or ends. */
const around = fc
  .tuple(fc.string({ unit: 'grapheme' }), fc.constantFrom(' ', '"', '\n', ': ', '', '节', '/', '='))
  .map(([text, last]) => text + last);

/** The text of so many pieces in a row, from each piece on. */
const windowsOf = (pieces: readonly string[], size: number): string[] =>
  Array.from({ length: Math.max(0, pieces.length - size + 1) }, (_, at) => pieces.slice(at, at + size).join(''));

const encodings = fc.constantFrom<readonly [string, Encode]>(...Object.entries(ENCODINGS));

describe('Secrets', () => {
  it('announces each secret once, and no empty one', () => {
    const announced: string[] = [];
    const secrets = new Secrets((secret) => announced.push(secret));
    for (const value of ['one', '', 'two', 'one']) secrets.add(value);
    expect(announced).toEqual(['one', 'two']);
  });

  it('leaves a text alone that has none of them', () => {
    expect(new Secrets(() => undefined).redact('a text')).toBe('a text');
    expect(withSecrets('a+b/c=d', 'x'.repeat(40)).redact('')).toBe('');
  });

  // cspell:disable-next-line
  const TOKEN = 'MIIFvwYJKo+Zq/hvc~NAQ?cCoIIF>sDC%CBaw<CAQ&Ex"DTA\'LB==glg|hkgB';

  it.each(Object.entries(ENCODINGS))('takes a secret out of a text where it is written %s', (_, encode) => {
    const redacted = withSecrets(TOKEN).redact(`before ${encode(TOKEN).join('')} after`);
    // What other bytes have a part in is no secret's: a character or two of base64.
    expect(redacted).toMatch(/^before .{0,12}\*\*\*.{0,8}\s* ?after$/s);
  });

  it.each([
    ['a+b/c=d', 'as it is', 'a+b/c=d'],
    ['a+b/c=d', 'percent-encoded', encodeURIComponent('a+b/c=d')],
    ['a+b/c=d', 'percent-encoded in small letters', encodeURIComponent('a+b/c=d').toLowerCase()],
    ['a+b/c=d', 'base64', Buffer.from('a+b/c=d').toString('base64')],
    ['a+b/c=d', 'base64url', Buffer.from('a+b/c=d').toString('base64url')],
    ['a+b/c=d', 'hexadecimal', Buffer.from('a+b/c=d').toString('hex')],
    ['ab', 'as it is', 'ab'],
    ['pä ß', 'as it is', 'pä ß'],
    ['pä ß', 'percent-encoded', encodeURIComponent('pä ß')],
    ['密码密码密码密码', 'as it is', '密码密码密码密码'],
    ['密码密码密码密码', 'hexadecimal', Buffer.from('密码密码密码密码').toString('hex')],
    ['密码密码密码密码', 'base64', Buffer.from('密码密码密码密码').toString('base64')],
  ])('takes out %s, which is short, %s', (secret, _, form) => {
    expect(withSecrets(secret).redact(`before ${form}, ${form} after`)).toBe('before ***, *** after');
  });

  it('takes out a secret that contains another one, and secrets that overlap', () => {
    expect(withSecrets('abc', 'abcdef').redact('abcdef abc')).toBe('*** ***');
    expect(withSecrets('abcdef', 'abc').redact('abcdef')).toBe('***');
    expect(withSecrets('first-secret', 'secret-second').redact('a first-secret-second b')).toBe('a *** b');
    expect(withSecrets('secret-first').redact('secret-first'.repeat(2))).toBe('******');
  });

  it('shows no 24 characters of a secret, whatever it is, however it is written, wherever it is cut', () => {
    fc.assert(
      fc.property(secretOf(TELLING, 200), encodings, around, around, fc.nat(), fc.nat(), (...values) => {
        const [secret, [, encode], before, after, from, to] = values;
        const pieces = encode(secret);
        const start = from % (pieces.length - TELLING + 1);
        const end = start + TELLING + (to % (pieces.length - start - TELLING + 1));
        const redacted = withSecrets(secret).redact(before + pieces.slice(start, end).join('') + after);
        expect(windowsOf(pieces, TELLING).filter((part) => redacted.includes(part))).toEqual([]);
      }),
      { numRuns: 500 },
    );
  });

  it('shows no short secret as a whole', () => {
    fc.assert(
      fc.property(
        secretOf(8, TELLING).filter(isKnownBySymbols),
        encodings,
        around,
        around,
        (secret, [, encode], before, after) => {
          const text = encode(secret).join('');
          expect(withSecrets(secret).redact(before + text + after)).not.toContain(text);
        },
      ),
      { numRuns: 500 },
    );
  });

  it('leaves no secret in any text', () => {
    const secret = fc.string({ minLength: 1 }).filter((text) => !/^\*+$/.test(text));
    fc.assert(
      fc.property(secret, fc.string(), fc.string(), (value, before, after) => {
        expect(withSecrets(value).redact(before + value + after)).not.toContain(value);
      }),
    );
  });

  it('takes nothing out of ordinary text, however many secrets it knows', () => {
    const ordinary = ['README.md', 'docs/troubleshooting.md', 'package-lock.json'].map((path) =>
      readFileSync(new URL(`../../../${path}`, import.meta.url), 'utf8'),
    );
    fc.assert(
      fc.property(fc.array(secretOf(8, 4000), { minLength: 5, maxLength: 10 }), (values) => {
        const secrets = withSecrets(...values);
        for (const text of ordinary) expect(secrets.redact(text) === text).toBe(true);
      }),
      { numRuns: 5 },
    );
  });
});
