import { describe, expect, it } from '@jest/globals';

import { SETTING_DEFAULTS, type SettingName } from '../../../src/base/settings.js';
import { type Config, parseConfig } from '../../../src/config/config.js';
import { SERVICES } from '../../../src/services/table.js';
import { settingsOf } from '../support/settings.js';
import { naming } from '../../support/naming.js';

const VALID: Partial<Record<SettingName, string>> = {
  job_id: 'job-1',
  project_id: 'project-1',
  endpoint: 'https://cce.eu-de.otc.t-systems.com',
  token: 'gAAAA-token',
};

const parse = (inputs: Partial<Record<SettingName, string>>): ReturnType<typeof parseConfig> =>
  parseConfig(settingsOf(inputs), (text) => `«${text}»`);

const problemsOf = (inputs: Partial<Record<SettingName, string>>): readonly string[] => {
  const result = parse({ ...VALID, ...inputs });
  return result.kind === 'problems' ? result.problems.map(({ message }) => message) : [];
};

const configOf = (inputs: Partial<Record<SettingName, string>> = {}): Config => {
  const result = parse({ ...VALID, ...inputs });
  if (result.kind === 'problems') throw new Error(result.problems.map(({ message }) => message).join('\n'));
  return result.config;
};

describe('parseConfig', () => {
  it('takes the defaults of the contract for everything that is not given', () => {
    const config = configOf();
    expect(config.gate).toEqual({
      jobIds: ['job-1'],
      timeoutMs: 1_800_000,
      pollInterval: 'auto',
      requestTimeoutMs: 30_000,
      outageToleranceMs: 120_000,
      failFast: true,
      maxConcurrency: 8,
      initialConcurrency: 8,
    });
    expect([config.service.name, config.summary]).toEqual(['cce', 'always']);
    expect(config.access).toEqual({
      projectId: 'project-1',
      endpoint: new URL('https://cce.eu-de.otc.t-systems.com/'),
      parentId: '',
      credentials: { kind: 'token', token: 'gAAAA-token' },
      sources: [naming('project_id'), naming('endpoint'), naming('token')],
    });
  });

  it('asks with an access key with fewer requests at a time than it takes to lock it', () => {
    expect(configOf({ token: '', access_key: 'AK', secret_key: 'SK' }).gate).toMatchObject({
      maxConcurrency: 4,
      initialConcurrency: 1,
    });
  });

  it('takes every input that is given', () => {
    const config = configOf({
      service: 'IMS',
      timeout: '1h30m',
      poll_interval: '100ms',
      request_timeout: '5',
      outage_tolerance: '10s',
      fail_fast: 'False',
      summary: 'on-failure',
    });
    expect(config.gate).toEqual({
      jobIds: ['job-1'],
      timeoutMs: 5_400_000,
      pollInterval: 100,
      requestTimeoutMs: 5000,
      outageToleranceMs: 10_000,
      failFast: false,
      maxConcurrency: 8,
      initialConcurrency: 8,
    });
    expect([config.service.name, config.summary]).toEqual(['ims', 'on-failure']);
  });

  it('reports every wrong input at once', () => {
    const result = parse({ timeout: '10abc', endpoint: 'http://cce.example.com', service: 'gce' });
    expect(result.kind === 'problems' ? result.problems.map(({ message }) => message) : []).toEqual([
      naming('service', '«gce»'),
      naming('job_id'),
      naming('timeout', '«10abc»'),
      naming('project_id'),
      naming('endpoint', '«http://cce.example.com»'),
      naming('token', 'access_key', 'identity_provider', 'provider_urn'),
    ]);
  });

  it('names the input, what was given and what would be right', () => {
    expect(problemsOf({ timeout: '1e9h' })).toEqual([naming('timeout', '«1e9h»', '90s', '15m', '24 days')]);
    expect(problemsOf({ service: 'gce' })).toEqual([naming('service', '«gce»', ...SERVICES.map(({ name }) => name))]);
    expect(problemsOf({ fail_fast: 'yes' })).toEqual([naming('fail_fast', '«yes»', 'true', 'false')]);
  });

  describe('job_id', () => {
    it('is split at commas, blanks and lines, and counts duplicates once', () => {
      expect(configOf({ job_id: 'a,b  c\nd\r\n, a,\tb,' }).gate.jobIds).toEqual(['a', 'b', 'c', 'd']);
    });

    it.each(['a/b', '../a', 'a?b', 'ä', 'a'.repeat(129), 'a;b'])('refuses %j', (id) => {
      expect(problemsOf({ job_id: `ok ${id}` })).toEqual([naming('job_id', `«${id}»`, '128')]);
    });

    it('refuses a list of nothing', () => {
      expect(problemsOf({ job_id: ' , \n' })).toHaveLength(1);
    });

    it('is not null, which is what jq makes of a response without one: the message names the property that has it', () => {
      expect(problemsOf({ job_id: 'null', service: 'cce-autopilot' })).toEqual([
        naming('job_id', '«null»', 'CCE Autopilot', '.status.jobID'),
      ]);
      expect(configOf({ job_id: 'null-1' }).gate.jobIds).toEqual(['null-1']);
    });

    it('takes 128 characters', () => {
      expect(configOf({ job_id: 'a'.repeat(128) }).gate.jobIds).toEqual(['a'.repeat(128)]);
    });
  });

  it.each(['a b', '..', '%2e', 'a'.repeat(129)])('refuses project_id %j', (id) => {
    expect(problemsOf({ project_id: id })).toHaveLength(1);
  });

  describe('endpoint', () => {
    it.each([
      ['https://cce.eu-de.otc.t-systems.com', 'https://cce.eu-de.otc.t-systems.com/'],
      ['https://gateway.example.com:8443/base/path/', 'https://gateway.example.com:8443/base/path/'],
      ['http://localhost:8080', 'http://localhost:8080/'],
      ['http://127.0.0.1', 'http://127.0.0.1/'],
      ['http://127.255.0.3:1', 'http://127.255.0.3:1/'],
      ['http://[::1]:8080', 'http://[::1]:8080/'],
      ['HTTPS://CCE.example.com', 'https://cce.example.com/'],
    ])('takes %s', (text, href) => {
      expect(configOf({ endpoint: text }).access.endpoint.href).toBe(href);
    });

    it.each([
      'http://cce.example.com',
      'http://127.0.0.1.example.com',
      'http://localhost.example.com',
      'http://0.0.0.0',
      'http://[::2]',
      'ftp://127.0.0.1',
      'file:///etc/passwd',
      'cce.eu-de.otc.t-systems.com',
      'not a url',
    ])('refuses %s, and shows it', (text) => {
      const [problem = ''] = problemsOf({ endpoint: text });
      expect(problem).toEqual(naming('endpoint', `«${text}»`));
    });

    it.each([
      'https://user:hunter2@cce.example.com',
      'https://cce.example.com/?key=hunter2',
      'https://x/#hunter2',
      'https://u:hunter2@ x',
    ])('refuses %s without showing what may be a secret', (text) => {
      const problems = problemsOf({ endpoint: text });
      expect(problems).toHaveLength(1);
      expect(problems.join()).not.toContain('hunter2');
    });
  });

  describe('token', () => {
    it.each(['two words', 'line\nbreak', 'euro€', 'tab\t', 'nul\0'])('refuses %j without showing it', (token) => {
      const problems = problemsOf({ token });
      expect(problems).toEqual([naming('token')]);
      expect(problems.join()).not.toContain(token);
    });

    it('takes 16,384 characters and refuses one more', () => {
      expect(problemsOf({ token: 'x'.repeat(16_384) })).toEqual([]);
      expect(problemsOf({ token: 'x'.repeat(16_385) })).toEqual([naming('token', '16385', '16384')]);
    });
  });

  it.each(['99ms', '0', '-1s', 'Auto ', '10abc'])('refuses poll_interval %j', (text) => {
    expect(problemsOf({ poll_interval: text })).toHaveLength(1);
  });

  it.each(['timeout', 'request_timeout', 'outage_tolerance'] as const)('refuses a %s that is no duration', (name) => {
    for (const text of ['0', '-5s', '10abc', '1e9h', '25h0']) {
      expect(problemsOf({ [name]: text })).toEqual([naming(name, `«${text}»`)]);
    }
  });

  it.each(['a,,b', 'a, ', ',a', 'a\n,,\nb'])('warns of IDs that have a comma without an ID: %j', (job_id) => {
    expect(configOf({ job_id }).warnings).toEqual([naming('job_id', 'comma', 'step before')]);
  });

  it.each(['a,b', 'a, b', 'a,\nb', ' a b '])('warns of no other: %j', (job_id) => {
    expect(configOf({ job_id }).warnings).toEqual([]);
  });

  it('warns of an outage_tolerance that was raised above timeout, which nobody means', () => {
    const raised = configOf({ timeout: '1m', outage_tolerance: '5m' });
    expect(raised.warnings).toEqual([naming('outage_tolerance', 'timeout', '1m', 'timed-out')]);
    expect(configOf({ timeout: '1m' }).warnings).toEqual([]);
    expect(configOf({ timeout: '5m', outage_tolerance: '5m' }).warnings).toEqual([]);
  });

  it('takes a token for the comment as it is, and none where no runner has filled it in', () => {
    expect(configOf().githubToken).toBe('');
    expect(configOf({ github_token: 'ghs_x', comment: 'On-Failure' })).toMatchObject({
      githubToken: 'ghs_x',
      comment: 'on-failure',
    });
    expect(configOf({ github_token: '${{ github.token }}' }).githubToken).toBe('');
    expect(problemsOf({ comment: 'yes' })).toEqual([naming('comment', 'always', 'on-failure', 'never')]);
  });

  it('lists each input once', () => {
    expect(Object.keys(SETTING_DEFAULTS)).toHaveLength(24);
  });
});
