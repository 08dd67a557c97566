/** What sanitizing a text costs, and what the cut of one that is too long leaves of a secret. */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { Secrets } from '../../../../src/base/secrets.js';
import { createSanitizer, MAX_TEXT_LENGTH } from '../../../../src/report/text/sanitize.js';
import { ENCODINGS } from '../../../support/encodings.js';
import { anyText, ATTACKS } from '../samples.js';

const MEBIBYTE = 1024 * 1024;

/** Sanitizes a text, and counts the UTF-16 units that were read for it: all of them are searched for secrets. */
function sanitizeAndCount(text: string, maxLength = MAX_TEXT_LENGTH): { line: string; read: number } {
  let read = 0;
  const redact = (part: string): string => {
    read += part.length;
    return part;
  };
  return { line: createSanitizer({ redact })(text, maxLength), read };
}

/** The last look at what is hardly visible, and the shorter ones before it. */
const mostRead = (maxLength: number): number => 2 * (16 * 1024 + 4 * maxLength);

const INVISIBLE = '\u200b';

describe('the work of sanitizing', () => {
  it.each([
    ...[...ATTACKS, '\u001b', '\u001b[', '\u001b]', '\u009d', '1;', ' \t', INVISIBLE, '#:', '#', 'x', '節', '🚀'],
    ...['a ', '%25', '&amp;', '\\', '\ud800', '\u{e0041}', '\u001b[31mx', `a${INVISIBLE}`],
  ])('has a bound, however often a text says %j', (unit) => {
    const { line, read } = sanitizeAndCount(unit.repeat(MEBIBYTE / unit.length));
    expect(line.length).toBeLessThanOrEqual(MAX_TEXT_LENGTH);
    expect(read).toBeLessThanOrEqual(mostRead(MAX_TEXT_LENGTH));
  });

  it('does not grow with the text, of whatever it is made and however long it may be', () => {
    const sizes = fc.integer({ min: 1, max: 300_000 });
    fc.assert(
      fc.property(anyText, sizes, fc.nat({ max: 2000 }), (unit, size, maxLength) => {
        fc.pre(unit !== '');
        const { read } = sanitizeAndCount(unit.repeat(Math.ceil(size / unit.length)), maxLength);
        expect(read).toBeLessThanOrEqual(mostRead(maxLength));
      }),
    );
  });

  it('is that of the text where the text is short', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(sanitizeAndCount(text).read).toBeLessThanOrEqual(text.length);
      }),
    );
  });
});

describe('a text of millions of characters', () => {
  it.each([
    ['nothing but invisible characters', INVISIBLE.repeat(4_500_000), '…'],
    ['a word, and nothing to be seen after it', `Reason${INVISIBLE.repeat(4_500_000)}`, 'Reason…'],
    ['nothing to be seen for long, and then a word', `${INVISIBLE.repeat(15_000)}Reason`, 'Reason'],
    ['colours', '\u001b[31mx'.repeat(1_000_000), `${'x'.repeat(MAX_TEXT_LENGTH - 1)}…`],
    ['letters', 'x'.repeat(15 * MEBIBYTE), `${'x'.repeat(MAX_TEXT_LENGTH - 1)}…`],
  ])('is one line, of %s', (_, text, line) => {
    const sanitize = createSanitizer(new Secrets(() => undefined));
    expect(sanitize(text)).toBe(line);
    expect(sanitize(line)).toBe(line);
  });
});

describe('the cut of a long text', () => {
  const SECRET = 'MIIFvwYJKo+Zq/hvc7NAQ=cCoIIF/sDCyCBaw+CAQ0Ex-DTA';
  const PASSWORD = 'hunter2+hunter3';
  const secrets = new Secrets(() => undefined);
  for (const secret of [SECRET, PASSWORD]) secrets.add(secret);
  const sanitize = createSanitizer(secrets);

  it.each(Object.entries(ENCODINGS))('leaves no part of a secret that is written %s', (_, encode) => {
    for (const secret of [SECRET, PASSWORD]) {
      const pieces = encode(secret);
      const first = pieces.slice(0, 12).join('').trim().replaceAll(INVISIBLE, '');
      for (const length of [40, MAX_TEXT_LENGTH]) {
        // Wherever the secret stands at the cut, and where the first look at the text ends.
        const places = Array.from({ length: 40 }, (_each, at) => length - at);
        for (const before of [...places, length + 2 * 256 - 20]) {
          const line = sanitize(`${'-'.repeat(before)}${pieces.join('')}${' end'.repeat(2000)}`, length);
          expect(line).not.toContain(first);
        }
      }
    }
  });
});
