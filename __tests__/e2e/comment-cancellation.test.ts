import { afterEach, describe, expect, it } from '@jest/globals';

import { startGitHub, type GitHub, type GitHubOptions } from '../../simulator/github.js';
import { onPullRequest, report } from './support/reporting.js';

const open: GitHub[] = [];
const start = async (options: GitHubOptions = {}): Promise<GitHub> => {
  const github = await startGitHub(options);
  open.push(github);
  return github;
};
afterEach(async () => {
  await Promise.all(open.splice(0).map((github) => github.close()));
});

const FAILS = 'install-master-fails';

describe('a cancellation', () => {
  const never = new Promise<void>(() => undefined);

  it('while the comment is written ends it at once, with the verdict', async () => {
    let asked: () => void = () => undefined;
    const waiting = new Promise<void>((resolve) => (asked = resolve));
    const github = await start({
      before: () => {
        asked();
        return never;
      },
    });
    let signalledAt = 0;
    const result = await onPullRequest(github, (env) =>
      report({
        scenarios: [FAILS],
        inputs: { comment: 'always', github_token: github.token },
        env: env(42),
        meanwhile: async ({ action }) => {
          await waiting;
          signalledAt = performance.now();
          action.child.kill('SIGINT');
        },
      }),
    );
    expect(performance.now() - signalledAt).toBeLessThan(2000);
    expect(result.exitCode).toBe(1);
    expect(result.outputs['outcome']).toBe('failed');
    expect(result.stdout).toContain('::warning::The comment could not be written: GitHub took too long.');
  });

  it.each([
    ['answers', false],
    ['does not answer', true],
  ])('before the verdict is commented within two seconds, where GitHub %s', async (_, mute) => {
    const github = await start({ before: () => (mute ? never : undefined) });
    let signalledAt = 0;
    const result = await onPullRequest(github, (env) =>
      report({
        scenarios: ['stuck'],
        inputs: { comment: 'always', github_token: github.token },
        env: env(42),
        meanwhile: async ({ action, simulator }) => {
          await simulator.waitForRequests(2);
          signalledAt = performance.now();
          action.child.kill('SIGTERM');
        },
      }),
    );
    expect(performance.now() - signalledAt).toBeLessThan(2000);
    expect(result.exitCode).toBe(143);
    expect(github.comments.map(({ body }) => body.includes('🚫 Cancelled'))).toEqual(mute ? [] : [true]);
  });
});
