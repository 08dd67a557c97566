import { afterAll, describe, expect, it } from '@jest/globals';

import { startGitHub, type GitHub, type GitHubOptions } from '../../simulator/github.js';
import { onPullRequest, report, type Reported } from './support/reporting.js';

const open: GitHub[] = [];
const start = async (options: GitHubOptions = {}): Promise<GitHub> => {
  const github = await startGitHub(options);
  open.push(github);
  return github;
};
afterAll(async () => {
  await Promise.all(open.splice(0).map((github) => github.close()));
});

const FAILS = 'install-master-fails';

/** Runs the gate for a pull request. */
const gate = (
  github: GitHub,
  options: { scenario?: string; run?: number; attempt?: number; comment?: string; env?: Record<string, string> } = {},
): Promise<Reported> =>
  onPullRequest(github, (env) =>
    report({
      scenarios: [options.scenario ?? FAILS],
      inputs: { comment: options.comment ?? 'always', github_token: github.token },
      env: { ...env(options.run ?? 42, options.attempt), ...options.env },
    }),
  );

const methods = ({ requests }: GitHub): string[] => requests.map(({ method }) => method);

describe('the comment', () => {
  it.concurrent('is the report, made once and then updated in place', async () => {
    const github = await start({ comments: [{ body: 'Looks good', type: 'User', association: 'MEMBER' }] });
    const first = await gate(github);
    expect(first.exitCode).toBe(1);
    expect(first.stdout).toContain('Comment created: https://github.com/octo/infra/pull/7#issuecomment-2');
    expect(methods(github)).toEqual(['GET', 'POST', 'GET']);
    const body = github.comments[1]?.body ?? '';
    expect(body).toContain(first.summary.trim());
    expect(body).toMatch(
      /^<!-- cloud-job-gate key=Deploy%20%2D%2D%20prod\/cluster\/gate\/cce\/\w+ run=42 attempt=1 -->\n/,
    );
    expect(body).toContain('(https://github.com/octo/infra/actions/runs/42)');

    const second = await gate(github, { scenario: 'create-cluster', run: 43 });
    expect(second.exitCode).toBe(0);
    expect(second.stdout).toContain('Comment updated');
    expect(github.comments).toHaveLength(2);
    expect(github.comments[1]?.body).toContain('## ✅ Success');

    const late = await gate(github, { run: 41 });
    expect(late.exitCode).toBe(1);
    expect(late.stdout).toContain('A newer run has written the comment');
    expect(github.comments[1]?.body).toContain('## ✅ Success');
  });

  it.concurrent('is one when two runs race, the newest one’s', async () => {
    let arrived = 0;
    let release: () => void = () => undefined;
    const both = new Promise<void>((resolve) => (release = resolve));
    // Nobody gets the first list before both have asked for it, so that both believe that there is no comment.
    const github = await start({
      before: ({ method }) => {
        if (method !== 'GET') return undefined;
        arrived += 1;
        if (arrived === 2) release();
        return both;
      },
    });
    const results = await Promise.all([gate(github, { run: 50 }), gate(github, { run: 51 })]);
    expect(results.map(({ exitCode }) => exitCode)).toEqual([1, 1]);
    expect(methods(github).filter((method) => method === 'POST')).toHaveLength(2);
    expect(github.comments).toHaveLength(1);
    expect(github.comments[0]?.body).toContain('run=51 attempt=1');
  });

  it.concurrent('is not asked for with never, and on success not made with on-failure', async () => {
    const github = await start();
    const never = await gate(github, { comment: 'never' });
    expect([never.exitCode, github.requests.length]).toEqual([1, 0]);
    const success = await gate(github, { comment: 'on-failure', scenario: 'create-cluster' });
    expect([success.exitCode, methods(github)]).toEqual([0, ['GET']]);
    await gate(github, { comment: 'on-failure' });
    await gate(github, { comment: 'on-failure', scenario: 'create-cluster', attempt: 2 });
    expect(github.comments.map(({ body }) => body.includes('✅ Success'))).toEqual([true]);
  });

  it.concurrent('is a notice on other events', async () => {
    const github = await start();
    const pushed = await gate(github, { env: { GITHUB_EVENT_NAME: 'push' } });
    expect(pushed.exitCode).toBe(1);
    expect(pushed.stdout).toContain(
      "::notice::No comment was written: a comment belongs to a pull request, and this run's",
    );
    expect(github.requests).toEqual([]);
  });
});

describe('a comment that cannot be written', () => {
  it.concurrent.each([
    [FAILS, 1],
    ['create-cluster', 0],
  ])(
    'because a fork’s token is read-only leaves the verdict of %s, and says what is missing',
    async (scenario, status) => {
      const github = await start({ permission: 'read' });
      const { exitCode, stdout, outputs } = await gate(github, { scenario });
      expect(exitCode).toBe(status);
      expect(outputs['outcome']).toBe(status === 0 ? 'success' : 'failed');
      expect(stdout).toMatch(/^::warning::The comment could not be written: .*HTTP 403.*pull-requests: write/m);
    },
  );

  it.concurrent.each([
    ['an API that is not there', { GITHUB_API_URL: 'http://127.0.0.1:9' }],
    ['no event file', { GITHUB_EVENT_PATH: '/nowhere' }],
    ['no API URL that could be one', { GITHUB_API_URL: 'http://github.example.com' }],
  ])('because of %s is a warning', async (_, env) => {
    const { exitCode, stdout } = await gate(await start(), { scenario: 'create-cluster', env });
    expect(exitCode).toBe(0);
    expect(stdout.match(/^::warning::The comment could not be written: .+ The verdict stands\.$/gm)).toHaveLength(1);
  });
});

describe('the token', () => {
  it.concurrent('is masked, sent to GitHub, and seen nowhere else', async () => {
    const github = await start({ comments: [] });
    const { stdout, summary, outputs, files } = await gate(github, { env: { RUNNER_DEBUG: '1' } });
    expect(stdout).toContain(`::add-mask::${github.token}\n`);
    const rest = stdout.split('\n').filter((line) => !line.startsWith('::add-mask::'));
    expect(JSON.stringify([rest, summary, outputs, files, github.comments])).not.toContain(github.token);
    expect(stdout).toMatch(
      /^::debug::POST http:\/\/127\.0\.0\.1:\d+\/api\/v3\/repos\/octo\/infra\/issues\/7\/comments → 201 in \d+ ms, request ID GH:1$/m,
    );
  });
});
