import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { hasDuplicateKeys } from '../../../src/base/json.js';

describe('hasDuplicateKeys', () => {
  it.each([
    '{"phase":"Failed","phase":"Success"}',
    '{"a":{"b":1,"c":[{"d":1,"d":2}]}}',
    '{"a":1,"b":{"a":1},"a":2}',
    '{"phase":1,"ph\\u0061se":2}',
    '{"a":[],"a":{}}',
    '{"":1,"":2}',
    '{"phase":1,"Phase":2}',
    '{"subJobs":[],"subjobs":[{}]}',
    '{"phase":1,"PH\\u0061SE":2}',
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
    '{"a":{"A":1},"b":"B"}',
  ])('finds none in %s', (text) => {
    expect(hasDuplicateKeys(text)).toBe(false);
  });

  it('finds none in what JSON.stringify writes, where names differ in more than their case', () => {
    const { tree } = fc.letrec((tie) => ({
      tree: fc.oneof(
        { depthSize: 'small' },
        fc.string(),
        fc.constant(null),
        fc.array(tie('tree')),
        fc.dictionary(
          fc.string().map((name) => name.toLowerCase()),
          tie('tree'),
        ),
      ),
    }));
    fc.assert(
      fc.property(tree, fc.constantFrom(0, 2), (value, indent) => {
        expect(hasDuplicateKeys(JSON.stringify(value, null, indent))).toBe(false);
      }),
    );
  });

  it('finds a key that was written twice, in whatever case and wherever it stands', () => {
    fc.assert(
      fc.property(fc.string(), fc.jsonValue(), fc.jsonValue(), fc.nat(5), (name, first, second, depth) => {
        const [key, other] = [JSON.stringify(name), JSON.stringify(name.toLowerCase())];
        const twice = `{${key}:${JSON.stringify(first)},${other}:${JSON.stringify(second)}}`;
        expect(hasDuplicateKeys(`${'[{"x":'.repeat(depth)}${twice}${'}]'.repeat(depth)}`)).toBe(true);
      }),
    );
  });

  it('reads 100,000 open arrays without running out of stack', () => {
    expect(hasDuplicateKeys(`${'['.repeat(100_000)}${']'.repeat(100_000)}`)).toBe(false);
  });
});
