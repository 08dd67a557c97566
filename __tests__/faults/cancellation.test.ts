import { once } from 'node:events';
import { watch } from 'node:fs';

import { describe, expect, it } from '@jest/globals';

import type { RunningAction } from '../../simulator/runner.js';
import type { Scene, Stage } from './fault.js';
import { runUnder } from './run.js';
import { connectProxy } from './support/proxy.js';

/** The runner's own grace is longer; the contract promises two seconds. */
const GRACE_MS = 2000;

interface Moment {
  readonly name: string;
  /** Sets the stage, and calls `reached` once the gate is where it is to be cancelled. */
  readonly scene: (stage: Stage, reached: () => void) => Scene | Promise<Scene>;
}

const LONG = { timeout: '10m', request_timeout: '10m', poll_interval: '10m' };

const MOMENTS: readonly Moment[] = [
  {
    name: 'a pause between two requests',
    scene: ({ answer, success }, reached) => {
      answer((_, response) => {
        response.on('finish', reached).writeHead(200).end(success.replaceAll('"Success"', '"Running"'));
      });
      return { inputs: LONG };
    },
  },
  {
    name: 'a request that is not answered',
    scene: ({ answer }, reached) => {
      answer(reached);
      return { inputs: LONG };
    },
  },
  {
    name: 'a body that stalls',
    scene: ({ answer }, reached) => {
      answer((_, response) => {
        response.writeHead(200, { 'content-length': 100 }).write('{', reached);
      });
      return { inputs: LONG };
    },
  },
  {
    name: 'a back-off',
    scene: ({ answer }, reached) => {
      answer((_, response) => {
        response.on('finish', reached).writeHead(429, { 'retry-after': '300' }).end('{}');
      });
      return { inputs: LONG };
    },
  },
  {
    name: "a proxy's handshake",
    scene: async ({ listen }, reached) => {
      const port = await listen(connectProxy(reached));
      return {
        endpoint: 'https://cce.eu-de.cloud.test',
        env: { https_proxy: `http://127.0.0.1:${port}` },
        inputs: LONG,
      };
    },
  },
];

/** Sends a signal once the moment has come, and measures how long the process then takes to end. */
async function cancelAt(moment: Moment, signals: readonly NodeJS.Signals[]) {
  let goneAfterMs = Number.NaN;
  const run = await runUnder({
    scene: async (stage) => {
      const { promise, resolve } = waiting();
      const scene = await moment.scene(stage, resolve);
      const meanwhile = async (action: RunningAction): Promise<void> => {
        await promise;
        const sentAt = performance.now();
        for (const signal of signals) action.child.kill(signal);
        await action.result;
        goneAfterMs = performance.now() - sentAt;
      };
      return { ...scene, meanwhile };
    },
  });
  return { ...run, goneAfterMs };
}

function waiting(): { promise: Promise<void>; resolve: () => void } {
  let resolve = (): void => undefined;
  const promise = new Promise<void>((done) => {
    resolve = done;
  });
  return { promise, resolve };
}

describe.each(MOMENTS)('cancelled during $name', (moment) => {
  it.concurrent.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const)('by %s, the gate reports and is gone within two seconds', async (signal, exitCode) => {
    const { result, goneAfterMs } = await cancelAt(moment, [signal]);
    expect(result.exitCode).toBe(exitCode);
    expect(result.outputs['outcome']).toBe('cancelled');
    expect(result.outputs['reason']).toContain('The cloud job may still be running.');
    expect(result.summary).toContain('🚫 Cancelled');
    expect(goneAfterMs).toBeLessThan(GRACE_MS);
  });
});

/** A log of about 100 kB, which no pipe holds, and then the verdict. */
function longLog({ answer, success }: Stage): void {
  const subJobs = Array.from({ length: 4000 }, (_, index) => ({
    metadata: { uid: `sub-${index}` },
    spec: { type: `Sub${index}` },
    status: { phase: 'Failed', reason: `${index} `.padEnd(400, 'x') },
  }));
  const document = success.replace(/"subJobs":\[/, `$&${subJobs.map((each) => JSON.stringify(each)).join(',')},`);
  answer((_, response) => response.writeHead(200).end(document));
}

/** Looks away from the log until the report is written, which is the last thing before the process ends. */
async function lookAwayUntilReported({ child, runnerTemp }: RunningAction): Promise<void> {
  child.stdout?.pause();
  const watcher = watch(runnerTemp);
  await once(watcher, 'change');
  watcher.close();
}

describe('the end of the log', () => {
  it('reaches a slow reader in full', async () => {
    const { result } = await runUnder({
      scene: (stage) => {
        longLog(stage);
        return {
          meanwhile: async (action) => {
            await lookAwayUntilReported(action);
            action.child.stdout?.resume();
          },
        };
      },
    });
    expect(result.exitCode).toBe(1);
    expect(result.stdout.length).toBeGreaterThan(64 * 1024);
    expect(result.stdout.trimEnd().split('\n').at(-1)).toMatch(/^::error title=.* more root causes: see the report\.$/);
  });

  it('is not waited for longer than two seconds once the gate is cancelled, and the verdict stays', async () => {
    let goneAfterMs = Number.NaN;
    const { result } = await runUnder({
      scene: (stage) => {
        longLog(stage);
        return {
          meanwhile: async (action) => {
            await lookAwayUntilReported(action);
            const sentAt = performance.now();
            action.child.kill('SIGTERM');
            await once(action.child, 'exit');
            goneAfterMs = performance.now() - sentAt;
            action.child.stdout?.resume();
          },
        };
      },
    });
    expect(goneAfterMs).toBeLessThan(GRACE_MS);
    expect(result.exitCode).toBe(1);
    expect(result.outputs['outcome']).toBe('failed');
  });
});
