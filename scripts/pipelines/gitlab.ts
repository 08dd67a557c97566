/** GitLab's pipelines of `examples/other-ci/`, run by gitlab-ci-local against the simulator. It needs Node 22 and rsync. */
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { delimiter, dirname, join } from 'node:path';

import { IdTokens } from '../../simulator/identity/id-tokens.js';
import { scenarioNamed } from '../../simulator/scenarios/index.js';
import { startSimulator, type Simulator } from '../../simulator/simulator.js';
import { makeRepository, type Repository } from './repository.js';
import { check, type Expectation } from './run.js';
import { GITLAB_CI_LOCAL_VERSION, gitlabCiLocal, ROOT } from './tools.js';

const PROGRAM = join(ROOT, 'dist', 'cloud-job-gate.cjs');

/** A pipeline, with the scenario of the cloud job that it starts. */
interface Case {
  readonly name: string;
  readonly example: 'gitlab.yml' | 'gitlab-component.yml';
  readonly scenario: string;
  /** Variables that differ. */
  readonly variables?: Readonly<Record<string, string>>;
  readonly expectations: readonly Expectation[];
}

const DEPLOYED = /deploy .*deployed to [\da-f-]{30,}/;

const passes: readonly Expectation[] = [
  ['the pipeline passes', ({ status }) => status === 0],
  ['the job after it has the outputs', ({ log }) => DEPLOYED.test(log)],
];

function failsWith(status: number, because: RegExp): readonly Expectation[] {
  return [
    ['the pipeline fails', (ending) => ending.status === 1],
    [`the job that waits ends with ${status}`, ({ log }) => new RegExp(`wait .*FAIL ${status}\\b`).test(log)],
    ['the log says why', ({ log }) => because.test(log)],
    ['the job after it does not run', ({ log }) => !DEPLOYED.test(log)],
  ];
}

const fails = failsWith(1, /InstallMaster \S+ failed: .*etcd is not healthy/);

const [succeeds, isFailing] = ['create-cluster', 'install-master-fails'];

const CASES: readonly Case[] = [
  { name: 'a job that succeeds', example: 'gitlab.yml', scenario: succeeds, expectations: passes },
  { name: 'a job that fails', example: 'gitlab.yml', scenario: isFailing, expectations: fails },
  {
    name: 'an OIDC token that IAM does not take',
    example: 'gitlab.yml',
    scenario: succeeds,
    variables: { CLOUD_JOB_GATE_IDENTITY_PROVIDER: 'nobody' },
    expectations: failsWith(4, /Could not find identity provider/),
  },
  { name: 'a job that succeeds', example: 'gitlab-component.yml', scenario: succeeds, expectations: passes },
  { name: 'a job that fails', example: 'gitlab-component.yml', scenario: isFailing, expectations: fails },
];

/** Runs every case. @returns whether each pipeline ended as it should */
export async function runGitlab(): Promise<boolean> {
  if (Number.parseInt(process.versions.node, 10) < 22) throw new Error('gitlab-ci-local needs Node 22 or newer');
  const tool = await gitlabCiLocal();
  process.stdout.write(`gitlab-ci-local ${GITLAB_CI_LOCAL_VERSION}, Node ${process.versions.node}\n`);
  const server = await serveProgram();
  try {
    const results: boolean[] = [];
    for (const each of CASES) results.push(await runCase(tool, each, urlOf(server)));
    return !results.includes(false);
  } finally {
    server.close();
  }
}

async function runCase(tool: string, each: Case, programUrl: string): Promise<boolean> {
  const scenarios = [scenarioNamed(each.scenario)];
  const simulator = await startSimulator({ scenarios, speed: 20, identity: { identityProvider: 'gitlab' } });
  const repository = await makeRepository(filesFor(each));
  try {
    const pipeline = pipelineOf(each.example, { repository, programUrl, projectId: simulator.projectId });
    writeFileSync(join(repository.folder, '.gitlab-ci.yml'), pipeline);
    const given = Object.entries({ ...variablesFor(simulator), ...each.variables });
    const variables = given.flatMap(([name, value]) => ['--variable', `${name}=${value}`]);
    const args = [tool, '--force-shell-executor', '--shell-isolation', ...variables];
    // The jobs' Node is this one; no settings of whoever calls this.
    const path = `${dirname(process.execPath)}${delimiter}${process.env['PATH'] ?? ''}`;
    const env = { PATH: path, HOME: join(repository.folder, '.git') };
    const call = { program: process.execPath, args, cwd: repository.folder, env };
    return await check(`${each.example}: ${each.name}`, call, each.expectations);
  } finally {
    await simulator.close();
    repository.remove();
  }
}

/** What the repository has: what creates and what deploys, and the program or the component. */
function filesFor({ example, scenario }: Case): Record<string, string | Buffer> {
  return {
    'create-cluster.sh': `#!/bin/sh\necho ${scenarioNamed(scenario).job.id}\n`,
    'deploy.sh': '#!/bin/sh\necho "deployed to $1"\n',
    ...(example === 'gitlab.yml'
      ? { 'cloud-job-gate.cjs': readFileSync(PROGRAM) }
      : { 'templates/wait.yml': readFileSync(join(ROOT, 'templates', 'wait.yml')) }),
  };
}

/** What a pipeline cannot know of the place where it runs. */
interface Surroundings {
  readonly repository: Repository;
  readonly programUrl: string;
  readonly projectId: string;
}

/** The pipeline as documented; the component is that of the repository itself, and fetches the program from here. */
function pipelineOf(example: string, { repository, programUrl, projectId }: Surroundings): string {
  const sha256 = createHash('sha256').update(readFileSync(PROGRAM)).digest('hex');
  return readFileSync(join(ROOT, 'examples', 'other-ci', example), 'utf8')
    .replace(/(cloud-job-gate\/wait@)\S+/, `$1${repository.commit}`)
    .replace(/(program-url: )\S+/, `$1${programUrl}`)
    .replace(/(program-sha256: )\S+/, `$1${sha256}`)
    .replace(/((?:project-id|PROJECT_ID): )\S+/, `$1${projectId}`);
}

/** What GitLab would give the jobs: an OIDC token, and variables of the project, which here lead to the simulator. */
function variablesFor({ endpoint, identity }: Simulator): Record<string, string> {
  return {
    CLOUD_JOB_GATE_ENDPOINT: endpoint,
    CLOUD_JOB_GATE_IAM_ENDPOINT: endpoint,
    CLOUD_JOB_GATE_ID_TOKEN: new IdTokens(identity).issue(identity.audience, Date.now()),
    CLOUD_JOB_GATE_POLL_INTERVAL: '200ms',
  };
}

async function serveProgram(): Promise<Server> {
  const server = createServer((_, response) => response.end(readFileSync(PROGRAM))).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return server;
}

function urlOf(server: Server): string {
  const address = server.address();
  return `http://127.0.0.1:${typeof address === 'object' ? (address?.port ?? '') : ''}/cloud-job-gate.cjs`;
}
