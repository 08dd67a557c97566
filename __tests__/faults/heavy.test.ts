import { describe, it } from '@jest/globals';

import { runFault, onThisPlatform } from './run.js';
import { FAULTS } from './table/index.js';

const groups = FAULTS.filter(({ heavy = false }) => heavy);

describe.each(groups)('$heading', ({ faults }) => {
  it.each(onThisPlatform(faults))('$name', runFault);
});
