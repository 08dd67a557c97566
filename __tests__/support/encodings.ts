/** The ways in which a secret may be written, each as its pieces in a row: what one character of it, or of its code, is. */

/** The pieces of a text; joined, they are the text as it is written. */
export type Encode = (text: string) => string[];

const characters = (text: string): string[] => Array.from(text);
const each =
  (write: (character: string) => string): Encode =>
  (text) =>
    characters(text).map(write);

const codeOf = (character: string): number => character.charCodeAt(0);
const hexOf = (character: string): string => codeOf(character).toString(16);
const lowerEscapes = (text: string): string => text.replace(/%../g, (escape) => escape.toLowerCase());
const json = (character: string): string => JSON.stringify(character).slice(1, -1);

// cspell:disable
const NAMED: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
  '/': '&sol;',
  '+': '&plus;',
  '=': '&equals;',
  _: '&lowbar;',
};
// cspell:enable

/** The base64 of a text that stands between other bytes, as in the Authorization header of a proxy. */
const between =
  (before: string, after: string, encoding: 'base64' | 'base64url'): Encode =>
  (text) =>
    characters(Buffer.from(`${before}${text}${after}`).toString(encoding));

/** The pieces with a line end after every so many of them. */
const wrapped =
  (encode: Encode, width: number, lineEnd: string): Encode =>
  (text) =>
    encode(text).map((piece, index) => (index % width === width - 1 ? piece + lineEnd : piece));

/** Each encoding by its name. They are for secrets of printable ASCII. */
export const ENCODINGS: Readonly<Record<string, Encode>> = {
  'as it is': characters,
  'percent-encoded': each(encodeURIComponent),
  'percent-encoded in small letters': each((character) => lowerEscapes(encodeURIComponent(character))),
  'percent-encoded throughout': each((character) => `%${hexOf(character).toUpperCase()}`),
  'percent-encoded twice': each((character) => encodeURIComponent(encodeURIComponent(character))),
  'JSON-escaped': each(json),
  'JSON-escaped with slashes': each((character) => json(character).replaceAll('/', '\\/')),
  'JSON-escaped throughout': each((character) => `\\u${hexOf(character).padStart(4, '0')}`),
  'JSON-escaped twice': each((character) => json(json(character).replaceAll('/', '\\/'))),
  'HTML-escaped by names': each((character) => NAMED[character] ?? character),
  'HTML-escaped by numbers': each((character) => `&#${codeOf(character)};`),
  'HTML-escaped by hexadecimal numbers': each((character) => `&#x${hexOf(character).toUpperCase()};`),
  'HTML-escaped twice': each((character) => `&amp;#${codeOf(character)};`),
  base64: between('', '', 'base64'),
  'base64 behind one byte': between('a', '', 'base64'),
  'base64 behind two bytes': between('ab', '', 'base64'),
  'base64 behind one byte and before others': between('a', 'bc', 'base64'),
  'base64 behind two bytes and before others': between('user:xyz', 'b', 'base64'),
  base64url: between('', '', 'base64url'),
  'base64url behind one byte': between('a', 'b', 'base64url'),
  'base64url behind two bytes': between('ab', '', 'base64url'),
  'base64 in lines of MIME': wrapped(between('', '', 'base64'), 76, '\r\n'),
  'base64 in lines of JSON': wrapped(between('', '', 'base64'), 64, '\\n'),
  'base64 in JSON': (text) => between('', '', 'base64')(text).map((piece) => piece.replace('/', '\\/')),
  'base64 in a URL': (text) => between('', '', 'base64')(text).map(encodeURIComponent),
  hexadecimal: (text) => characters(Buffer.from(text).toString('hex')),
  'hexadecimal in capitals': (text) => characters(Buffer.from(text).toString('hex').toUpperCase()),
  'wrapped over lines': wrapped(characters, 20, '\n'),
  'wrapped over indented lines': wrapped(characters, 7, '\r\n    '),
  'parted by invisible characters': each((character) => `${character}\u200b`),
};
