/** What the pipelines in `examples/other-ci/` call, run as their systems would: by a shell, with the variables they name. */
import { spawn, spawnSync } from 'node:child_process';
import { chmodSync, copyFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';

import { describe, expect, it } from '@jest/globals';
import { parse } from 'yaml';

import { IdTokens } from '../../simulator/identity/id-tokens.js';
import { readTree } from '../../simulator/runner-files.js';
import { scenarioNamed } from '../../simulator/scenarios/index.js';
import { startSimulator, TOKEN, type Simulator } from '../../simulator/simulator.js';
import { textOf } from '../repository/support/documents.js';
import { COMMAND_LINE } from './support/cli.js';
import { objectOf } from './support/gate.js';
import { commandsIn } from './support/log.js';

/** Not on Windows, where a shell would take the backslashes of a path for something else. */
const hasTools = process.platform !== 'win32' && spawnSync('sh', ['-c', 'jq --version']).status === 0;

/** What a system hands to a shell. `JOB` stands for the ID of the job, `FOLDER` for where the program is. */
interface Step {
  readonly script: string;
  readonly env?: Readonly<Record<string, unknown>>;
  readonly args?: readonly string[];
}

interface Ended {
  readonly status: number | null;
  readonly log: string;
  /** By their names, those that the step wrote. */
  readonly files: Readonly<Record<string, string>>;
}

/** Runs a step in a folder with the program, a client that prints a token, and the simulator in place of a region. */
async function runStep(scenario: string, step: Step): Promise<Ended> {
  const scenarios = [scenarioNamed(scenario)];
  const simulator = await startSimulator({ scenarios, speed: 20, identity: { identityProvider: 'kubernetes' } });
  const folder = mkdtempSync(join(tmpdir(), 'cloud-job-gate-other-ci-'));
  try {
    copyFileSync(COMMAND_LINE, join(folder, 'cloud-job-gate.cjs'));
    writeFileSync(join(folder, 'openstack'), `#!/bin/sh\necho ${TOKEN}\n`);
    chmodSync(join(folder, 'openstack'), 0o755);
    writeFileSync(join(folder, 'token'), new IdTokens(simulator.identity).issue('cloud-job-gate', Date.now()));
    const { status, log } = await runShell(step, simulator, folder);
    expect(commandsIn(log)).toEqual([]);
    expect(log).not.toContain(TOKEN);
    return { status, log, files: readTree(folder) };
  } finally {
    await simulator.close();
    rmSync(folder, { recursive: true });
  }
}

async function runShell({ script, env = {}, args = [] }: Step, simulator: Simulator, folder: string) {
  const fill = (text: string): string =>
    text
      .replaceAll('0605767b5780d5762fc5c0118072a564', simulator.projectId)
      .replaceAll(/\bJOB\b/g, simulator.scenarios[0]?.job.id ?? '')
      .replaceAll('FOLDER', folder);
  const variables = {
    PATH: [dirname(process.execPath), folder, process.env['PATH'] ?? ''].join(delimiter),
    CLOUD_JOB_GATE_ENDPOINT: simulator.endpoint,
    CLOUD_JOB_GATE_IAM_ENDPOINT: simulator.endpoint,
    CLOUD_JOB_GATE_POLL_INTERVAL: '100ms',
    ...Object.fromEntries(Object.entries(env).map(([name, value]) => [name, fill(String(value))])),
  };
  const child = spawn('sh', ['-c', fill(script), 'sh', ...args.map(fill)], { cwd: folder, env: variables });
  let log = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      log += text;
    });
  }
  const status = await new Promise<number | null>((resolve) => child.once('close', resolve));
  return { status, log };
}

/** The first of a pipeline's or a task's steps that has a script which waits. */
function waitingStep(steps: unknown): Record<string, unknown> {
  const all = Array.isArray(steps) ? steps.map((step: unknown) => objectOf(step)) : [];
  return all.find(({ script }) => String(script).includes('cloud-job-gate.cjs wait')) ?? {};
}

