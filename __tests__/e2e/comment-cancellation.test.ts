/** Apart from the other tests of the comment, since Windows has no signals. */
import { afterAll, describe, expect, it } from '@jest/globals';

import { annotationsIn } from './support/log.js';
import { GitHubs, runOnPullRequest } from './support/pull-request.js';

const hubs = new GitHubs();
afterAll(() => hubs.close());

describe('a cancellation', () => {
  const never = new Promise<void>(() => undefined);
  const WITHIN_MS = 2000;

  it.concurrent('while the comment is written ends it at once, with the verdict', async () => {
    let arrived: () => void = () => undefined;
    const waiting = new Promise<void>((resolve) => (arrived = resolve));
    const github = await hubs.start({
      before: () => {
        arrived();
        return never;
      },
    });
    let signalledAt = 0;
    const { exitCode, outputs, stdout } = await runOnPullRequest({
      github,
      scenarios: ['install-master-fails'],
      meanwhile: async ({ action }) => {
        await waiting;
        signalledAt = performance.now();
        action.child.kill('SIGINT');
      },
    });
    expect(performance.now() - signalledAt).toBeLessThan(WITHIN_MS);
    expect([exitCode, outputs['outcome']]).toEqual([1, 'failed']);
    expect(annotationsIn(stdout, 'warning')).toHaveLength(1);
  });

  it.concurrent.each([
    ['answers', false],
    ['does not answer', true],
  ])('before the verdict is commented within two seconds, where GitHub %s', async (_, mute) => {
    const github = await hubs.start({ before: () => (mute ? never : undefined) });
    let signalledAt = 0;
    const { exitCode } = await runOnPullRequest({
      github,
      scenarios: ['stuck'],
      meanwhile: async ({ action, simulator }) => {
        await simulator.waitForRequests(2);
        signalledAt = performance.now();
        action.child.kill('SIGTERM');
      },
    });
    expect(performance.now() - signalledAt).toBeLessThan(WITHIN_MS);
    expect(exitCode).toBe(143);
    expect(github.comments.map(({ body }) => body.includes('🚫'))).toEqual(mute ? [] : [true]);
  });
});
