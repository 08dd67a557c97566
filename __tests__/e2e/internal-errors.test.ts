/** What a gate makes of an internal error: never a success, and never less than what it knows. */
import { afterAll, describe, expect, it } from '@jest/globals';

import { naming } from '../support/naming.js';
import { json, jobDocument } from './support/answers.js';
import { runCli } from './support/cli.js';
import { jsonOutput, runGate } from './support/gate.js';
import { annotationsIn, STILL_RUNNING } from './support/log.js';
import { GitHubs, runOnPullRequest } from './support/pull-request.js';

/** Runs a program in the gate's process before the gate. */
const preloading = (program: string): { readonly NODE_OPTIONS: string } => ({
  NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(program)}`,
});

/** An exception that nothing catches, as soon as the signal comes. */
const STRAY = preloading("process.on('SIGUSR2', () => { throw new Error('stray error') })");

/** The same, and another one where the wait that it has ended comes to its own end. */
const STRAY_TWICE = preloading(
  "process.on('SIGUSR2', () => { AbortSignal.any = () => { throw new Error('another') }; throw new Error('stray error') })",
);

const hubs = new GitHubs();
afterAll(() => hubs.close());

describe('an internal error in the middle of the wait', () => {
  it.concurrent.each([
    ['once', STRAY],
    ['twice', STRAY_TWICE],
  ])('(%s) ends it as an error, and what comes after it changes nothing', async (_, env) => {
    const github = await hubs.start();
    const gate = await runOnPullRequest({
      github,
      env,
      prepare: ({ answer }) => {
        answer(json(jobDocument('Running')), 2);
        answer(json(jobDocument('Success')));
      },
      meanwhile: async ({ action, simulator }) => {
        await simulator.waitForRequests(1);
        action.child.kill('SIGUSR2');
        // The comment takes a second and more, in which a gate that went on would see the success.
        await action.waitForLog('❗');
        const sent = simulator.requests.length;
        await action.result;
        expect(simulator.requests).toHaveLength(sent);
      },
    });
    expect(gate.exitCode).toBe(4);
    expect(gate.outputs).toMatchObject({
      outcome: 'error',
      phase: 'Running',
      reason: naming('stray error'),
    });
    expect(gate.outputs['reason']).toMatch(STILL_RUNNING);
    expect(gate.stdout).not.toContain('✅');
    // The internal error is reported once, as the reason.
    expect(annotationsIn(gate.stdout, 'warning')).toEqual([]);
    expect(github.comments.map(({ body }) => body.includes('❗'))).toEqual([true]);
  });

  it.concurrent('keeps the failure that is known', async () => {
    const gate = await runGate({
      scenarios: ['install-master-fails', 'stuck'],
      inputs: { fail_fast: 'false' },
      env: STRAY,
      meanwhile: async ({ action }) => {
        await action.waitForLog(/InstallMaster .*❌/);
        action.child.kill('SIGUSR2');
      },
    });
    expect(gate.exitCode).toBe(1);
    expect(gate.outputs).toMatchObject({ outcome: 'failed', phase: 'Failed', reason: naming('InstallMaster') });
    expect(jsonOutput(gate, 'failed_jobs')).toMatchObject([{ type: 'InstallMaster', phase: 'Failed' }]);
    expect(annotationsIn(gate.stdout, 'error').join('\n')).toContain('InstallMaster');
  });
});

describe('an internal error before the wait', () => {
  it.concurrent('ends in an error that is reported like any other', async () => {
    const breaksStart = preloading(
      "import events from 'node:events'; events.setMaxListeners = () => { throw new Error('no start') }",
    );
    const gate = await runGate({ env: breaksStart });
    expect(gate.exitCode).toBe(4);
    expect(gate.outputs).toMatchObject({ outcome: 'error', phase: 'Unknown', reason: naming('no start') });
    expect(gate.summary).toMatch(/^## ❗ /);
    expect(gate.simulator.requests).toEqual([]);
  });
});

describe('an error that nobody catches in the command line', () => {
  it.concurrent('before the wait ends it with 4, not with what Node ends with', async () => {
    const stray = preloading(
      "const timer = setInterval(() => { if (process.listenerCount('SIGTERM') === 0) return; clearInterval(timer); throw new Error('stray secret') }, 5)",
    );
    const args = ['wait', 'JOB', '--token-file', '-'];
    const gate = await runCli({ args, env: { ...stray, CLOUD_JOB_GATE_TOKEN: undefined }, keepInputOpen: true });
    expect(gate).toMatchObject({ exitCode: 4, stdout: '' });
    expect(gate.stderr).toContain('could not start (Error)');
    expect(gate.stderr).not.toContain('secret');
  });

  it.concurrent.each([
    ['false', false],
    ['true', true],
  ])('in the middle is logged with its stack where debugging is on: %s', async (debug, isDetailed) => {
    const stray = preloading(
      "const { write } = process.stderr; process.stderr.write = function (text, ...rest) { if (text.includes('Waiting')) setTimeout(() => { throw new Error('stray') }, 50); return write.call(this, text, ...rest); }",
    );
    const gate = await runCli({
      scenarios: ['stuck'],
      args: ['wait', 'JOB'],
      env: { ...stray, CI_DEBUG_TRACE: debug },
    });
    expect(gate.exitCode).toBe(4);
    expect(gate.stderr).toContain('stray');
    expect(gate.stderr.includes('Timeout._onTimeout')).toBe(isDetailed);
  });
});

describe('an internal error in a report', () => {
  it.concurrent('that costs the outputs leaves the one that says how the gate ended', async () => {
    const breaksOutputs = preloading(
      "const { stringify } = JSON; JSON.stringify = (value, ...rest) => { if (Array.isArray(value)) throw new Error('torn'); return stringify(value, ...rest); }",
    );
    const { exitCode, outputs, stdout } = await runGate({ scenarios: ['failed-under-success'], env: breaksOutputs });
    expect(exitCode).toBe(1);
    expect(Object.keys(outputs)).toEqual(['outcome', 'report']);
    expect(outputs['outcome']).toBe('failed');
    expect(annotationsIn(stdout, 'warning')).toEqual([expect.stringContaining('torn')]);
    expect(stdout).toMatch(/❌.*ScaleupCluster half-cluster/);
  });

  it.concurrent('while the comment is written leaves the verdict', async () => {
    let arrived = (): void => undefined;
    const waiting = new Promise<void>((resolve) => {
      arrived = resolve;
    });
    const github = await hubs.start({
      before: () => {
        arrived();
        return new Promise(() => undefined);
      },
    });
    const gate = await runOnPullRequest({
      github,
      scenarios: ['install-master-fails'],
      env: STRAY,
      meanwhile: async ({ action }) => {
        await waiting;
        action.child.kill('SIGUSR2');
      },
    });
    expect(gate.exitCode).toBe(1);
    expect(gate.outputs['outcome']).toBe('failed');
    expect(annotationsIn(gate.stdout, 'warning')).toEqual([expect.stringContaining('stray error')]);
  });

  it.concurrent('costs the summary and its file alone, and not the verdict', async () => {
    const breaksSummary = preloading(
      "const { byteLength } = Buffer; Buffer.byteLength = (text, ...rest) => { if (String(text).includes('## ')) throw new Error('torn'); return byteLength(text, ...rest); }",
    );
    const gate = await runGate({ scenarios: ['install-master-fails'], env: breaksSummary });
    expect(gate.exitCode).toBe(1);
    expect(gate.summary).toBe('');
    expect(gate.outputs).toMatchObject({ outcome: 'failed', phase: 'Failed', report: '' });
    const torn = expect.stringContaining('torn');
    expect(annotationsIn(gate.stdout, 'warning')).toEqual([torn, torn]);
    expect(gate.stdout).toMatch(/❌.*CreateCluster/);
    expect(annotationsIn(gate.stdout, 'error')).toHaveLength(1);
  });
});
