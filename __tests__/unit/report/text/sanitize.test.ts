import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { createSanitizer, cut, MAX_TEXT_LENGTH } from '../../../../src/report/text/sanitize.js';
import { Secrets } from '../../../../src/base/secrets.js';
import { anyText, sanitize, SECRET } from '../samples.js';

const INVISIBLE = /[\p{Cc}\p{Cf}\p{Cs}\p{Default_Ignorable_Code_Point}\p{Noncharacter_Code_Point}\u2028\u2029\u2800]/u;

describe('a sanitized text', () => {
  it.each([
    ['nothing to change', 'nothing to change'],
    ['', ''],
    ['naïve 日本語 🚀 C++ std::string', 'naïve 日本語 🚀 C++ std::string'],
    ['a\r\nb\rc\nd\u2028e\u2029f\u0085g\u000bh\u000ci\tj', 'a b c d e f g h i j'],
    ['\u00a0\u3000 a \u2003\u2800 b \u00a0', 'a b'],
    ['a\u0000b\u0007c\u007fd\u0090e', 'abcde'],
    ['\u001b[1;31mred\u001b[0m, \u009b4mline, \u001bcreset, \u001b(Bset', 'red, line, reset, set'],
    ['\u001b]0;title\u0007a\u001b]8;;https://x.example\u001b\\b\u009dp\u009cc', 'abc'],
    ['\u001b]never terminated', 'never terminated'],
    ['\u001b[31', '31'],
    ['\u202egnp.\u2066exe\u2069\u200e\u061c', 'gnp.exe'],
    ['ze\u200bro\u200d \ufeffwi\u00addth\u2060', 'zero width'],
    ['\u3164fill\u115fer\u034f', 'filler'],
    ['tags\u{e0041}\u{e007f}', 'tags'],
    ['a\ufe0fb\u{e0100}', 'ab'],
    ['a\ud800b\udc00c', 'abc'],
    ['\ud83d\u200b\ude80', ''],
    ['\ud83d\u001b[0m\ude80', ''],
    ['\uffff\u{1fffe}', ''],
  ])('of %j is %j', (text, expected) => {
    expect(sanitize(text)).toBe(expected);
  });

  it.each([
    ['::error::x', '：:error::x'],
    [' \u200b::error::x', '：:error::x'],
    ['a ::error::x', 'a ::error::x'],
    ['##[add-mask]x', '＃＃[add-mask]x'],
    ['a ##\u200b[add-mask]x', 'a ＃＃[add-mask]x'],
    ['#[x', '＃[x'],
    ['##vso[task.complete result=Succeeded]', '＃#vso[task.complete result=Succeeded]'],
    ['a ##teamcity[buildStop]', 'a ＃#teamcity[buildStop]'],
    ['a #\u200b#vso[x] ##', 'a ＃#vso[x] ＃＃'],
    ['issue #12 in C#', 'issue #12 in C＃'],
    ['[ERROR] x', '[ERROR] x'],
  ])('is no workflow command: %j becomes %j', (text, expected) => {
    expect(sanitize(text)).toBe(expected);
  });

  it('shows no secret, also one that invisible characters or escapes part, and none that a cut would halve', () => {
    expect(sanitize(`token ${SECRET}!`)).toBe('token ***!');
    expect(sanitize(`token ${SECRET.slice(0, 5)}\u200b${SECRET.slice(5)}!`)).toBe('token ***!');
    expect(sanitize(`token ${SECRET.slice(0, 5)}\u001b[0m${SECRET.slice(5)}!`)).toBe('token ***!');
    expect(sanitize(encodeURIComponent(SECRET))).toBe('***');
    expect(sanitize(`${'x'.repeat(10)}${SECRET}`, 15)).toBe('xxxxxxxxxx***');
  });

  it('knows secrets that were added after it was made, and such as hold what it would change', () => {
    const secrets = new Secrets(() => undefined);
    const late = createSanitizer(secrets);
    secrets.add('two  blanks');
    expect(late('a two  blanks b')).toBe('a *** b');
  });

  it('is cut where it is too long, and not in the middle of a pair', () => {
    expect(sanitize('x'.repeat(600))).toBe(`${'x'.repeat(MAX_TEXT_LENGTH - 1)}…`);
    expect(sanitize('abcdef', 6)).toBe('abcdef');
    expect(sanitize('abcdefg', 6)).toBe('abcde…');
    expect(sanitize('abc defg', 5)).toBe('abc…');
    expect(sanitize('ab🚀🚀', 5)).toBe('ab🚀…');
    expect(sanitize('ab🚀🚀', 4)).toBe('ab…');
    // The first and the last characters that take a pair.
    expect(sanitize('ab\u{10000}x', 4)).toBe('ab…');
    expect(sanitize('ab\u{10fc00}x', 4)).toBe('ab…');
    expect(sanitize('abc', 1)).toBe('…');
    expect(cut('abc', 0)).toBe('');
  });

  it('is as long as it may be where most of its beginning is invisible, and has one blank for hundreds', () => {
    const text = `${'\u200b'.repeat(700)}${'x'.repeat(5000)}`;
    expect(sanitize(text)).toBe(`${'x'.repeat(MAX_TEXT_LENGTH - 1)}…`);
    expect(sanitize(`a${' '.repeat(250)}b`)).toBe('a b');
  });

  it('is one visible line without blanks in a row, whatever came', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const line = sanitize(text);
        expect(line).not.toMatch(INVISIBLE);
        expect(line).not.toMatch(/[^\S ]| {2}|^ | $/u);
        expect(line.length).toBeLessThanOrEqual(MAX_TEXT_LENGTH);
        expect(line).not.toContain(SECRET);
      }),
      { numRuns: 2000 },
    );
  });

  it('is not changed by being sanitized again, cut or not', () => {
    fc.assert(
      fc.property(anyText, fc.nat({ max: 60 }), (text, length) => {
        const once = sanitize(text, length);
        expect(once.length).toBeLessThanOrEqual(length);
        expect(sanitize(once, length)).toBe(once);
      }),
      { numRuns: 2000 },
    );
  });

  it('makes no workflow command, alone, after blanks or together with others', () => {
    fc.assert(
      fc.property(fc.array(anyText, { maxLength: 4 }), fc.nat({ max: 20 }), (texts, length) => {
        const line = texts.map((text) => sanitize(text, length)).join('');
        expect(line).not.toMatch(/##|#\[/);
        expect(`  ${line}`.trim()).not.toMatch(/^::/);
      }),
      { numRuns: 2000 },
    );
  });
});
