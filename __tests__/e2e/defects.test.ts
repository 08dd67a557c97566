/** What a gate makes of a fault of its own: never a success, and never less than what it knows. */
import { afterEach, describe, expect, it } from '@jest/globals';

import { startGitHub, type GitHub } from '../../simulator/github.js';
import { startAction, type ActionResult } from '../../simulator/runner.js';
import { startSimulator } from '../../simulator/simulator.js';
import { json, jobDocument } from './support/answers.js';
import { jsonOutput, runGate } from './support/gate.js';
import { annotationsIn } from './support/log.js';
import { onPullRequest } from './support/reporting.js';

/** Runs a program in the gate's process before the gate. */
const preloading = (program: string): { readonly NODE_OPTIONS: string } => ({
  NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(program)}`,
});

/** An exception that nothing catches, as soon as the signal comes. */
const STRAY = preloading("process.on('SIGUSR2', () => { throw new Error('stray defect') })");

/** The same, and another one where the wait that it has ended comes to its own end. */
const STRAY_TWICE = preloading(
  "process.on('SIGUSR2', () => { AbortSignal.any = () => { throw new Error('another') }; throw new Error('stray defect') })",
);

/** A gate that fails in an environment that breaks it, whose outputs are held to no schema. */
async function runBroken(env: Readonly<Record<string, string>>): Promise<ActionResult> {
  const simulator = await startSimulator();
  const failing = simulator.scenarios.find(({ name }) => name === 'failed-under-success');
  const { endpoint, token, projectId } = simulator;
  const inputs = { endpoint, token, project_id: projectId, job_id: failing?.job.id ?? '', timeout: '20s' };
  const action = startAction({ inputs, env });
  try {
    return await action.result;
  } finally {
    await action.stop();
    await simulator.close();
  }
}

const open: GitHub[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((github) => github.close()));
});

describe('a defect in the middle of the wait', () => {
  it.each([
    ['once', STRAY],
    ['twice', STRAY_TWICE],
  ])('(%s) ends it as an error, and what comes after it changes nothing', async (_, defects) => {
    const github = await startGitHub();
    open.push(github);
    let asked = Number.NaN;
    const result = await onPullRequest(github, (env) =>
      runGate({
        inputs: { comment: 'always', github_token: github.token },
        env: { ...env(42), ...defects },
        prepare: ({ answerNext }) => {
          answerNext(json(jobDocument('Running')), 2);
          answerNext(json(jobDocument('Success')), Infinity);
        },
        meanwhile: async ({ action, simulator }) => {
          await simulator.waitForRequests(1);
          action.child.kill('SIGUSR2');
          // The comment takes a second and more, in which a gate that went on would see the success.
          await action.waitForLog(/❗ Error/);
          asked = simulator.requests.length;
          await action.result;
          expect(simulator.requests).toHaveLength(asked);
        },
      }),
    );
    expect(result.exitCode).toBe(4);
    expect(result.outputs).toMatchObject({ outcome: 'error', phase: 'Running' });
    expect(result.outputs['reason']).toContain('internal error of the gate: stray defect.');
    expect(result.outputs['reason']).toContain('The cloud job may still be running.');
    expect(result.stdout).not.toContain('✅');
    expect(result.stdout).not.toContain('The gate broke off');
    expect(github.comments.map(({ body }) => body.includes('❗ Error'))).toEqual([true]);
  });

  it('keeps the failure that is known', async () => {
    const gate = await runGate({
      scenarios: ['install-master-fails', 'stuck'],
      inputs: { fail_fast: 'false' },
      env: STRAY,
      meanwhile: async ({ action }) => {
        await action.waitForLog(/InstallMaster .*❌ Failed/);
        action.child.kill('SIGUSR2');
      },
    });
    expect(gate.exitCode).toBe(1);
    expect(gate.outputs).toMatchObject({ outcome: 'failed', phase: 'Failed' });
    expect(gate.outputs['reason']).toMatch(/InstallMaster failed: /);
    expect(jsonOutput(gate, 'failed_jobs')).toMatchObject([{ type: 'InstallMaster', phase: 'Failed' }]);
    expect(annotationsIn(gate.stdout, 'error').join('\n')).toContain('InstallMaster failed');
  });
});

describe('a defect before the wait', () => {
  it('ends in an error that is reported like any other', async () => {
    const breaksStart = preloading(
      "import events from 'node:events'; events.setMaxListeners = () => { throw new Error('no start') }",
    );
    const gate = await runGate({ env: breaksStart });
    expect(gate.exitCode).toBe(4);
    expect(gate.outputs).toMatchObject({ outcome: 'error', phase: 'Unknown' });
    expect(gate.outputs['reason']).toContain('internal error of the gate: no start.');
    expect(gate.summary).toMatch(/^## ❗ Error/);
    expect(gate.simulator.requests).toEqual([]);
  });
});

describe('a defect in a report', () => {
  it('that costs the outputs leaves the one that says how the gate ended', async () => {
    const breaksOutputs = preloading(
      "const { stringify } = JSON; JSON.stringify = (value, ...rest) => { if (Array.isArray(value)) throw new Error('torn'); return stringify(value, ...rest); }",
    );
    const { exitCode, outputs, stdout } = await runBroken(breaksOutputs);
    expect(exitCode).toBe(1);
    expect(Object.keys(outputs)).toEqual(['outcome', 'report']);
    expect(outputs['outcome']).toBe('failed');
    expect(stdout).toContain('::warning::The outputs could not be written: torn. The verdict stands.');
    expect(stdout).toContain('❌ Failed: ScaleupCluster half-cluster');
  });

  it('while the comment is written leaves the verdict', async () => {
    let asked = (): void => undefined;
    const waiting = new Promise<void>((resolve) => {
      asked = resolve;
    });
    const github = await startGitHub({
      before: () => {
        asked();
        return new Promise(() => undefined);
      },
    });
    open.push(github);
    const gate = await onPullRequest(github, (env) =>
      runGate({
        scenarios: ['install-master-fails'],
        inputs: { comment: 'always', github_token: github.token },
        env: { ...env(42), ...STRAY },
        meanwhile: async ({ action }) => {
          await waiting;
          action.child.kill('SIGUSR2');
        },
      }),
    );
    expect(gate.exitCode).toBe(1);
    expect(gate.outputs['outcome']).toBe('failed');
    expect(gate.stdout).toContain('::warning::The gate broke off: Error: stray defect');
  });

  it('costs that report alone, and not the verdict', async () => {
    const breaksSummary = preloading(
      "const { byteLength } = Buffer; Buffer.byteLength = (text, ...rest) => { if (String(text).includes('## ')) throw new Error('torn'); return byteLength(text, ...rest); }",
    );
    const gate = await runGate({ scenarios: ['install-master-fails'], env: breaksSummary });
    expect(gate.exitCode).toBe(1);
    expect(gate.summary).toBe('');
    expect(gate.outputs).toMatchObject({ outcome: 'failed', phase: 'Failed', report: '' });
    expect(gate.stdout).toContain('::warning::The job summary could not be written: torn. The verdict stands.');
    expect(gate.stdout).toContain('❌ Failed: CreateCluster');
    expect(annotationsIn(gate.stdout, 'error')).toHaveLength(1);
  });
});
