import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';

import { describe, expect, it } from '@jest/globals';

import { runGate, type Gate, type GateOptions } from './support/gate.js';
import { annotationsIn } from './support/log.js';

/** The file that the `report` output names. */
function reportOf({ outputs, files, runnerTemp }: Gate): string | undefined {
  return files[relative(runnerTemp, outputs['report'] ?? '')];
}

const ENDINGS: readonly (readonly [string, GateOptions, number])[] = [
  ['success', { scenarios: ['create-cluster'] }, 0],
  ['failed', { scenarios: ['install-master-fails'] }, 1],
  ['timed-out', { scenarios: ['stuck'], inputs: { timeout: '500ms' } }, 3],
  ['error', { inputs: { token: 'wrong' } }, 4],
];

describe.each(ENDINGS)('after %s', (outcome, options, status) => {
  it.concurrent.each(['always', 'on-failure', 'never'])('the summary with %s', async (summary) => {
    const gate = await runGate({ ...options, inputs: { ...options.inputs, summary } });
    expect(gate.exitCode).toBe(status);
    expect(gate.outputs['outcome']).toBe(outcome);
    const report = reportOf(gate);
    expect(report).toMatch(/^## (✅|❌|⌛|❗) /u);
    const wanted = summary === 'always' || (summary === 'on-failure' && outcome !== 'success');
    expect(gate.summary).toBe(wanted ? report : '');
  });
});

describe('a report that cannot be written', () => {
  const FAILS = ['install-master-fails'];
  const NOWHERE = join(tmpdir(), 'no-such-folder', 'file');
  const FULL: readonly (readonly [string, string | undefined])[] =
    process.platform === 'linux' ? [['is on a device that is full', '/dev/full']] : [];
  const PLACES: readonly (readonly [string, string | undefined])[] = [
    ['is not set', undefined],
    ['is empty', ''],
    ['is in a folder that does not exist', NOWHERE],
    ['is a folder', tmpdir()],
    ...FULL,
  ];
  const warnings = (gate: Gate): string[] => annotationsIn(gate.stdout, 'warning');

  // What it leaves of a success is in the table of faults.
  describe('changes nothing about a failure:', () => {
    it.concurrent.each(PLACES)('GITHUB_OUTPUT %s', async (_, path) => {
      const gate = await runGate({ scenarios: FAILS, env: { GITHUB_OUTPUT: path } });
      expect(gate.exitCode).toBe(1);
      expect(gate.outputs).toEqual({});
      expect(gate.summary).toMatch(/^## ❌ /);
      expect(warnings(gate)).toHaveLength(1);
    });

    it.concurrent.each(PLACES)('GITHUB_STEP_SUMMARY %s', async (_, path) => {
      const gate = await runGate({ scenarios: FAILS, env: { GITHUB_STEP_SUMMARY: path } });
      expect(gate.exitCode).toBe(1);
      expect(gate.outputs['outcome']).toBe('failed');
      expect(reportOf(gate)).toMatch(/^## ❌ /);
      expect(warnings(gate)).toHaveLength(1);
    });

    it.concurrent('RUNNER_TEMP is a folder that does not exist', async () => {
      const gate = await runGate({ scenarios: FAILS, env: { RUNNER_TEMP: NOWHERE } });
      expect(gate.exitCode).toBe(1);
      expect(gate.outputs['report']).toBe('');
      expect(gate.summary).toMatch(/^## ❌ /);
      expect(warnings(gate)).toHaveLength(1);
    });
  });

  it.concurrent('and none of them can', async () => {
    const env = { GITHUB_OUTPUT: NOWHERE, GITHUB_STEP_SUMMARY: NOWHERE, RUNNER_TEMP: NOWHERE };
    const gate = await runGate({ scenarios: ['failed-under-success'], env });
    expect(gate.exitCode).toBe(1);
    expect(warnings(gate)).toHaveLength(3);
    expect(gate.stdout).toMatch(/❌.*ScaleupCluster half-cluster/);
  });

  it.concurrent('leaves the exit status of a usage error as it is', async () => {
    const gate = await runGate({ inputs: { job_id: '' }, env: { GITHUB_OUTPUT: NOWHERE } });
    expect(gate.exitCode).toBe(2);
    expect(warnings(gate)).toHaveLength(1);
  });
});

describe('without RUNNER_TEMP', () => {
  it.concurrent.each([undefined, ''])('(%p) the report goes to the system’s folder for such files', async (value) => {
    const folder = mkdtempSync(join(tmpdir(), 'cloud-job-gate-tmpdir-'));
    try {
      const gate = await runGate({ env: { RUNNER_TEMP: value, TMPDIR: folder } });
      expect(gate.exitCode).toBe(0);
      const { report = '' } = gate.outputs;
      expect(relative(folder, report)).toMatch(/^cloud-job-gate-\w+\/report\.md$/);
      expect(readFileSync(report, 'utf8')).toBe(gate.summary);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
