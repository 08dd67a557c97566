import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

import { describe, expect, it } from '@jest/globals';

import type { RunningAction } from '../../simulator/runner.js';
import type { Simulator } from '../../simulator/simulator.js';
import { json, jobDocument, parentDocument, silence, stallInBody, subJobDocument } from './support/answers.js';
import { jsonOutput, runGate, type Gate, type GateOptions } from './support/gate.js';
import { annotationsIn } from './support/log.js';
import { listen } from './support/servers.js';

/** What the runner grants: it sends SIGTERM 7.5 s after SIGINT, but the contract is stricter. */
const WITHIN_MS = 2000;

const SIGNALS = [
  ['SIGINT', 130],
  ['SIGTERM', 143],
] as const;

interface Moment {
  readonly options: GateOptions;
  /** Resolves at the moment to cancel. */
  readonly comes: (running: { action: RunningAction; simulator: Simulator }) => Promise<unknown>;
}

const MOMENTS: readonly (readonly [string, Moment])[] = [
  [
    'in a pause between two requests',
    { options: { scenarios: ['stuck'], inputs: { poll_interval: '1h', timeout: '2h' } }, comes: afterFirstAnswer },
  ],
  [
    'in a back-off',
    {
      options: {
        inputs: { timeout: '2h' },
        prepare: ({ answerNext }) => {
          answerNext(json({}, 503, { 'retry-after': '3600' }), Infinity);
        },
      },
      comes: ({ action }) => action.waitForLog('No usable answer'),
    },
  ],
  [
    'while a body stalls',
    {
      options: {
        prepare: ({ answerNext }) => {
          answerNext(stallInBody, Infinity);
        },
      },
      comes: ({ simulator }) => simulator.waitForRequests(1),
    },
  ],
  [
    'while no answer comes',
    {
      options: {
        prepare: ({ answerNext }) => {
          answerNext(silence, Infinity);
        },
      },
      comes: ({ simulator }) => simulator.waitForRequests(1),
    },
  ],
];

function afterFirstAnswer({ action }: { action: RunningAction }): Promise<void> {
  return action.waitForLog('– →');
}

/** Cancels a gate at a moment; how long its process took to end then. */
async function cancel(signal: NodeJS.Signals, { options, comes }: Moment): Promise<Gate & { tookMs: number }> {
  let tookMs = Number.NaN;
  const gate = await runGate({
    ...options,
    meanwhile: async (running) => {
      await comes(running);
      const { child } = running.action;
      const sentAt = performance.now();
      child.once('exit', () => {
        tookMs = performance.now() - sentAt;
      });
      child.kill(signal);
    },
  });
  return { ...gate, tookMs };
}

