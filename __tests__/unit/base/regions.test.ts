import { describe, expect, it } from '@jest/globals';

import { findRegion, KNOWN_REGIONS, regionOf } from '../../../src/base/regions.js';

describe('findRegion', () => {
  it.each([
    ['eu-de', 'Open Telekom Cloud', 'cce.eu-de.otc.t-systems.com', 'iam.eu-de.otc.t-systems.com'],
    ['eu-nl', 'Open Telekom Cloud', 'cce.eu-nl.otc.t-systems.com', 'iam.eu-nl.otc.t-systems.com'],
    ['eu-ch2', 'Open Telekom Cloud', 'cce.eu-ch2.sc.otc.t-systems.com', 'iam-pub.eu-ch2.sc.otc.t-systems.com'],
    [
      'eu-west-0',
      'FlexibleEngine',
      'cce.eu-west-0.prod-cloud-ocb.orange-business.com',
      'iam.eu-west-0.prod-cloud-ocb.orange-business.com',
    ],
    ['eu-west-101', 'Huawei Cloud', 'cce.eu-west-101.myhuaweicloud.eu', 'iam.eu-west-101.myhuaweicloud.eu'],
    ['ap-southeast-1', 'Huawei Cloud', 'cce.ap-southeast-1.myhuaweicloud.com', 'iam.ap-southeast-1.myhuaweicloud.com'],
    ['la-north-2', 'Huawei Cloud', 'cce.la-north-2.myhuaweicloud.com', 'iam.la-north-2.myhuaweicloud.com'],
  ])('knows %s', (name, cloud, cce, iam) => {
    const region = findRegion(name);
    expect(region?.cloud).toBe(cloud);
    expect(region?.endpointOf('cce').href).toBe(`https://${cce}/`);
    expect(region?.endpointOf('iam').href).toBe(`https://${iam}/`);
  });

  it('knows where STS is', () => {
    expect(findRegion('cn-north-4')?.endpointOf('sts').host).toBe('sts.cn-north-4.myhuaweicloud.com');
  });

  it.each(
    'cn-north-4 cn-east-201 ap-southeast-3 af-south-1 la-south-2 na-mexico-1 sa-brazil-1 tr-west-1 tr-central-201 me-east-1 my-kualalumpur-1 ru-moscow-1 ae-ad-1'.split(
      ' ',
    ),
  )('knows %s by its pattern', (name) => {
    expect(findRegion(name)?.endpointOf('ims').host).toBe(`ims.${name}.myhuaweicloud.com`);
  });

  it.each([
    '',
    'eu-de-1',
    'eu-west-1',
    'eu-central-1',
    'us-east-1',
    'EU-DE',
    'eu-de.evil.example',
    'evil.example/ap-southeast-1',
    'ap-southeast-1.evil.example',
    'ap-southeast-1/../x',
    'ap-southeast-1\n',
    'ap-southeast',
    'ap-southeast-1234',
    '#ap-southeast-1',
  ])('does not know %j', (name) => {
    expect(findRegion(name)).toBeUndefined();
  });

  it('has hosts in the other domains of the region, where it is told so', () => {
    expect(findRegion('eu-west-101')?.endpointOf('ecs', 'myhuaweicloud.com').host).toBe(
      'ecs.eu-west-101.myhuaweicloud.com',
    );
  });

  it('lists all that it knows by name', () => {
    for (const name of KNOWN_REGIONS.matchAll(/[a-z]{2}-[a-z]+(?:-\d+)?\d?/g)) {
      expect(findRegion(name[0])).toBeDefined();
    }
  });
});

describe('regionOf', () => {
  it.each([
    ['https://cce.eu-de.otc.t-systems.com', 'eu-de', 'Open Telekom Cloud'],
    ['https://cce.eu-ch2.sc.otc.t-systems.com', 'eu-ch2', 'Open Telekom Cloud'],
    ['https://ims.ap-southeast-1.myhuaweicloud.com/base', 'ap-southeast-1', 'Huawei Cloud'],
    ['https://ecs.eu-west-101.myhuaweicloud.com', 'eu-west-101', 'Huawei Cloud'],
    ['https://cce.eu-west-101.myhuaweicloud.eu', 'eu-west-101', 'Huawei Cloud'],
    ['https://dws.tr-west-1.myhuaweicloud.cn', 'tr-west-1', 'Huawei Cloud'],
  ])('knows %s', (endpoint, name, cloud) => {
    expect(regionOf(new URL(endpoint))).toMatchObject({ name, cloud });
  });

  it.each([
    'http://127.0.0.1:8080',
    'http://localhost',
    'https://cce.example.com',
    'https://cce.eu-de.example.com',
    'https://cce.eu-de.otc.t-systems.com.evil.example',
    'https://cce.eu-de.myhuaweicloud.com',
    'https://a.cce.eu-de.otc.t-systems.com',
    'https://ap-southeast-1.myhuaweicloud.com',
  ])('knows nothing of %s', (endpoint) => {
    expect(regionOf(new URL(endpoint))).toBeUndefined();
  });
});
