/**
 * `npm run simulator -- [--port N] [--speed X]`: a cloud to try a workflow on, until Ctrl-C or SIGTERM.
 *
 * A step of a workflow may leave it running in the background. nektos/act gives each step a terminal and hangs it up at
 * the step's end: that sends SIGHUP and makes later writes to stdout fail. Neither ends the simulator.
 */
import { parseArgs } from 'node:util';

import { variableOf } from '../src/hosts/cli/options.js';
import type { Scenario } from './scenario.js';
import { startSimulator, type Simulator } from './simulator.js';

const USAGE = 'Usage: npm run simulator -- [--port <0 to 65535>] [--speed <more than 0>]';

process.on('SIGHUP', () => undefined);
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);

try {
  const simulator = await startSimulator(readOptions(process.argv.slice(2)));
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void simulator.close());
  process.stdout.write(describe(simulator));
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 2;
}

function readOptions(args: string[]): { port: number; speed: number } {
  const values = parse(args);
  const port = Number(values.port ?? 0);
  const speed = Number(values.speed ?? 1);
  if (!Number.isInteger(port) || port < 0 || port > 65_535 || !(speed > 0 && speed < Infinity)) throw new Error(USAGE);
  return { port, speed };
}

function parse(args: string[]): { port?: string | undefined; speed?: string | undefined } {
  try {
    return parseArgs({ args, options: { port: { type: 'string' }, speed: { type: 'string' } } }).values;
  } catch (error) {
    throw new Error(`${error instanceof Error ? error.message : String(error)}\n${USAGE}`, { cause: error });
  }
}

function describe({ endpoint, projectId, token, scenarios, identity }: Simulator): string {
  const [key] = identity.keys;
  const example = scenarios.find(({ name }) => name === 'create-cluster') ?? scenarios[0];
  return `
The simulated cloud is up.

  endpoint    ${endpoint}
  project ID  ${projectId}
  token       ${token}
  access key  ${key?.id ?? ''}
  secret key  ${key?.secret ?? ''}

Each scenario is one job. It starts when it is first asked for and runs once: restart the simulator to run it again.

${scenarios.map(row).join('\n')}

To wait for ${example?.name ?? ''}, in a step that runs on this machine:

  with:
    service: ${example?.service ?? ''}
    endpoint: ${endpoint}
    project_id: ${projectId}
    job_id: ${example?.job.id ?? ''}
    token: ${token}
    poll_interval: 500ms

The same on the command line, in another terminal:

  export ${variableOf('token')}=${token}
  node dist/cloud-job-gate.cjs wait ${example?.job.id ?? ''} --service ${example?.service ?? ''} \\
    --project-id ${projectId} --endpoint ${endpoint}

Ctrl-C ends the simulator.
`;
}

function row({ name, service, description, job, parentId }: Scenario): string {
  const parent = parentId === undefined ? '' : `\n${''.padEnd(45)}parent ID ${parentId}`;
  return `  ${name.padEnd(29)}${service.padEnd(14)}${job.id}${parent}\n${''.padEnd(31)}${description}`;
}
