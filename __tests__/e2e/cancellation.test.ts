import { once } from 'node:events';
import { existsSync, readFileSync, watch } from 'node:fs';
import { dirname, join } from 'node:path';

import { describe, expect, it } from '@jest/globals';

import type { RunningAction } from '../../simulator/runner.js';
import { naming } from '../support/naming.js';
import { jobDocument, json, parentDocument, stallInBody, subJobDocument } from './support/answers.js';
import { jsonOutput, runGate, type Gate, type GateOptions, type Overrides } from './support/gate.js';
import { annotationsIn, STILL_RUNNING } from './support/log.js';
import { connectProxy } from './support/proxies.js';
import { muteServer, type Fixture } from './support/fixture.js';

/** What the runner grants: it sends SIGTERM 7.5 s after SIGINT, but the contract is stricter. */
const WITHIN_MS = 2000;

const SIGNALS = [
  ['SIGINT', 130],
  ['SIGTERM', 143],
] as const;

/** A moment in which a gate is to be cancelled. */
interface Moment {
  readonly name: string;
  /** Sets the fixture for it, and calls back when it has come. */
  readonly prepare: (fixture: Fixture, reached: () => void) => Overrides | Promise<Overrides>;
  /** What the log has by then. */
  readonly log?: RegExp;
}

/** Nothing but the signal ends these. */
const LONG = { timeout: '10m', request_timeout: '10m', poll_interval: '10m' };

const MOMENTS: readonly Moment[] = [
  {
    name: 'in a pause between two requests',
    prepare: ({ answer }, reached) => {
      answer(json(jobDocument('Running')));
      reached();
      return {};
    },
    log: /Running/,
  },
  {
    name: 'in a back-off',
    prepare: ({ answer }, reached) => {
      answer(json({}, 503, { 'retry-after': '3600' }));
      reached();
      return {};
    },
    log: /HTTP 503/,
  },
  {
    name: 'while a body stalls',
    prepare: ({ answer }, reached) => {
      answer((request, response) => {
        stallInBody(request, response);
        setImmediate(reached);
      });
      return {};
    },
  },
  {
    name: 'while no answer comes',
    prepare: ({ answer }, reached) => {
      answer(reached);
      return {};
    },
  },
  {
    name: 'while a server accepts the connection and says nothing',
    prepare: async ({ listen }, reached) => ({
      endpoint: `http://127.0.0.1:${await listen(muteServer().on('connection', reached))}`,
    }),
  },
  {
    name: "during a proxy's handshake",
    prepare: async ({ listen }, reached) => ({
      endpoint: 'https://cce.eu-de.cloud.test',
      env: { https_proxy: `http://127.0.0.1:${await listen(connectProxy(reached))}` },
    }),
  },
];

/** Cancels a gate once `comes` resolves; how long its process took to end then. */
async function cancel(
  signal: NodeJS.Signals,
  options: GateOptions,
  comes: (action: RunningAction) => Promise<unknown>,
): Promise<Gate & { tookMs: number }> {
  let tookMs = Number.NaN;
  const gate = await runGate({
    ...options,
    meanwhile: async ({ action }) => {
      await comes(action);
      const sentAt = performance.now();
      action.child.once('exit', () => {
        tookMs = performance.now() - sentAt;
      });
      action.child.kill(signal);
    },
  });
  return { ...gate, tookMs };
}

