/** Workflows that really use the action, run by nektos/act on this machine itself: no containers. It needs Go, and jq. */
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';

import { scenarioNamed } from '../../simulator/scenarios/index.js';
import { startSimulator, type Simulator } from '../../simulator/simulator.js';
import { makeRepository } from './repository.js';
import { check, type Call, type Expectation } from './run.js';
import { ACT, act, ROOT } from './tools.js';

/** What every call of act has: the machine itself is the runner. */
const HOST_MODE = ['--platform', 'ubuntu-latest=-self-hosted'];

/** The example that does something else for each outcome, in a job of its own. */
const EXAMPLE = 'outcomes.yml';

const DEPLOYED = /deployed to [\da-f-]{30,}/;

interface Case {
  readonly name: string;
  readonly scenario: string;
  readonly expectations: readonly Expectation[];
}

const CASES: readonly Case[] = [
  {
    name: 'a job that succeeds',
    scenario: 'create-cluster',
    expectations: [
      ['the workflow passes', ({ status }) => status === 0],
      ['the job after it has the outputs', ({ log }) => DEPLOYED.test(log)],
    ],
  },
  {
    name: 'a job that fails',
    scenario: 'install-master-fails',
    expectations: [
      ['the workflow fails', ({ status }) => status === 1],
      ['an annotation says why', ({ log }) => /InstallMaster \S+ failed: .*etcd is not healthy/.test(log)],
      ['the job after it has the outputs, and cleans up', ({ log }) => /deleted [\da-f-]{30,}/.test(log)],
      ['nothing is deployed', ({ log }) => !DEPLOYED.test(log)],
    ],
  },
];

const endToEnd: readonly Expectation[] = [
  ['both of its jobs pass', ({ status, log }) => status === 0 && log.split('Job succeeded').length === 3],
  [
    'the simulator outlives the step that started it',
    ({ log }) => log.split('Success - Main End the simulator').length === 3,
  ],
];

/** Runs every case. @returns whether each workflow ended as it should */
export async function runAct(): Promise<boolean> {
  const tool = await act();
  process.stdout.write(`act ${ACT.version}, Node ${process.versions.node}\n`);
  const home = mkdtempSync(join(tmpdir(), 'cloud-job-gate-act-'));
  try {
    const results: boolean[] = [];
    for (const each of CASES) results.push(await runCase(tool, each, home));
    results.push(await check('e2e.yml', endToEndCall(tool, home), endToEnd));
    return !results.includes(false);
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
}

async function runCase(tool: string, { name, scenario, expectations }: Case, home: string): Promise<boolean> {
  const simulator = await startSimulator({ scenarios: [scenarioNamed(scenario)], speed: 20 });
  const repository = await makeRepository({
    [`.github/workflows/${EXAMPLE}`]: workflowFor(simulator),
    'deploy.sh': '#!/bin/sh\necho "deployed to $1"\n',
    'delete-cluster.sh': '#!/bin/sh\necho "deleted $1"\n',
  });
  try {
    return await check(`${EXAMPLE}: ${name}`, callFor(tool, simulator, repository.folder, home), expectations);
  } finally {
    await simulator.close();
    repository.remove();
  }
}

/** The example as documented, but for the region, in whose place there is the simulator. */
function workflowFor({ endpoint }: Simulator): string {
  return exampleText().replace(/^( +)region: \S+$/m, `$1endpoint: ${endpoint}\n$1poll_interval: 200ms`);
}

function exampleText(): string {
  return readFileSync(join(ROOT, 'examples', EXAMPLE), 'utf8');
}

/** The example started by hand. Secrets are handed on by name: act takes their values from its environment. */
function callFor(file: string, { projectId, identity, scenarios }: Simulator, cwd: string, home: string): Call {
  const [key] = identity.keys;
  const action = /uses: (\S+\/cloud-job-gate@\S+)/.exec(exampleText())?.[1] ?? '';
  const args = [
    ...['workflow_dispatch', ...HOST_MODE, '--input', `job=${scenarios[0]?.job.id ?? ''}`],
    ...['--var', `OTC_PROJECT_ID=${projectId}`, '--secret', 'OTC_ACCESS_KEY', '--secret', 'OTC_SECRET_KEY'],
    ...['--local-repository', `${action}=${actionFolder(home)}`],
  ];
  const keys = { OTC_ACCESS_KEY: key?.id, OTC_SECRET_KEY: key?.secret };
  return { program: file, args, cwd, env: { ...environment(home), ...keys } };
}

/** The action without the rest of the repository, which act would copy, too. */
function actionFolder(home: string): string {
  const folder = join(home, 'action');
  cpSync(join(ROOT, 'dist'), join(folder, 'dist'), { recursive: true });
  cpSync(join(ROOT, 'action.yml'), join(folder, 'action.yml'));
  return folder;
}

/** The project's own workflow. Node is there already: what would install it does nothing. */
function endToEndCall(file: string, home: string): Call {
  const simulator = readFileSync(join(ROOT, '.github', 'actions', 'simulator', 'action.yml'), 'utf8');
  const setupNode = /uses: (actions\/setup-node@\S+)/.exec(simulator)?.[1] ?? '';
  const folder = join(home, 'setup-node');
  mkdirSync(folder, { recursive: true });
  const steps = '{ using: composite, steps: [{ run: node --version, shell: bash }] }';
  writeFileSync(join(folder, 'action.yml'), `name: Node\ndescription: Is there.\nruns: ${steps}\n`);
  const args = ['push', ...HOST_MODE, '--workflows', '.github/workflows/e2e.yml'];
  args.push('--local-repository', `${setupNode}=${folder}`);
  return { program: file, args, cwd: ROOT, env: environment(home) };
}

/** Its own cache, so that nothing is left of it, and the Node that runs this. */
function environment(home: string): Record<string, string> {
  const path = `${dirname(process.execPath)}${delimiter}${process.env['PATH'] ?? ''}`;
  return { PATH: path, XDG_CACHE_HOME: home };
}
