import { plainSymbolsOf, symbolsOf } from './symbols.js';

/** From this many symbols on, a part of a form gives the secret away; below, only the whole form does. */
export const PART_LENGTH = 15;

/** A form with fewer symbols is not looked for: ordinary text could have it by chance. */
export const MIN_FORM_LENGTH = 8;

/**
 * How a secret may be written, each as the symbols that remain of it whatever escapes and line breaks it goes through:
 * as it is, in base64 and base64url behind 0, 1 or 2 other bytes (as `user:secret` in an Authorization header), and in
 * hexadecimal. None is shorter than {@link MIN_FORM_LENGTH}.
 */
export function formsOf(secret: string): Uint8Array[] {
  const bytes = Buffer.from(secret, 'utf8');
  const encoded = [0, 1, 2].flatMap((offset) => base64Forms(bytes, offset));
  const hex = bytes.toString('hex');
  // What looks like an escape in the secret itself is read as one where it stands as it is, and as text where the percent
  // sign, the ampersand or the backslash is escaped.
  const looksEscaped = /[%&\\]/.test(secret);
  const plain = looksEscaped ? [symbolsOf(secret), plainSymbolsOf(secret)] : [plainSymbolsOf(secret)];
  const forms = [...plain, ...[...encoded, hex].map(plainSymbolsOf)];
  return forms.filter(({ length }) => length >= MIN_FORM_LENGTH);
}

/**
 * The base64 of bytes that stand behind others, with and without its padding, and without its last character too, which
 * holds bits of whatever follows. The first characters, which hold bits of what stands before, are left out.
 */
function base64Forms(bytes: Buffer, offset: number): string[] {
  const encoded = Buffer.concat([Buffer.alloc(offset), bytes])
    .toString('base64')
    .slice([0, 2, 3][offset]);
  const unpadded = encoded.replace(/={1,2}$/, '');
  const certain = (bytes.length + offset) % 3 === 0 ? unpadded : unpadded.slice(0, -1);
  // In a longer one every part is looked for, and so these are.
  return certain.length < PART_LENGTH ? [encoded, unpadded, certain] : [encoded];
}
