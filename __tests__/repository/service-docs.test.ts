/** `action.yml` names every service; the README's table is made from the service table itself. */
import { expect, it } from '@jest/globals';

import { manifestEntries } from '../../scripts/docs/action.js';
import { jobIdPlaces } from '../../src/services/service.js';
import { SERVICES } from '../../src/services/table.js';

it('the services that action.yml names are those of the service table, in its order', () => {
  const [, input] = manifestEntries('inputs').find(([name]) => name === 'service') ?? [];
  const named = [...String(input?.['description']).matchAll(/`([^`]+)`/g)].map(([, name]) => name);
  expect(named).toEqual(SERVICES.map(({ name }) => name));
});

it('every service says where the job ID of its calls is', () => {
  for (const service of SERVICES) expect(jobIdPlaces(service)).toMatch(/\.\w/);
});
