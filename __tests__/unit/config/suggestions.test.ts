/** What was probably meant: each suggestion is a value that the parser takes. */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { parseDuration } from '../../../src/base/time.js';
import { findRegion } from '../../../src/base/regions.js';
import {
  isProjectName,
  suggestChoice,
  suggestDuration,
  suggestRegion,
  suggestService,
  suggestUrl,
} from '../../../src/config/suggestions.js';
import { SERVICES } from '../../../src/services/table.js';

describe('a duration', () => {
  it.each([
    ['30 min', '30m'],
    ['30min', '30m'],
    ['30M', '30m'],
    ['1.5h', '1h30m'],
    ['1h 30m', '1h30m'],
    ['1 hour, 30 minutes', '1h30m'],
    ['0.5 hours', '30m'],
    ['2 days', '48h'],
    ['90 seconds', '1m30s'],
    ['PT1H30M', '1h30m'],
    ['250 msec', '250ms'],
  ])('of %j is %s', (text, meant) => {
    expect(suggestDuration(text)).toBe(meant);
  });

  it.each(['', 'soon', '1e9h', '-5s', '30 parsecs', '25 days', '0 min', `${'9'.repeat(300)}h`])(
    'is not made of %j',
    (text) => {
      expect(suggestDuration(text)).toBeUndefined();
    },
  );

  it('that is suggested is one that is taken, for any text', () => {
    const part = fc.tuple(
      fc.double({ min: 0, max: 100, noNaN: true }),
      fc.constantFrom(' min', 'h', ' hours', 's ', 'd'),
    );
    fc.assert(
      fc.property(fc.array(part, { minLength: 1, maxLength: 3 }), (parts) => {
        const meant = suggestDuration(parts.map(([count, unit]) => `${count.toFixed(1)}${unit}`).join(' '));
        if (meant !== undefined) expect(parseDuration(meant)).toBeGreaterThan(0);
      }),
    );
  });
});

describe('a region', () => {
  it.each([
    ['EU-DE', 'eu-de'],
    ['eu_de', 'eu-de'],
    ['eu-de-01', 'eu-de'],
    ['ap-southeast', 'ap-southeast-1'],
    ['cn-north-4a', 'cn-north-4'],
    ['AP-Southeast-1', 'ap-southeast-1'],
    ['eu-de_project', 'eu-de'],
    ['eu-ed', 'eu-de'],
    ['https://cce.eu-nl.otc.t-systems.com', 'eu-nl'],
    ['iam.ap-southeast-1.myhuaweicloud.com', 'ap-southeast-1'],
  ])('of %j is %s', (text, meant) => {
    expect(suggestRegion(text)).toBe(meant);
    expect(findRegion(meant)).toBeDefined();
  });

  it.each(['', 'mars', 'us-east-1', 'x'.repeat(300)])('is not made of %j', (text) => {
    expect(suggestRegion(text)).toBeUndefined();
  });
});

describe('a choice', () => {
  const REPORTS = ['always', 'on-failure', 'never'];
  it.each([
    ['yes', ['true', 'false'], 'true'],
    ['0', ['true', 'false'], 'false'],
    ['flase', ['true', 'false'], 'false'],
    ['true', REPORTS, 'always'],
    ['no', REPORTS, 'never'],
    ['on_failure', REPORTS, 'on-failure'],
    ['failure', REPORTS, 'on-failure'],
    ['alway', REPORTS, 'always'],
  ])('of %j among %j is %s', (text, choices, meant) => {
    expect(suggestChoice(text, choices)).toBe(meant);
  });

  it('is not made of a word that is far from all', () => {
    expect(suggestChoice('sometimes', REPORTS)).toBeUndefined();
  });
});

describe('a service', () => {
  it.each([
    ['gce', 'cce'],
    ['kafka', 'dms'],
    ['image', 'ims'],
    ['sfsturbo', 'sfs-turbo'],
    ['SFS Turbo', 'sfs-turbo'],
    ['swr-api', 'swr'],
    ['gaussdb-nosql', 'geminidb'],
    ['gaussdb-opengauss', 'gaussdb'],
    ['gaussdbformysql', 'taurusdb'],
    ['CCE Autopilot', 'cce-autopilot'],
  ])('of %j is %s', (text, meant) => {
    expect(suggestService(text, SERVICES)).toBe(meant);
  });

  it.each(['', 'obs', 'service', 'kubernetes-engine', 'constructor'])('is not made of %j', (text) => {
    expect(suggestService(text, SERVICES)).toBeUndefined();
  });
});

describe('an endpoint', () => {
  it.each([
    ['cce.eu-de.otc.t-systems.com', 'https://cce.eu-de.otc.t-systems.com'],
    ['cce.example.com:8443/base', 'https://cce.example.com:8443/base'],
    ['//cce.example.com', 'https://cce.example.com'],
    ['http://cce.example.com', 'https://cce.example.com'],
    ['localhost:8080', 'http://localhost:8080'],
    ['127.0.0.1:8080', 'http://127.0.0.1:8080'],
  ])('of %j is %s', (text, meant) => {
    expect(suggestUrl(text)).toBe(meant);
  });

  it.each(['', 'cce', 'not a url', 'user:hunter2@cce.example.com', 'ftp://x.example.com', 'https://x.example.com'])(
    'is not made of %j',
    (text) => {
      expect(suggestUrl(text)).toBeUndefined();
    },
  );
});

describe("a project's name", () => {
  it.each([
    ['eu-de', true],
    ['eu-de_project', true],
    ['cn-north-4', true],
    ['089b2f9a3d80d3062f24c00ca4ed5cbd', false],
    ['project-1', false],
  ])('%s is one: %s', (text, isName) => {
    expect(isProjectName(text)).toBe(isName);
  });
});
