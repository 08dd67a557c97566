/**
 * A text as a row of symbols in which a secret looks the same however it was escaped, wrapped or spelled:
 *
 * - only printable ASCII counts, which is all that a header can carry; blanks, line breaks, control and invisible
 *   characters are passed over, and so are backslashes;
 * - percent escapes (RFC 3986), JSON's and JavaScript's `\u002f` and `\x2f`, and HTML references stand for their
 *   character, also where they were escaped once more (`%252F`, `\\u002f`, `&amp;#47;`);
 * - letters are small, and base64url's `-` and `_` are base64's `+` and `/`.
 */

/** What a character has that counts for nothing, and one that may begin an escape. */
const NO_SYMBOL = 0;
const MAY_ESCAPE = 1;

const PERCENT = 0x25;
const AMPERSAND = 0x26;
const BACKSLASH = 0x5c;

/** What the sanitizer writes in place of `#` and `:`: a text must read the same before and after. */
const WIDE_HASH = 0xff03;
const WIDE_COLON = 0xff1a;

/** The symbol of each ASCII character. */
const SYMBOLS = Uint8Array.from({ length: 128 }, (_, code) => {
  if (code <= 0x20 || code === 0x7f) return NO_SYMBOL;
  if (code === PERCENT || code === AMPERSAND || code === BACKSLASH) return MAY_ESCAPE;
  return String.fromCharCode(code).toLowerCase().replace('-', '+').replace('_', '/').charCodeAt(0);
});

// cspell:disable
/** The names that HTML has for printable ASCII characters. */
const NAMED: Readonly<Record<string, string>> = {
  amp: '&',
  apos: "'",
  ast: '*',
  bsol: '\\',
  colon: ':',
  comma: ',',
  commat: '@',
  dollar: '$',
  equals: '=',
  excl: '!',
  grave: '`',
  gt: '>',
  Hat: '^',
  lbrace: '{',
  lbrack: '[',
  lcub: '{',
  lowbar: '_',
  lpar: '(',
  lsqb: '[',
  lt: '<',
  num: '#',
  percnt: '%',
  period: '.',
  plus: '+',
  quest: '?',
  quot: '"',
  rbrace: '}',
  rbrack: ']',
  rcub: '}',
  rpar: ')',
  rsqb: ']',
  semi: ';',
  sol: '/',
  verbar: '|',
  vert: '|',
};
// cspell:enable

const HEX_PAIR = /[\da-f]{2}/iy;
// cspell:ignore nrtbfv
const BACKSLASH_ESCAPE = /u([\da-f]{4})|x([\da-f]{2})|[nrtbfv]/iy;
const REFERENCE = /#x([\da-f]{1,8});?|#(\d{1,8});?|([a-z]{2,6});/iy;

/** A text's symbols, and where in the text each of them begins and ends. */
export interface Symbols {
  readonly count: number;
  /** ASCII codes. More than `count` of them may be left from another text. */
  readonly codes: Uint8Array;
  readonly starts: Uint32Array;
  readonly ends: Uint32Array;
}

/** The symbols of texts, one text after another: what it gives is good until it is asked again. */
export class SymbolReader {
  #codes = new Uint8Array(1024);
  #starts = new Uint32Array(1024);
  #ends = new Uint32Array(1024);

  read(text: string): Symbols {
    if (text.length > this.#codes.length) {
      this.#codes = new Uint8Array(2 * text.length);
      this.#starts = new Uint32Array(2 * text.length);
      this.#ends = new Uint32Array(2 * text.length);
    }
    const [codes, starts, ends] = [this.#codes, this.#starts, this.#ends];
    let count = 0;
    for (let at = 0, end = 1; at < text.length; at = end, end += 1) {
      const character = text.charCodeAt(at);
      let code = character < 128 ? (SYMBOLS[character] ?? NO_SYMBOL) : beyondAscii(character);
      if (code === MAY_ESCAPE) ({ code, end } = escapeAt(text, at, character));
      if (code === NO_SYMBOL) continue;
      codes[count] = code;
      starts[count] = at;
      ends[count] = end;
      count += 1;
    }
    return { count, codes, starts, ends };
  }
}

/** The symbols of a text, for good. */
export function symbolsOf(text: string): Uint8Array {
  const { codes, count } = new SymbolReader().read(text);
  return codes.slice(0, count);
}

/** The symbols of a text in which nothing is an escape. */
export function plainSymbolsOf(text: string): Uint8Array {
  const codes = new Uint8Array(text.length);
  let count = 0;
  for (let at = 0; at < text.length; at += 1) {
    const code = symbolOf(text.charCodeAt(at));
    if (code !== NO_SYMBOL) codes[count++] = code;
  }
  return codes.subarray(0, count);
}

function beyondAscii(character: number): number {
  return character === WIDE_HASH ? 0x23 : character === WIDE_COLON ? 0x3a : NO_SYMBOL;
}

/** An escape's symbol, and where the escape ends; the character itself where it begins none. */
interface Escape {
  readonly code: number;
  readonly end: number;
}

function escapeAt(text: string, at: number, character: number): Escape {
  if (character === PERCENT) return percentEscape(text, at + 1);
  return character === AMPERSAND ? reference(text, at + 1) : backslashEscape(text, at + 1);
}

/** `%2F`, and `%25…2F` for what was escaped more than once. */
function percentEscape(text: string, from: number): Escape {
  const at = behind('25', text, from);
  const [pair] = matchAt(HEX_PAIR, text, at);
  return pair === undefined ? { code: PERCENT, end: at } : { code: symbolOf(Number.parseInt(pair, 16)), end: at + 2 };
}

/** `&#47;`, `&#x2f;`, `&sol;`, and `&amp;#47;` for what was escaped more than once. */
function reference(text: string, from: number): Escape {
  const at = behind('amp;', text, from);
  const [all, hex, decimal, name = ''] = matchAt(REFERENCE, text, at);
  const number = hex === undefined ? decimal : `0x${hex}`;
  const code = number === undefined ? NAMED[name]?.charCodeAt(0) : Number(number);
  if (all === undefined || code === undefined) return { code: AMPERSAND, end: at };
  return { code: symbolOf(code), end: at + all.length };
}

/** `\/`, `\u002f`, `\n`, with as many backslashes as each escaping of the escaped has left. */
function backslashEscape(text: string, from: number): Escape {
  const at = behind('\\', text, from);
  const [all = '', utf16, latin1] = matchAt(BACKSLASH_ESCAPE, text, at);
  const hex = utf16 ?? latin1;
  return { code: hex === undefined ? NO_SYMBOL : symbolOf(Number.parseInt(hex, 16)), end: at + all.length };
}

/** The index behind as many repetitions of a part as there are. */
function behind(part: string, text: string, from: number): number {
  let at = from;
  while (text.startsWith(part, at)) at += part.length;
  return at;
}

/** What a sticky expression finds at an index, with its groups; nothing where it finds nothing. */
function matchAt(expression: RegExp, text: string, at: number): readonly (string | undefined)[] {
  expression.lastIndex = at;
  return expression.exec(text) ?? [];
}

/** The symbol of a character that is no part of an escape, or of what an escape stands for. */
function symbolOf(character: number): number {
  if (character === BACKSLASH) return NO_SYMBOL;
  const code = SYMBOLS[character] ?? NO_SYMBOL;
  return code === MAY_ESCAPE ? character : code;
}
