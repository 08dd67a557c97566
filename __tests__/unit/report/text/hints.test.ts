import { describe, expect, it } from '@jest/globals';

import { hintOf } from '../../../../src/report/text/sentences.js';
import { regionOf } from '../../../../src/base/regions.js';
import { jobIn } from '../../support/jobs.js';
import { format } from '../samples.js';

const hint = (reason: string, errorCode = ''): string =>
  hintOf({ visit: { job: jobIn('Failed'), depth: 0, parent: undefined }, reason, errorCode }, format);

describe('a hint', () => {
  it.each([
    ['The quota of instances is exceeded', 'quota'],
    ['number of security groups has been reached', 'quota'],
    ['No available IP addresses in subnet x', 'addresses'],
    ['The subnet has no free address', 'addresses'],
    ['flavor s3.large is sold out in az-1', 'short of'],
    ['No valid host was found.', 'short of'],
    ['Insufficient resources', 'short of'],
    ["Policy doesn't allow it: Forbidden", 'permission'],
    ['user is not authorized to perform ecs:create', 'permission'],
    ['dial tcp 192.168.0.214:2379: connect: connection refused', 'connection'],
    ['no route to host', 'connection'],
  ])('is given for "%s"', (reason, word) => {
    expect(hint(reason)).toContain(word);
  });

  it('is given for a code that says it', () => {
    expect(hint('Failed.', 'Ecs.InstanceQuotaExceeded')).toContain('quota');
  });

  it.each([
    '',
    'etcd is not healthy after 600 s',
    'no space left on device',
    'The image was not found',
    'internal error',
  ])('is not given for "%s"', (reason) => {
    expect(hint(reason)).toBe('');
  });
});

describe('the region', () => {
  it.each([
    ['https://cce.eu-de.otc.t-systems.com', 'eu-de'],
    ['https://ims.ap-southeast-1.myhuaweicloud.com/base', 'ap-southeast-1'],
    ['https://cce.eu-ch2.sc.otc.t-systems.com', 'eu-ch2'],
    ['http://127.0.0.1:8080', ''],
    ['http://localhost', ''],
    ['https://cce.example.com', ''],
    ['https://gateway.my-company.example', ''],
    ['https://cce.eu-de.example.com', ''],
  ])('in %s is "%s"', (endpoint, region) => {
    expect(regionOf(new URL(endpoint))?.name ?? '').toBe(region);
  });
});
