/** Whatever `docs/threat-model.md` calls the test that holds something is a test. */
import { describe, expect, it } from '@jest/globals';

import { filesBelow, testNamesIn, textOf } from './support/sources.js';

const named = [...textOf('docs/threat-model.md').matchAll(/^- `(\S+\.test\.ts) › (.+)`$/gm)];

const namesIn = new Map(
  [...new Set(named.map(([, file = '']) => `__tests__/${file}`))]
    .filter((file) => filesBelow('__tests__').includes(file))
    .map((file) => [file, testNamesIn(file)]),
);

describe('the threat model', () => {
  it.each(named.map(([, file = '', test = '']) => [file, test]))('is held by %s › %s', (file, test) => {
    expect(namesIn.get(`__tests__/${file}`)).toContain(test);
  });

  it('names a test for every threat, in one form', () => {
    const threats =
      textOf('docs/threat-model.md')
        .split(/^## The verdict$/m)[1]
        ?.split(/^(?=\*\*)/m)
        .slice(1) ?? [];
    expect(threats.length).toBeGreaterThan(15);
    // What a script or the user sees to has none.
    const without = threats
      .filter((threat) => !/^- `\S+\.test\.ts › /m.test(threat))
      .map((threat) => threat.slice(0, 40));
    expect(without).toEqual([expect.stringContaining('The bundle is not'), expect.stringContaining('A moved tag')]);
    expect(textOf('docs/threat-model.md').match(/\.test\.ts/g)).toHaveLength(named.length);
  });
});
