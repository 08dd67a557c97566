import { describe, expect, it } from '@jest/globals';

import { sourcesFor } from '../../../scripts/docs/service-sources.js';
import { findRegion, regionOf } from '../../../src/base/regions.js';
import { pathOf } from '../../../src/services/values.js';
import { endpointOf, jobIdPlaces, requestFor, type Service } from '../../../src/services/service.js';
import { SERVICES } from '../../../src/services/table.js';
import { SERVICE_ROWS } from '../../support/service-rows.js';
import { row } from './reading.js';

const IDS = { projectId: 'p1', jobId: 'j1', parentId: 'c1' };

const askedIn = (service: Service, region: string): string => {
  const known = findRegion(region);
  if (known === undefined) throw new Error(`no region ${region}`);
  return requestFor(service, endpointOf(service, known), IDS).url.href;
};

describe('the service table', () => {
  it.each(SERVICE_ROWS)('asks $service at $path', ({ service, path, host = service }) => {
    const asked = path.replace('{p}', 'p1').replace('{c}', 'c1').replace('{j}', 'j1');
    expect(askedIn(row(service), 'eu-nl')).toBe(`https://${host}.eu-nl.otc.t-systems.com${asked}`);
    const { method, url } = requestFor(row(service), new URL('http://127.0.0.1:1/base'), IDS);
    expect([method, url.href]).toEqual(['GET', `http://127.0.0.1:1/base${asked.replace(/^\/mysql/, '')}`]);
  });

  it.each([
    ['taurusdb', 'ap-southeast-3', 'https://gaussdb.ap-southeast-3.myhuaweicloud.com/v3/p1/jobs?id=j1'],
    ['taurusdb', 'tr-west-1', 'https://gaussdbformysql.tr-west-1.myhuaweicloud.com/v3/p1/jobs?id=j1'],
    ['taurusdb', 'af-south-1', 'https://gaussdb-mysql.af-south-1.myhuaweicloud.com/v3/p1/jobs?id=j1'],
    ['gaussdb', 'cn-north-4', 'https://gaussdb-opengauss.cn-north-4.myhuaweicloud.com/v3/p1/jobs?id=j1'],
    ['gaussdb', 'me-east-1', 'https://gaussdb.me-east-1.myhuaweicloud.com/v3/p1/jobs?id=j1'],
    ['sdrs', 'ap-southeast-2', 'https://sdrs.ap-southeast-3.myhuaweicloud.com/v1/p1/jobs/j1'],
    ['dws', 'cn-north-12', 'https://dws.cn-north-12.myhuaweicloud.cn/v1.0/p1/job/j1'],
    ['dws', 'eu-west-101', 'https://dws.eu-west-101.myhuaweicloud.eu/v1.0/p1/job/j1'],
    ['ims', 'cn-north-4', 'https://ims.cn-north-4.myhuaweicloud.com/v1/p1/jobs/j1'],
    ['deh', 'eu-west-101', 'https://ecs.eu-west-101.myhuaweicloud.com/v1/p1/jobs/j1'],
    ['cce', 'eu-west-0', 'https://cce.eu-west-0.prod-cloud-ocb.orange-business.com/api/v3/projects/p1/jobs/j1'],
  ])('asks %s in %s at %s', (service, region, href) => {
    expect(askedIn(row(service), region)).toBe(href);
  });

  it('has most of the hosts in eu-west-101 below .eu, and those of servers and networks below .com', () => {
    const below = (domain: string): string[] =>
      SERVICES.filter((service) => new URL(askedIn(service, 'eu-west-101')).hostname.endsWith(domain)).map(
        ({ name }) => name,
      );
    expect(below('.com')).toEqual(['ims', 'ecs', 'evs', 'bms', 'deh', 'eip', 'dcs', 'elb']);
    expect(below('.eu')).toHaveLength(SERVICES.length - 8);
  });

  it('has exceptions for regions that there are, below domains that these have', () => {
    for (const service of SERVICES) {
      for (const { regions, servedBy } of service.hostExceptions) {
        for (const name of regions) {
          const region = findRegion(name);
          if (region === undefined) throw new Error(`${service.name}: no region ${name}`);
          expect(regionOf(endpointOf(service, region))?.name).toBe(servedBy ?? name);
        }
      }
    }
  });

  it('lists each service once, and none that no test knows', () => {
    const names = SERVICES.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    expect([...new Set(SERVICE_ROWS.map(({ service }) => service))].sort()).toEqual([...names].sort());
  });

  it('names the least permission that asking takes, where a document does', () => {
    const named = SERVICES.filter(({ permission }) => permission !== '');
    expect(Object.fromEntries(named.map(({ name, permission }) => [name, permission]))).toEqual({
      cce: 'cce:job:get',
      ims: 'ims:imageJobs:getPercentage',
      dcs: 'dcs:job:get',
      rds: 'rds:task:list',
      dds: 'dds:task:getDetail',
      taurusdb: 'gaussdbformysql:task:list',
      geminidb: 'gaussdbfornosql:task:list',
      dws: 'dws:service:listJobDetail',
    });
  });
});

describe.each(SERVICES)('the row of $name', (service) => {
  const { format, request, parent } = service;

  it('has one template of a path for each thing that a request has to name', () => {
    for (const path of [request.path, ...Object.values(request.pathIn ?? {})]) {
      expect(path.match(/\{\w+\}/g)?.sort()).toEqual(
        ['{job_id}', ...(parent === undefined ? [] : ['{parent_id}']), '{project_id}'].sort(),
      );
    }
  });

  it('has sources for each of its facts', () => {
    const sources = sourcesFor(service.name);
    expect(sources.notFoundCodes !== undefined).toBe(service.notFoundCodes.length > 0);
    expect(sources.permission !== undefined).toBe(service.permission !== '');
    expect(request.pathIn === undefined || sources.path !== undefined).toBe(true);
  });

  it('says where the job ID is, as jq would be asked for it', () => {
    for (const { at } of service.jobIds)
      for (const place of at) expect(place).toMatch(/^(?:\.\[\])?(?:\.\w+(?:\[\])?)+$/);
    expect(jobIdPlaces(service)).not.toBe('');
  });

  it('has its words in lower case, one that succeeds and one that fails, and remarks about words that it has', () => {
    const words = Object.keys(format.words);
    expect(words.map((word) => word.toLowerCase())).toEqual(words);
    expect(Object.values(format.words)).toEqual(expect.arrayContaining(['Success', 'Failed', 'Running']));
    expect(words).toEqual(expect.arrayContaining(Object.keys(format.remarks)));
  });

  it('lists IDs of sub-jobs after the sub-jobs that they may belong to', () => {
    const kinds = format.subJobs.map(({ holds }) => holds);
    expect(kinds.lastIndexOf('jobs')).toBeLessThan(kinds.includes('job IDs') ? kinds.indexOf('job IDs') : Infinity);
    for (const { at } of format.subJobs) expect(pathOf(at).length).toBeLessThanOrEqual(2);
  });
});
