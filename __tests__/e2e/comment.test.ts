import { afterAll, describe, expect, it } from '@jest/globals';

import type { GitHub } from '../../simulator/github.js';
import { leftBehind } from './support/leaks.js';
import { annotationsIn, commandsIn } from './support/log.js';
import { GitHubs, runOnPullRequest } from './support/pull-request.js';

const hubs = new GitHubs();
afterAll(() => hubs.close());

const FAILS = ['install-master-fails'];
const SUCCEEDS = ['create-cluster'];

const methods = ({ requests }: GitHub): string[] => requests.map(({ method }) => method);
const bodies = ({ comments }: GitHub): string[] => comments.map(({ body }) => body);

describe('the comment', () => {
  it.concurrent('is the report, made once and then updated in place', async () => {
    const github = await hubs.start({ comments: [{ body: 'Looks good', type: 'User', association: 'MEMBER' }] });
    const first = await runOnPullRequest({ github, scenarios: FAILS });
    expect(first.exitCode).toBe(1);
    expect(first.stdout).toContain('https://github.com/octo/infra/pull/7#issuecomment-2');
    expect(methods(github)).toEqual(['GET', 'POST', 'GET']);
    const body = github.comments[1]?.body ?? '';
    expect(body).toContain('InstallMaster');
    expect(body).toMatch(/^<!-- .*Deploy%20%2D%2D%20prod\/cluster\/gate\/cce\/\w+.* run=42 attempt=1 -->\n/);
    expect(body).toContain('(https://github.com/octo/infra/actions/runs/42');

    const second = await runOnPullRequest({ github, scenarios: SUCCEEDS, run: 43 });
    expect([second.exitCode, github.comments.length]).toEqual([0, 2]);
    expect(github.comments[1]?.body).toContain('## ✅ ');

    const late = await runOnPullRequest({ github, scenarios: FAILS, run: 41 });
    expect([late.exitCode, github.comments.length]).toEqual([1, 2]);
    expect(github.comments[1]?.body).toContain('## ✅ ');
  });

  it.concurrent('is one when two runs race, the newest one’s', async () => {
    let arrived = 0;
    let release: () => void = () => undefined;
    const both = new Promise<void>((resolve) => (release = resolve));
    // Nobody gets the first list before both have asked for it, so that both believe that there is no comment.
    const github = await hubs.start({
      before: ({ method }) => {
        if (method !== 'GET') return undefined;
        arrived += 1;
        if (arrived === 2) release();
        return both;
      },
    });
    const results = await Promise.all([50, 51].map((run) => runOnPullRequest({ github, scenarios: FAILS, run })));
    expect(results.map(({ exitCode }) => exitCode)).toEqual([1, 1]);
    expect(methods(github).filter((method) => method === 'POST')).toHaveLength(2);
    expect(bodies(github)).toEqual([expect.stringContaining('run=51 attempt=1')]);
  });

  it.concurrent('is not asked for with never, and on success not made with on-failure', async () => {
    const github = await hubs.start();
    const never = await runOnPullRequest({ github, scenarios: FAILS, comment: 'never' });
    expect([never.exitCode, github.requests.length]).toEqual([1, 0]);
    const comment = 'on-failure';
    const success = await runOnPullRequest({ github, scenarios: SUCCEEDS, comment });
    expect([success.exitCode, methods(github)]).toEqual([0, ['GET']]);
    await runOnPullRequest({ github, scenarios: FAILS, comment });
    await runOnPullRequest({ github, scenarios: SUCCEEDS, comment, attempt: 2 });
    expect(bodies(github)).toEqual([expect.stringContaining('## ✅ ')]);
  });

  it.concurrent('is a notice on other events', async () => {
    const github = await hubs.start();
    const pushed = await runOnPullRequest({ github, scenarios: FAILS, env: { GITHUB_EVENT_NAME: 'push' } });
    expect(pushed.exitCode).toBe(1);
    expect(commandsIn(pushed.stdout).filter((line) => line.startsWith('::notice::'))).toHaveLength(1);
    expect(github.requests).toEqual([]);
  });
});

describe('a comment that cannot be written', () => {
  it.concurrent.each([
    [FAILS, 1],
    [SUCCEEDS, 0],
  ])(
    'because a fork’s token is read-only leaves the verdict of %s, and says what is missing',
    async (scenarios, status) => {
      const github = await hubs.start({ permission: 'read' });
      const { exitCode, stdout, outputs } = await runOnPullRequest({ github, scenarios });
      expect(exitCode).toBe(status);
      expect(outputs['outcome']).toBe(status === 0 ? 'success' : 'failed');
      expect(stdout).toMatch(/^::warning::.*HTTP 403.*pull-requests: write/m);
    },
  );

  it.concurrent.each([
    ['an API that is not there', { GITHUB_API_URL: 'http://127.0.0.1:9' }],
    ['no event file', { GITHUB_EVENT_PATH: '/nowhere' }],
    ['no API URL that could be one', { GITHUB_API_URL: 'http://github.example.com' }],
  ])('because of %s is a warning', async (_, env) => {
    const github = await hubs.start();
    const { exitCode, stdout } = await runOnPullRequest({ github, scenarios: SUCCEEDS, env });
    expect([exitCode, annotationsIn(stdout, 'warning').length, github.requests.length]).toEqual([0, 1, 0]);
  });
});

describe('the token', () => {
  it.concurrent('is masked, sent to GitHub, and seen nowhere else', async () => {
    const github = await hubs.start({ comments: [] });
    const gate = await runOnPullRequest({ github, scenarios: FAILS, env: { RUNNER_DEBUG: '1' } });
    expect(gate.stdout).toContain(`::add-mask::${github.token}\n`);
    expect(leftBehind(gate) + JSON.stringify(github.comments)).not.toContain(github.token);
    expect(gate.stdout).toMatch(
      /^::debug::POST http:\/\/127\.0\.0\.1:\d+\/api\/v3\/repos\/octo\/infra\/issues\/7\/comments.* 201 /m,
    );
  });
});