const ENDINGS = [
  ['create-cluster', 0],
  ['install-master-fails', 1],
] as const;

(hasTools ? describe : describe.skip)('the example for', () => {
  it.concurrent.each(ENDINGS)('a shell says how %s went, and ends with %d', async (scenario, status) => {
    const step = { script: textOf('examples/other-ci/wait.sh'), args: ['JOB'] };
    const gate = await runStep(scenario, step);
    expect(gate.status).toBe(status);
    expect(gate.log).toMatch(status === 0 ? /^The cluster \S+ is ready\.$/m : /^InstallMaster \S+: Install master/m);
  });

  it.concurrent.each(ENDINGS)('Jenkins has files of %s to publish, and ends with %d', async (scenario, status) => {
    const text = textOf('examples/other-ci/Jenkinsfile');
    const env = [...text.matchAll(/(CLOUD_JOB_GATE_\w+) = '(.*)'/g)].map(
      ([, name = '', value = '']): [string, string] => [name, value],
    );
    const gate = await runStep(scenario, {
      script: /script: '(.+)'/.exec(text)?.[1] ?? '',
      env: { ...Object.fromEntries(env), JOB_ID: 'JOB', CLOUD_JOB_GATE_TOKEN: TOKEN },
    });
    expect(gate.status).toBe(status);
    expect(gate.files).toMatchObject({
      'gate.xml': expect.stringContaining('<testsuite '),
      'gate.md': expect.stringMatching(/^## /),
    });
  });

  it.concurrent.each(ENDINGS)('Azure has files of %s to publish, and ends with %d', async (scenario, status) => {
    const pipeline = objectOf(parse(textOf('examples/other-ci/azure-pipelines.yml')));
    const { script, env } = waitingStep(pipeline['steps']);
    const given = { JOB_ID: 'JOB', CLOUD_JOB_GATE_TOKEN: TOKEN, AGENT_TEMPDIRECTORY: 'FOLDER' };
    const gate = await runStep(scenario, { script: String(script), env: { ...objectOf(env), ...given } });
    expect(gate.status).toBe(status);
    expect(gate.files).toMatchObject({
      'gate.xml': expect.stringContaining('<testsuite '),
      'gate.md': expect.stringMatching(/^## /),
    });
  });

  it.concurrent.each(ENDINGS)('Tekton has the results of %s, and ends with %d', async (scenario, status) => {
    const spec = objectOf(objectOf(parse(textOf('examples/other-ci/tekton.yml')))['spec']);
    const { script, env } = waitingStep(spec['steps']);
    const params: Readonly<Record<string, string>> = {
      'job-id': 'JOB',
      'project-id': '0605767b5780d5762fc5c0118072a564',
    };
    const fill = (text: unknown): string =>
      String(text)
        .replaceAll(/\$\(results\.([\w-]+)\.path\)/g, 'FOLDER/$1')
        .replaceAll(/\$\(params\.([\w-]+)\)/g, (_, name: string) => params[name] ?? defaultOf(spec['params'], name))
        .replaceAll(/\/(?:program|id-token|tmp)\//g, 'FOLDER/');
    const variables = Array.isArray(env) ? env.map((each: unknown) => objectOf(each)) : [];
    const gate = await runStep(scenario, {
      script: fill(script),
      env: Object.fromEntries(variables.map(({ name, value }) => [String(name), fill(value)])),
    });
    expect(gate.status).toBe(status);
    expect(gate.files).toMatchObject({
      outcome: status === 0 ? 'success' : 'failed',
      reason: expect.stringMatching(status === 0 ? /^$/ : /etcd is not healthy/),
      'cluster-id': expect.stringMatching(/^[\da-f-]{30,}$/),
    });
  });
});

function defaultOf(params: unknown, name: string): string {
  const all = Array.isArray(params) ? params.map((param: unknown) => objectOf(param)) : [];
  return String(all.find((param) => param['name'] === name)?.['default']);
}
