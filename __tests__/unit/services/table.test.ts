import { describe, expect, it } from '@jest/globals';

import { SERVICES } from '../../../src/services/index.js';
import { SERVICE_ROWS } from '../../support/service-rows.js';
import { row } from './reading.js';

describe('the service table', () => {
  it.each(SERVICE_ROWS)('asks $service at $path', ({ service: name, path, host = name }) => {
    const asked = path.replace('{p}', 'p1').replace('{j}', 'j1');
    expect(row(name).host).toBe(host);
    for (const cloud of [undefined, 'Open Telekom Cloud', 'FlexibleEngine'] as const) {
      expect(row(name).path('p1', 'j1', cloud)).toBe(asked);
    }
    expect(row(name).path('p1', 'j1', 'Huawei Cloud')).toBe(name === 'ims' ? '/v1/cloudimages/job/j1' : asked);
  });

  it('lists each service once, and none that no test knows', () => {
    const names = SERVICES.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    expect([...new Set(SERVICE_ROWS.map(({ service }) => service))].sort()).toEqual([...names].sort());
  });

  it('names the least permission that asking takes, where a document does', () => {
    const named = SERVICES.filter(({ permission }) => permission !== '');
    expect(named.map(({ name, permission }) => [name, permission])).toEqual([
      ['cce', 'cce:job:get'],
      ['ims', 'ims:imageJobs:getPercentage'],
      ['dcs', 'dcs:job:get'],
      ['rds', 'rds:task:list'],
    ]);
  });
});