function expectCancelled(gate: Gate & { tookMs: number }, status: number): void {
  expect(gate.exitCode).toBe(status);
  expect(gate.signal).toBeNull();
  expect(gate.tookMs).toBeLessThan(WITHIN_MS);
  expect(gate.outputs['outcome']).toBe('cancelled');
  expect(gate.outputs['reason']).toMatch(/^Cancelled after .* The cloud job may still be running\.$/);
  expect(gate.outputs['failed_jobs']).toBe('[]');
  expect(gate.summary).toMatch(/^## 🚫 Cancelled: /);
  expect(Object.values(gate.files)).toEqual([gate.summary]);
  expect(annotationsIn(gate.stdout, 'error')).toHaveLength(1);
}

describe.each(SIGNALS)('%s cancels', (signal, status) => {
  it.concurrent.each(MOMENTS)('%s', async (_, moment) => {
    expectCancelled(await cancel(signal, moment), status);
  });

  it.concurrent('while a server accepts the connection and says nothing', async () => {
    const mute = await listen();
    try {
      const endpoint = `http://127.0.0.1:${mute.port}`;
      const gate = await cancel(signal, { options: { inputs: { endpoint } }, comes: () => mute.connected });
      expectCancelled(gate, status);
    } finally {
      await mute.close();
    }
  });
});

describe('a cancelled gate', () => {
  it.concurrent('says what it last knew', async () => {
    const gate = await cancel('SIGINT', {
      options: { scenarios: ['stuck'] },
      comes: ({ action }) => action.waitForLog(/InstallMaster.*Running/),
    });
    expectCancelled(gate, 130);
    expect(gate.outputs['phase']).toBe('Running');
    expect(gate.outputs['reason']).toContain('InstallMaster stuck-cluster-master-1 (Running)');
    expect(jsonOutput(gate, 'jobs')).toMatchObject([{ phase: 'Running' }]);
  });

  it.concurrent('names a failure that was already known', async () => {
    const gate = await cancel('SIGTERM', {
      options: { scenarios: ['install-master-fails'], inputs: { fail_fast: 'false' } },
      comes: ({ action }) => action.waitForLog(/InstallMaster.*Failed/),
    });
    expect(gate.exitCode).toBe(143);
    expect(gate.outputs).toMatchObject({ outcome: 'cancelled', phase: 'Failed' });
    expect(gate.outputs['reason']).toContain('already failed: InstallMaster failed: Install master failed on server');
    expect(jsonOutput(gate, 'failed_jobs')).toHaveLength(1);
  });
});

describe('a log that nobody reads', () => {
  /** Answers with 200 new sub-jobs a time, whose lines fill any pipe. */
  const floods: GateOptions = {
    inputs: { poll_interval: '100ms' },
    prepare: ({ answerNext }) => {
      let count = 0;
      answerNext((request, response) => {
        count += 1;
        const subJobs = Array.from({ length: 200 }, (_, index) =>
          subJobDocument(`Step${index}`, 'Running', `${count} ${'x'.repeat(450)}`),
        );
        json(parentDocument('Running', subJobs))(request, response);
      }, Infinity);
    },
  };

  const OUTPUT = ({ runnerTemp }: RunningAction): string => join(dirname(runnerTemp), 'output');

  /** Resolves once the outputs are written to their end. */
  async function outputsWritten(action: RunningAction): Promise<void> {
    while (!/^report<<(.+)$[^]*^\1$/m.test(read(OUTPUT(action)))) await turn();
  }

  const read = (file: string): string => (existsSync(file) ? readFileSync(file, 'utf8') : '');
  const turn = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 5));

  it.concurrent('does not keep a cancelled gate', async () => {
    const gate = await cancel('SIGINT', {
      options: floods,
      comes: ({ action, simulator }) => {
        action.child.stdout?.pause();
        return simulator.waitForRequests(12).then(() => {
          // Nothing is read before the process is gone.
          action.child.once('exit', () => action.child.stdout?.resume());
        });
      },
    });
    expect(gate.exitCode).toBe(130);
    expect(gate.tookMs).toBeLessThan(WITHIN_MS);
    expect(gate.outputs['outcome']).toBe('cancelled');
    expect(gate.stdout).not.toContain('🚫 Cancelled');
  });

  it.concurrent('has its outputs written, whatever signals follow the first', async () => {
    const gate = await runGate({
      ...floods,
      meanwhile: async ({ action, simulator }) => {
        await simulator.waitForRequests(12);
        for (const signal of ['SIGINT', 'SIGTERM', 'SIGINT', 'SIGHUP'] as const) action.child.kill(signal);
      },
    });
    expect(gate.exitCode).toBe(130);
    expect(gate.outputs).toMatchObject({ outcome: 'cancelled', job_id: expect.any(String) });
  });

  it.concurrent('is complete once it is read after all', async () => {
    const gate = await runGate({
      ...floods,
      inputs: { timeout: '4s', poll_interval: '100ms' },
      meanwhile: async ({ action }) => {
        action.child.stdout?.pause();
        await outputsWritten(action);
        action.child.stdout?.resume();
      },
    });
    expect(gate.exitCode).toBe(3);
    expect(gate.stdout.length).toBeGreaterThan(500_000);
    expect(gate.stdout).toContain('⌛ Timed out: ');
    const [annotation] = annotationsIn(gate.stdout, 'warning');
    expect(gate.stdout.endsWith(`${annotation ?? 'none'}\n`)).toBe(true);
  });

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
    expect(gate.summary).toMatch(/^## ✅ Success/);
  });
});
