import { describe, expect, it } from '@jest/globals';

import { runFault, onThisPlatform } from './run.js';
import { FAULTS } from './table/index.js';

const groups = FAULTS.filter(({ heavy = false }) => !heavy);

describe.each(groups)('$heading', ({ faults }) => {
  it.concurrent.each(onThisPlatform(faults))('$name', runFault);
});

describe('the table', () => {
  it('names each fault once', () => {
    const names = FAULTS.flatMap(({ heading, faults }) => faults.map(({ name }) => `${heading}: ${name}`));
    expect(names).toEqual([...new Set(names)]);
  });
});
