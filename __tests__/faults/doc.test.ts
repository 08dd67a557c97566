import { readFile } from 'node:fs/promises';

import { expect, it } from '@jest/globals';

import { FAULTS_DOC, faultsDocument } from '../../scripts/faults-doc.js';

it('docs/faults.md lists every fault of the suite with its ending (npm run docs)', async () => {
  expect(await readFile(FAULTS_DOC, 'utf8')).toBe(await faultsDocument());
});
