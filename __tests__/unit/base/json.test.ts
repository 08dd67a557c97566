import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { isJsonObject, objectAt, textAt, valueAt } from '../../../src/base/json.js';

describe('valueAt', () => {
  it('finds a property whatever the case of its name, and the exact one first', () => {
    expect(valueAt({ subJobs: 1 }, 'subJobs')).toBe(1);
    expect(valueAt({ subjobs: 1 }, 'subJobs')).toBe(1);
    expect(valueAt({ SUBJOBS: 1 }, 'subJobs')).toBe(1);
    expect(valueAt({ SUBJOBS: 1, subJobs: 2 }, 'subJobs')).toBe(2);
    expect(valueAt({ subJobs: undefined, subjobs: 1 }, 'subJobs')).toBeUndefined();
  });

  it('finds nothing that the object itself does not have', () => {
    expect(valueAt({}, 'constructor')).toBeUndefined();
    expect(valueAt({}, 'toString')).toBeUndefined();
    expect(valueAt({ sub_jobs: 1, subJob: 2, subJobss: 3 }, 'subJobs')).toBeUndefined();
  });

  it('finds the same in an object with many properties as in one with few', () => {
    const key = fc.stringMatching(/^[a-cA-C]{1,3}$/);
    fc.assert(
      fc.property(fc.uniqueArray(key, { selector: (each) => each.toLowerCase() }), key, (keys, name) => {
        const few = Object.fromEntries(keys.map((each, index) => [each, index]));
        const padding = Array.from({ length: 100 }, (_, index): [string, string] => [`x${index}`, 'padding']);
        const many = { ...few, ...Object.fromEntries(padding) };
        const expected = keys.findIndex((each) => each.toLowerCase() === name.toLowerCase());
        expect(valueAt(few, name)).toBe(expected === -1 ? undefined : expected);
        expect(valueAt(many, name)).toBe(expected === -1 ? undefined : expected);
        // Once more, since what was learnt of a large object is remembered.
        expect(valueAt(many, name.toUpperCase())).toBe(expected === -1 ? undefined : expected);
        expect(valueAt(many, 'constructor')).toBeUndefined();
      }),
    );
  });

  it('reads the names of a large object once, however often it is asked', () => {
    const large = Object.fromEntries(Array.from({ length: 300_000 }, (_, index) => [`K${index}`, index]));
    for (let index = 0; index < 1000; index += 1) expect(valueAt(large, `k${index}`)).toBe(index);
    expect(valueAt(large, 'other')).toBeUndefined();
  });
});

describe('textAt and objectAt', () => {
  it('take a value for what it is', () => {
    const object = { a: ' x ', b: 7, c: false, d: null, e: ['x'], f: { g: 1 } };
    expect(['a', 'b', 'c', 'd', 'e', 'f', 'z'].map((name) => textAt(object, name))).toEqual([
      'x',
      '7',
      'false',
      '',
      '',
      '',
      '',
    ]);
    expect(objectAt(object, 'F')).toEqual({ g: 1 });
    for (const name of ['a', 'd', 'e', 'z']) expect(objectAt(object, name)).toEqual({});
    expect([{}, [], null, 'x'].map(isJsonObject)).toEqual([true, false, false, false]);
  });
});