function expectCancelled(gate: Gate & { tookMs: number }, status: number): void {
  expect(gate.exitCode).toBe(status);
  expect(gate.signal).toBeNull();
  expect(gate.tookMs).toBeLessThan(WITHIN_MS);
  expect(gate.outputs).toMatchObject({ outcome: 'cancelled', failed_jobs: '[]' });
  expect(gate.outputs['reason']).toMatch(STILL_RUNNING);
  expect(gate.summary).toMatch(/^## 🚫 /);
  expect(Object.values(gate.files)).toEqual([gate.summary]);
  // Whoever cancelled knows it.
  expect(annotationsIn(gate.stdout, 'error')).toEqual([]);
  expect(annotationsIn(gate.stdout, 'warning')).toHaveLength(1);
}

describe.each(SIGNALS)('%s cancels', (signal, status) => {
  it.concurrent.each(MOMENTS)('$name', async ({ prepare, log = /./ }) => {
    let reached = (): void => undefined;
    const comes = new Promise<void>((resolve) => {
      reached = resolve;
    });
    const options = { inputs: LONG, prepare: (fixture: Fixture) => prepare(fixture, reached) };
    const gate = await cancel(signal, options, (action) => Promise.all([comes, action.waitForLog(log)]));
    expectCancelled(gate, status);
  });
});

describe('a cancelled gate', () => {
  it.concurrent('says what it last knew', async () => {
    const gate = await cancel('SIGINT', { scenarios: ['stuck'] }, (action) =>
      action.waitForLog(/InstallMaster.*Running/),
    );
    expectCancelled(gate, 130);
    expect(gate.outputs['phase']).toBe('Running');
    expect(gate.outputs['reason']).toEqual(naming('InstallMaster', 'stuck-cluster-master-1', 'Running'));
    expect(jsonOutput(gate, 'jobs')).toMatchObject([{ phase: 'Running' }]);
  });

  it.concurrent('names a failure that was already known', async () => {
    const options = { scenarios: ['install-master-fails'], inputs: { fail_fast: 'false' } };
    const gate = await cancel('SIGTERM', options, (action) => action.waitForLog(/InstallMaster.*Failed/));
    expect(gate.exitCode).toBe(143);
    expect(gate.outputs).toMatchObject({ outcome: 'cancelled', phase: 'Failed' });
    expect(gate.outputs['reason']).toEqual(naming('InstallMaster', 'etcd is not healthy'));
    expect(jsonOutput(gate, 'failed_jobs')).toHaveLength(1);
  });
});

const outputsOf = ({ runnerTemp }: RunningAction): string => join(dirname(runnerTemp), 'output');

/** Resolves once the outputs are written to their end. */
async function outputsWritten(action: RunningAction): Promise<void> {
  const file = outputsOf(action);
  const watcher = watch(dirname(file));
  const written = (): boolean => existsSync(file) && /^report<<(.+)$[^]*^\1$/m.test(readFileSync(file, 'utf8'));
  while (!written()) await once(watcher, 'change');
  watcher.close();
}

describe('a log that nobody reads', () => {
  /** Answers with 200 new sub-jobs a time, whose lines fill any pipe. */
  const floods: GateOptions = {
    prepare: ({ answer }) => {
      let count = 0;
      answer((request, response) => {
        count += 1;
        const subJobs = Array.from({ length: 200 }, (_, index) =>
          subJobDocument(`Step${index}`, 'Running', `${count} ${'x'.repeat(450)}`),
        );
        json(parentDocument('Running', subJobs))(request, response);
      });
    },
  };

  it.concurrent('does not keep a cancelled gate', async () => {
    let tookMs = Number.NaN;
    const gate = await runGate({
      ...floods,
      meanwhile: async ({ action: { child }, simulator }) => {
        child.stdout?.pause();
        await simulator.waitForRequests(12);
        const sentAt = performance.now();
        child.once('exit', () => {
          tookMs = performance.now() - sentAt;
          // Nothing is read before the process is gone.
          child.stdout?.resume();
        });
        child.kill('SIGINT');
      },
    });
    expect(gate.exitCode).toBe(130);
    expect(tookMs).toBeLessThan(WITHIN_MS);
    expect(gate.outputs['outcome']).toBe('cancelled');
    expect(gate.stdout).not.toContain('🚫');
  });

  it.concurrent('has its outputs written, whatever signals follow the first', async () => {
    const gate = await runGate({
      ...floods,
      meanwhile: async ({ action, simulator }) => {
        await simulator.waitForRequests(12);
        for (const signal of ['SIGINT', 'SIGTERM', 'SIGINT', 'SIGHUP'] as const) action.child.kill(signal);
      },
    });
    // Signals that are sent at once arrive in no certain order.
    expect([129, 130, 143]).toContain(gate.exitCode);
    expect(gate.outputs).toMatchObject({ outcome: 'cancelled', job_id: expect.any(String) });
  });

  it.concurrent('is complete once it is read after all', async () => {
    const gate = await runGate({
      ...floods,
      inputs: { timeout: '3s' },
      meanwhile: async ({ action }) => {
        action.child.stdout?.pause();
        await outputsWritten(action);
        action.child.stdout?.resume();
      },
    });
    expect(gate.exitCode).toBe(3);
    // More than any pipe holds.
    expect(gate.stdout.length).toBeGreaterThan(150_000);
    expect(gate.stdout).toContain('⌛');
    expect(annotationsIn(gate.stdout, 'error')).toHaveLength(1);
    // The last of what a log says is where the report is.
    expect(gate.stdout.trimEnd().endsWith(gate.outputs['report'] ?? 'none')).toBe(true);
  });

  it.concurrent(
    'is not waited for longer than two seconds once a gate with a verdict is cancelled, and that stays',
    async () => {
      const subJobs = Array.from({ length: 4000 }, (_, index) =>
        subJobDocument(`Step${index}`, 'Failed', `${index} `.padEnd(400, 'x')),
      );
      let tookMs = Number.NaN;
      const gate = await runGate({
        prepare: ({ answer }) => {
          answer(json(parentDocument('Success', subJobs)));
        },
        meanwhile: async ({ action }) => {
          const { child } = action;
          child.stdout?.pause();
          child.once('exit', () => child.stdout?.resume());
          await outputsWritten(action);
          const sentAt = performance.now();
          child.once('exit', () => {
            tookMs = performance.now() - sentAt;
          });
          child.kill('SIGTERM');
        },
      });
      expect(tookMs).toBeLessThan(WITHIN_MS);
      expect(gate.exitCode).toBe(1);
      expect(gate.outputs['outcome']).toBe('failed');
    },
  );

  it.concurrent.each([
    ['stdout', ['stdout']],
    ['stderr', ['stderr']],
    ['both', ['stdout', 'stderr']],
  ] as const)('changes no verdict when its reader is gone: %s', async (_, streams) => {
    const gate = await runGate({
      prepare: ({ answerNext }) => {
        answerNext(json(jobDocument('Running')), 3);
      },
      meanwhile: async ({ action, simulator }) => {
        await simulator.waitForRequests(1);
        for (const stream of streams) action.child[stream]?.destroy();
      },
    });
    expect(gate.exitCode).toBe(0);
    expect(gate.outputs['outcome']).toBe('success');
    expect(gate.summary).toMatch(/^## ✅ /);
  });
});
