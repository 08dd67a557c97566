import { describe, expect, it } from '@jest/globals';

import { SymbolReader, symbolsOf } from '../../../src/base/symbols.js';

const read = (text: string): string => Buffer.from(symbolsOf(text)).toString('latin1');

// cspell:ignore quot lowbar percnt
describe('the symbols of a text', () => {
  it.each([
    ['aB3', 'ab3', 'small letters and digits'],
    ['+/-_=', '+/+/=', 'base64, whichever alphabet it has'],
    ['a b\tc\r\nd\u00a0e\u200bf', 'abcdef', 'no blanks, line ends or invisible characters'],
    ['aéb密c🚀', 'abc', 'printable ASCII alone'],
    ['＃：', '#:', 'what the sanitizer writes otherwise'],
    ['%2f%2F%41', '//a', 'percent escapes'],
    ['%252F %25252f', '//', 'percent escapes that were escaped'],
    ['50% %zz %2 %', '50%%zz%2%', 'percent signs that begin no escape'],
    ['%00%0A%C3%A9', '', 'escapes of what does not count'],
    ['a\\/b \\" \\\\', 'a/b"', 'no backslashes'],
    ['\\u002f\\u002F\\x2f\\\\\\u002f', '////', 'escapes of JSON and JavaScript, with any number of backslashes'],
    ['a\\nb\\r\\tc', 'abc', 'no escapes of line ends'],
    ['\\u12 \\xz', 'u12xz', 'backslashes that begin no escape'],
    ['&#47;&#x2F;&#x2f&#47', '////', 'references by number'],
    ['&amp;&lt;&quot;&sol;&plus;&lowbar;', '&<"/+/', 'references by name'],
    ['&amp;#47;&amp;amp;#x2f;', '//', 'references that were escaped'],
    ['&constructor; &none; & &;', '&constructor;&none;&&;', 'ampersands that begin no reference'],
    ['&#99999999;&#0;', '', 'references to nothing'],
    ['&percnt;41', '%41', 'one layer of escapes of each kind'],
  ])('%j are %j: %s', (text, symbols) => {
    expect(read(text)).toBe(symbols);
  });

  it('know where they stand in the text, after a shorter text and after a longer one', () => {
    const reader = new SymbolReader();
    const long = 'x'.repeat(5000);
    expect(reader.read(long).count).toBe(5000);
    const { count, starts, ends } = reader.read('a %2F\u200b&#98;');
    expect([...starts.subarray(0, count)]).toEqual([0, 2, 6]);
    expect([...ends.subarray(0, count)]).toEqual([1, 5, 11]);
  });
});
