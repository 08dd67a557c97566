/** What `docs/authentication.md` says is what the code does. */
import { readFileSync } from 'node:fs';

import { describe, expect, it } from '@jest/globals';

import { FAMILIES } from '../../../src/config/environment.js';
import { findRegion } from '../../../src/base/regions.js';
import { SERVICES } from '../../../src/services/table.js';

const docs = readFileSync(new URL('../../../docs/authentication.md', import.meta.url), 'utf8');
const readme = readFileSync(new URL('../../../README.md', import.meta.url), 'utf8');

describe('the documentation of authentication', () => {
  it('names every variable that is read, and no other', () => {
    const read = FAMILIES.flatMap(({ tokens, ...rest }) => [...tokens, ...Object.values(rest)]);
    const named = [...docs.matchAll(/`((?:HUAWEI|OS_)[A-Z_]+)`/g)].map(([, name]) => name);
    expect([...new Set(named)].sort()).toEqual(read.sort());
  });

  it('has the hosts of every region', () => {
    const rows = [...docs.matchAll(/^\| `(eu-[^|]+?)` +\| ([^|]+?) +\| `([^`]+)` +\| `([^`]+)`/gm)];
    expect(rows).toHaveLength(4);
    for (const [, names = '', cloud, service = '', iam = ''] of rows) {
      for (const name of names.split('`, `')) {
        const region = findRegion(name);
        const host = (pattern: string): string => pattern.replace('{region}', name).replace('{service}', 'cce');
        expect([region?.cloud, region?.endpointOf('cce').host, region?.endpointOf('iam').host]).toEqual([
          cloud,
          host(service),
          host(iam),
        ]);
      }
    }
    const patterns = /^\| (`ae-\*`[^|]+?) +\|/m.exec(docs)?.[1] ?? '';
    for (const pattern of patterns.replaceAll('`', '').split(', ')) {
      expect(findRegion(pattern.replace('*', 'north-1'))?.cloud).toBe('Huawei Cloud');
    }
  });

  it('asks for the permissions that the services need, and for no other', () => {
    const needed = SERVICES.map(({ permission }) => permission).filter((permission) => permission !== '');
    const listed = [...docs.matchAll(/^\| `[\w-]+` +\| `([a-z]+:\w+:\w+)` /gm)].map(([, action = '']) => action);
    expect(listed.sort()).toEqual([...needed].sort());
    const granted = [...docs.matchAll(/"([a-z]+:\w+:\w+)"/g)].map(([, action = '']) => action);
    for (const action of granted.filter((each) => !each.startsWith('sts:'))) expect(needed).toContain(action);
  });

  it('has every place that the README and itself point to', () => {
    const anchors = [...docs.matchAll(/^#+ (.+)$/gm)].map(([, title = '']) =>
      title
        .toLowerCase()
        .replaceAll(/[^\w -]/g, '')
        .replaceAll(' ', '-'),
    );
    const links = [
      ...readme.matchAll(/\]\(docs\/authentication\.md#([\w-]+)\)/g),
      ...docs.matchAll(/\]\(#([\w-]+)\)/g),
    ];
    expect(links.length).toBeGreaterThan(5);
    for (const [, to] of links) expect(anchors).toContain(to);
  });
});
