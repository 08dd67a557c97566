/** The command line as people and pipelines call it: every ending, and what is written at it. */
import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { describe, expect, it } from '@jest/globals';

import { scenarioNamed } from '../../simulator/scenarios/index.js';
import { junitProblems } from '../support/junit-schema.js';
import { json, jobDocument } from './support/answers.js';
import { COMMAND_LINE, dotenvOf, jsonOf, runCli } from './support/cli.js';

const FILES = ['--output', 'json', '--dotenv', 'gate.env', '--junit', 'gate.xml', '--report', 'gate.md'];

describe('wait', () => {
  it.concurrent('ends with 0 where the job succeeded', async () => {
    const { job } = scenarioNamed('create-cluster');
    const gate = await runCli({ args: ['wait', 'JOB', ...FILES] });
    expect(gate.exitCode).toBe(0);
    expect(jsonOf(gate)).toMatchObject({
      outcome: 'success',
      phase: 'Success',
      reason: '',
      failed_jobs: [],
      jobs: [{ id: job.id }],
      job_id: job.id,
      duration: expect.any(Number),
      report: 'gate.md',
      exit_status: 0,
    });
    expect(Object.keys(gate.files).sort()).toEqual(['gate.env', 'gate.md', 'gate.xml']);
    expect(dotenvOf(gate.files['gate.env'] ?? '')).toMatchObject({
      GATE_OUTCOME: 'success',
      GATE_JOB_ID: job.id,
      GATE_REPORT: 'gate.md',
    });
    expect(gate.files['gate.md']).toMatch(/^## ✅ Success/);
    expect(gate.stderr).toContain('✅ Success: CreateCluster demo-cluster');
  });

  it.concurrent('ends with 1 where a sub-job failed, and says which and why', async () => {
    const gate = await runCli({ scenarios: ['install-master-fails'], args: ['wait', 'JOB', ...FILES] });
    expect(gate.exitCode).toBe(1);
    const values = jsonOf(gate);
    expect(values).toMatchObject({ outcome: 'failed', phase: 'Failed', exit_status: 1 });
    expect(values['reason']).toContain('etcd is not healthy');
    expect(values['failed_jobs']).toMatchObject([{ type: 'InstallMaster' }]);
    expect(gate.stderr).toContain('etcd is not healthy');
    expect(dotenvOf(gate.files['gate.env'] ?? '')['GATE_REASON']).toContain('etcd is not healthy');
    expect(gate.files['gate.xml']).toContain('etcd is not healthy');
    expect(gate.files['gate.md']).toContain('etcd is not healthy');
  });

  it.concurrent('ends with 3 where the time was over first', async () => {
    const gate = await runCli({ scenarios: ['stuck'], args: ['wait', 'JOB', '--timeout=600ms', ...FILES] });
    expect(gate.exitCode).toBe(3);
    expect(jsonOf(gate)).toMatchObject({ outcome: 'timed-out', exit_status: 3 });
    expect(gate.files['gate.xml']).toContain('<error ');
  });

  it.concurrent('ends with 4 where the token is not accepted', async () => {
    const gate = await runCli({ args: ['wait', 'JOB', ...FILES], env: { CLOUD_JOB_GATE_TOKEN: 'another-token' } });
    expect(gate.exitCode).toBe(4);
    expect(jsonOf(gate)).toMatchObject({ outcome: 'error', exit_status: 4 });
    expect(gate.simulator.requests).toHaveLength(1);
  });

  it.concurrent(
    'prints nothing to standard output unless asked, and with --quiet the ending alone to the other',
    async () => {
      const gate = await runCli({ args: ['wait', 'JOB', '--quiet'] });
      expect(gate.exitCode).toBe(0);
      expect(gate.stdout).toBe('');
      expect(gate.stderr.trim().split('\n')).toEqual([expect.stringMatching(/^✅ Success: /)]);
      expect(gate.files).toEqual({});
    },
  );

  it.concurrent('takes job IDs from arguments, or from a variable, however they are separated', async () => {
    const scenarios = ['create-cluster', 'scaleup-cluster'];
    const ids = scenarios.map((name) => scenarioNamed(name).job.id);
    const glued = await runCli({ scenarios, args: ['wait', ids.join(','), '--output=json'] });
    const variable = { CLOUD_JOB_GATE_JOB_ID: ids.join('\n'), CLOUD_JOB_GATE_OUTPUT: 'JSON' };
    const fromVariable = await runCli({ scenarios, args: ['wait'], env: variable });
    for (const gate of [glued, fromVariable]) {
      expect(gate.exitCode).toBe(0);
      expect(jsonOf(gate)).toMatchObject({ jobs: ids.map((id) => ({ id })) });
    }
  });

  it.concurrent('lets an option win over its variable, and an empty one count as not given', async () => {
    const env = { CLOUD_JOB_GATE_TIMEOUT: 'for ever', CLOUD_JOB_GATE_REGION: '', CLOUD_JOB_GATE_FAIL_FAST: ' ' };
    const gate = await runCli({ args: ['wait', 'JOB', '--timeout', '20s', '--region', ''], env });
    expect(gate.exitCode).toBe(0);
  });
});

describe('from a folder with nothing but the copied file', () => {
  it.concurrent.each([
    ['a job that succeeds', 0, 'success', ['wait', 'JOB'], 'create-cluster'],
    ['a job that fails', 1, 'failed', ['wait', 'JOB'], 'install-master-fails'],
    ['a call that is wrong', 2, 'error', ['wait', 'JOB', '--timeout', 'soon'], 'create-cluster'],
    ['a job that takes too long', 3, 'timed-out', ['wait', 'JOB', '--timeout=600ms'], 'stuck'],
  ] as const)('%s ends with %d and %s, in files that their readers take', async (...row) => {
    const [, status, outcome, args, scenario] = row;
    const folder = mkdtempSync(join(tmpdir(), 'cloud-job-gate-copy-'));
    try {
      const file = join(folder, 'gate.cjs');
      copyFileSync(COMMAND_LINE, file);
      const gate = await runCli({ file, scenarios: [scenario], args: [...args, ...FILES] });
      expect(gate.exitCode).toBe(status);
      expect(jsonOf(gate)).toMatchObject({ outcome, exit_status: status });
      expect(dotenvOf(gate.files['gate.env'] ?? '')).toMatchObject({ GATE_OUTCOME: outcome });
      const junit = gate.files['gate.xml'];
      expect(junit === undefined).toBe(status === 2);
      if (junit !== undefined) expect(await junitProblems(junit)).toEqual([]);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

describe('status', () => {
  it.concurrent('ends with 3 and shows the tree of a job that still runs', async () => {
    const gate = await runCli({ scenarios: ['stuck'], args: ['status', 'JOB', '--output', 'json'] });
    expect(gate.exitCode).toBe(3);
    expect(jsonOf(gate)).toMatchObject({ outcome: 'running', exit_status: 3 });
    expect(jsonOf(gate)['reason']).not.toContain('nothing has changed');
    expect(gate.simulator.requests).toHaveLength(1);
    expect(gate.stderr).toContain(scenarioNamed('stuck').job.type);
  });

  it.concurrent.each([
    ['Success', 0, 'success'],
    ['Failed', 1, 'failed'],
    ['Mysterious', 3, 'running'],
  ] as const)('of a job that says %s ends with %d', async (phase, status, outcome) => {
    const gate = await runCli({
      args: ['status', 'JOB', '--output', 'json'],
      prepare: ({ answerNext }) => {
        answerNext(json(jobDocument(phase)));
      },
    });
    expect(gate.exitCode).toBe(status);
    expect(jsonOf(gate)).toMatchObject({ outcome, exit_status: status });
    expect(gate.simulator.requests).toHaveLength(1);
  });

  it.concurrent('takes a 404 for an answer, and says that a new job may take a while to show', async () => {
    const gate = await runCli({ args: ['status', 'nobody-knows-me', '--output', 'json'] });
    expect(gate.exitCode).toBe(4);
    expect(jsonOf(gate)['reason']).toContain('may take 30 seconds to show');
    expect(gate.simulator.requests).toHaveLength(1);
  });

  it.concurrent('asks on while there is no usable answer, and until its time is over', async () => {
    const trouble = json({ errorCode: 'CCE.01500001', errorMessage: 'Internal error.' }, 500);
    const healed = await runCli({
      args: ['status', 'JOB'],
      prepare: ({ answerNext }) => {
        answerNext(trouble, 1);
      },
    });
    expect(healed.exitCode).toBe(3);
    expect(healed.simulator.requests).toHaveLength(2);
    const lasting = await runCli({
      args: ['status', 'JOB', '--timeout', '700ms', '--output', 'json'],
      prepare: ({ answerNext }) => {
        answerNext(trouble, Infinity);
      },
    });
    expect(lasting.exitCode).toBe(4);
    expect(jsonOf(lasting)).toMatchObject({ outcome: 'error' });
    expect(lasting.durationMs).toBeLessThan(5000);
  });

  it.concurrent('of several jobs ends as the worst of them does', async () => {
    const scenarios = ['stuck', 'create-cluster'];
    const running = await runCli({ scenarios, args: ['status', 'JOB', '--output', 'json'] });
    expect(running.exitCode).toBe(3);
    const unknown = await runCli({ scenarios, args: ['status', 'JOB', 'no-such-job', '--output', 'json'] });
    expect(unknown.exitCode).toBe(4);
    // Each of them has been asked for, whatever became of the others.
    expect(unknown.simulator.requests).toHaveLength(3);
  });

  it.concurrent('refuses what is for wait alone as an option, and passes it over as a variable', async () => {
    const refused = await runCli({ args: ['status', 'JOB', '--poll-interval', '1s', '--no-fail-fast'] });
    expect(refused.exitCode).toBe(2);
    expect(refused.stderr).toContain('--poll-interval');
    expect(refused.stderr).toContain('--no-fail-fast');
    expect(refused.simulator.connections).toBe(0);
    const env = { CLOUD_JOB_GATE_POLL_INTERVAL: 'x', CLOUD_JOB_GATE_FAIL_FAST: 'x', CLOUD_JOB_GATE_TIMEOUT: 'x' };
    const passed = await runCli({ scenarios: ['stuck'], args: ['status', 'JOB'], env });
    expect(passed.exitCode).toBe(3);
  });
});

describe('a signal', () => {
  it.concurrent.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
    ['SIGHUP', 129],
  ] as const)('%s ends it with %d, everything written', async (signal, status) => {
    const gate = await runCli({
      scenarios: ['stuck'],
      args: ['wait', 'JOB', ...FILES],
      meanwhile: async ({ program }) => {
        await program.waitForLog(/→/);
        program.child.kill(signal);
      },
    });
    expect(gate.exitCode).toBe(status);
    expect(jsonOf(gate)).toMatchObject({ outcome: 'cancelled', exit_status: status });
    expect(dotenvOf(gate.files['gate.env'] ?? '')).toMatchObject({ GATE_OUTCOME: 'cancelled' });
    expect(Object.keys(gate.files).sort()).toEqual(['gate.env', 'gate.md', 'gate.xml']);
  });
});

describe('the exit status stands', () => {
  it.concurrent('where nobody reads the streams any more', async () => {
    const gate = await runCli({
      scenarios: ['install-master-fails'],
      args: ['wait', 'JOB', '--output', 'json'],
      meanwhile: ({ program }) => {
        program.child.stdout?.destroy();
        program.child.stderr?.destroy();
        return Promise.resolve();
      },
    }).catch((error: unknown) => error);
    expect(gate).toMatchObject({ exitCode: 1 });
  });

  it.concurrent('where one file is named for two things, which is a usage error', async () => {
    const gate = await runCli({ args: ['wait', 'JOB', '--report', 'x', '--junit', 'x'] });
    expect(gate.exitCode).toBe(2);
    expect(gate.stderr).toMatch(/--report .*--junit|--junit .*--report/);
  });

  (process.platform === 'win32' ? it.skip : it.concurrent)(
    'where a pipe has no reader, which is a warning',
    async () => {
      const folder = mkdtempSync(join(tmpdir(), 'cloud-job-gate-pipe-'));
      try {
        const pipe = join(folder, 'pipe');
        execFileSync('mkfifo', [pipe]);
        const gate = await runCli({ args: ['wait', 'JOB', '--quiet', '--report', pipe, '--output', 'json'] });
        expect(gate.exitCode).toBe(0);
        expect(gate.stderr).toContain('Warning: The report could not be written');
        expect(jsonOf(gate)).toMatchObject({ outcome: 'success', report: '' });
      } finally {
        rmSync(folder, { recursive: true });
      }
    },
  );

  it.concurrent('where a folder is a file, which is a warning as well', async () => {
    const gate = await runCli({ args: ['wait', 'JOB', '--quiet', '--report', '/dev/null/sub/report.md'] });
    expect(gate.exitCode).toBe(0);
    expect(gate.stderr.match(/^Warning: /gm)).toHaveLength(1);
  });

  it.concurrent('where no file can be written, which is a warning', async () => {
    const files = ['--dotenv', 'no/folder/x', '--junit', '.', '--report', '/dev/full'];
    const gate = await runCli({ args: ['wait', 'JOB', '--output', 'json', ...files] });
    expect(gate.exitCode).toBe(0);
    expect(jsonOf(gate)).toMatchObject({ outcome: 'success', report: '' });
    const [early, ...late] = gate.stderr.match(/^Warning: .*$/gm) ?? [];
    expect(early).toContain('--dotenv leads to the folder no/folder');
    expect(late).toHaveLength(3);
    expect(gate.stderr.indexOf(early ?? '')).toBeLessThan(gate.stderr.indexOf('Waiting for'));
  });
});

describe('without a job', () => {
  it.concurrent.each([
    [['--help'], /^cloud-job-gate wait JOB_ID/],
    [['status', '-h'], /^cloud-job-gate status JOB_ID/],
    [['--version'], /^cloud-job-gate \d+\.\d+\.\d+\n$/],
  ])('%j prints to standard output, and ends with 0', async (args, pattern) => {
    const gate = await runCli({ args });
    expect(gate).toMatchObject({ exitCode: 0, stderr: '', stdout: expect.stringMatching(pattern) });
  });

  it.concurrent('every problem is named at once, in text, JSON and dotenv, and nothing else is written', async () => {
    const files = ['--dotenv', 'gate.env', '--junit', 'gate.xml', '--report', 'gate.md'];
    const gate = await runCli({
      args: ['wait', '--timeout', 'x', '--projct-id', 'y', '--output', 'json', ...files],
      env: { CLOUD_JOB_GATE_PROJECT_ID: undefined, CLOUD_JOB_GATE_QUIET: 'maybe' },
    });
    expect(gate.exitCode).toBe(2);
    expect(gate.simulator.connections).toBe(0);
    for (const word of ['JOB_ID', '--timeout', '--projct-id', '--project-id', 'CLOUD_JOB_GATE_QUIET']) {
      expect(gate.stderr).toContain(word);
    }
    expect(jsonOf(gate)).toMatchObject({ outcome: 'error', duration: 0, jobs: [], exit_status: 2, report: '' });
    expect(Object.keys(gate.files)).toEqual(['gate.env']);
    expect(dotenvOf(gate.files['gate.env'] ?? '')).toMatchObject({ GATE_OUTCOME: 'error', GATE_DURATION: '0' });
  });

  it.concurrent('a variable that looks like one of ours and is none is warned about', async () => {
    const gate = await runCli({
      args: ['wait', 'JOB'],
      env: { CLOUD_JOB_GATE_TIMEOT: '1s', CLOUD_JOB_GATE_OTHER: 'x' },
    });
    expect(gate.exitCode).toBe(0);
    expect(gate.stderr.match(/^Warning: .*$/gm)).toEqual([expect.stringContaining('CLOUD_JOB_GATE_TIMEOUT')]);
  });

  it.concurrent('help is no way to end well where an option is not known', async () => {
    const gate = await runCli({ args: ['wait', 'JOB', '--nope', '--help'] });
    expect(gate).toMatchObject({ exitCode: 2, stdout: '' });
    expect(gate.stderr).toContain('--nope');
  });

  it.concurrent('with a wrong command the rest is checked all the same', async () => {
    const gate = await runCli({ args: ['wiat', 'JOB', '--timeout', '10abc', '--poll-interval', 'x'] });
    expect(gate.exitCode).toBe(2);
    for (const word of ['did you mean wait', '--timeout', '--poll-interval']) expect(gate.stderr).toContain(word);
  });

  it.concurrent('a value may be long: what would be right is said all the same', async () => {
    const gate = await runCli({
      args: ['wait', `${'a'.repeat(480)}!`],
    });
    expect(gate.exitCode).toBe(2);
    expect(gate.stderr).toContain('a job ID consists of');
  });

  it.concurrent('a path that has a secret in it is not shown with it', async () => {
    const gate = await runCli({
      args: ['wait', 'JOB', '--timeout', 'x'],
      env: ({ token }) => ({ CLOUD_JOB_GATE_DOTENV: `none/${token}/x` }),
    });
    expect(gate.exitCode).toBe(2);
    expect(gate.stderr).toContain('dotenv file could not be written: ENOENT');
    expect(gate.stderr).not.toContain(gate.simulator.token);
  });

  it.concurrent('what a file system says is no command of a CI system', async () => {
    const gate = await runCli({ args: ['wait', '--dotenv', 'none/##vso[task.complete]x'] });
    expect(gate.exitCode).toBe(2);
    expect(gate.stderr).toContain('dotenv file could not be written');
    expect(gate.stderr).not.toContain('##vso[');
  });

  it.concurrent('an old Node is told so in one sentence', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'cloud-job-gate-node-'));
    try {
      const file = join(folder, 'old.cjs');
      writeFileSync(file, "Object.defineProperty(process.versions, 'node', { value: '18.20.0' });");
      const gate = await runCli({ args: ['wait', 'JOB'], env: { NODE_OPTIONS: `--require=${file}` } });
      expect(gate).toMatchObject({ exitCode: 2, stdout: '' });
      expect(gate.stderr.trim().split('\n')).toEqual([expect.stringContaining('Node 20')]);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
