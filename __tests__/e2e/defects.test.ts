/** What a gate makes of a fault of its own: never a success, and never less than what it knows. */
import { afterEach, describe, expect, it } from '@jest/globals';

import { startGitHub, type GitHub } from '../../simulator/github.js';
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

const open: GitHub[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((github) => github.close()));
});

describe('a defect in the middle of the wait', () => {
  it('ends it as an error, and what comes after it changes nothing', async () => {
    const github = await startGitHub();
    open.push(github);
    let asked = Number.NaN;
    const result = await onPullRequest(github, (env) =>
      runGate({
        inputs: { comment: 'always', github_token: github.token },
        env: { ...env(42), ...STRAY },
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
    expect(result.outputs['reason']).toContain('unexpected fault of the gate: stray defect.');
    expect(result.outputs['reason']).toContain('The cloud job may still be running.');
    expect(result.stdout).not.toContain('✅');
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

describe('a defect in a report', () => {
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
    expect(gate.stdout).toContain('::warning::The report could not be written: torn. The verdict stands.');
    expect(gate.stdout).toContain('❌ Failed: CreateCluster');
    expect(annotationsIn(gate.stdout, 'error')).toHaveLength(1);
  });
});
