import { describe, expect, it } from '@jest/globals';

import { unknownInputs, whyNoSecrets } from '../../../src/hosts/github/environment.js';
import { naming } from '../../support/naming.js';

describe('an input that the action does not have', () => {
  it.each([
    ['INPUT_FAIL-FAST', 'fail-fast', 'fail_fast'],
    ['INPUT_WAIT_TIMEOUT', 'wait_timeout', 'timeout'],
    ['INPUT_PROJECT-ID', 'project-id', 'project_id'],
    ['INPUT_JOB_IDS', 'job_ids', 'job_id'],
    ['INPUT_CLUSTER_ID', 'cluster_id', 'parent_id'],
  ])('by the variable %s is warned about, and what was meant is named', (variable, name, meant) => {
    expect(unknownInputs({ [variable]: '' })).toEqual([naming(name, meant)]);
  });

  it('is warned about where nothing is near it, too, and ten times at most', () => {
    const names = Array.from({ length: 30 }, (_, index): [string, string] => [`INPUT_SOMETHING${index}`, 'x']);
    expect(unknownInputs(Object.fromEntries<string>(names))).toHaveLength(10);
  });

  it('is none of those that it has, whose values are never shown', () => {
    expect(unknownInputs({ INPUT_TOKEN: 't', INPUT_PARENT_ID: '', HOME: '/', INPUT_: 'x' })).toEqual([]);
  });
});

describe('a run that gets no secrets', () => {
  const variable =
    (values: Readonly<Record<string, string>>) =>
    (name: string): string =>
      values[name] ?? '';
  const fromFork = { pull_request: { head: { repo: { full_name: 'fork/repo' } } } };
  const pullRequest = { GITHUB_EVENT_NAME: 'pull_request', GITHUB_REPOSITORY: 'octo-org/repo' };

  it('is one for a pull request from a fork', () => {
    expect(whyNoSecrets(variable(pullRequest), fromFork)).toContain('fork');
  });

  it('is one of Dependabot', () => {
    expect(whyNoSecrets(variable({ ...pullRequest, GITHUB_ACTOR: 'dependabot[bot]' }), {})).toContain('Dependabot');
  });

  it.each([
    ['a push', { ...pullRequest, GITHUB_EVENT_NAME: 'push' }, fromFork],
    ['pull_request_target', { ...pullRequest, GITHUB_EVENT_NAME: 'pull_request_target' }, fromFork],
    [
      'a pull request of the repository itself',
      pullRequest,
      { pull_request: { head: { repo: { full_name: 'octo-org/repo' } } } },
    ],
    ['an event that cannot be read', pullRequest, undefined],
  ])('is not one for %s', (_, values, event) => {
    expect(whyNoSecrets(variable(values), event)).toBe('');
  });
});
