import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { hasDuplicateKeys } from '../../../src/http/duplicate-keys.js';

describe('hasDuplicateKeys', () => {
  it.each([
    '{"phase":"Failed","phase":"Success"}',
    '{"a":{"b":1,"c":[{"d":1,"d":2}]}}',
    '{"a":1,"b":{"a":1},"a":2}',
    '{"phase":1,"ph\\u0061se":2}',
    '{"a":[],"a":{}}',
    '{"":1,"":2}',
  ])('finds the member that %s names twice', (text) => {
    expect(hasDuplicateKeys(text)).toBe(true);
  });

  it.each([
    '{}',
    '{"a":"a"}',
    '{"a":{"a":{"a":1}}}',
    '[{"a":1},{"a":1}]',
    '{"a":["a","a"],"b":"a"}',
    '{"a":"{\\"a\\":1,\\"a\\":2}"}',
    '{"a":1,"b":[{"a":1}],"c":2}',
  ])('finds none in %s', (text) => {
    expect(hasDuplicateKeys(text)).toBe(false);
  });

  it('finds none in what JSON.stringify writes', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.constantFrom(0, 2), (value, indent) => {
        expect(hasDuplicateKeys(JSON.stringify(value, null, indent))).toBe(false);
      }),
    );
  });

  it('finds a member that was written twice, wherever it stands', () => {
    fc.assert(
      fc.property(fc.string(), fc.jsonValue(), fc.jsonValue(), fc.nat(5), (name, first, second, depth) => {
        const key = JSON.stringify(name);
        const twice = `{${key}:${JSON.stringify(first)},${key}:${JSON.stringify(second)}}`;
        expect(hasDuplicateKeys(`${'[{"x":'.repeat(depth)}${twice}${'}]'.repeat(depth)}`)).toBe(true);
      }),
    );
  });

  it('reads 100,000 open arrays without running out of stack', () => {
    expect(hasDuplicateKeys(`${'['.repeat(100_000)}${']'.repeat(100_000)}`)).toBe(false);
  });
});
