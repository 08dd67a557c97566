/**
 * *Start-up*: the bundle from its start to a usage error, and to a success after one request, against a Node that does
 * nothing, and against a gate that loads the official SDK.
 */
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { BUNDLE } from '../simulator/runner.js';
import { bundle } from '../scripts/bundle.js';
import { startSimulator, type Simulator } from '../simulator/simulator.js';
import { median, publish, round } from './table.js';

const HERE = fileURLToPath(new URL('.', import.meta.url));

const RUNS = 20;

/** By Node's major version: what 24 does before any script runs is more, and so is what a script needs of it. */
const GREATEST_RATIOS = process.version.startsWith('v24.') ? { usage: 2.4, success: 3 } : { usage: 2.2, success: 2.7 };

/** One program, run again and again. */
interface Case {
  readonly what: string;
  readonly args: readonly string[];
  readonly environment: NodeJS.ProcessEnv;
  /** The exit status that it has to end with. */
  readonly status: number;
  readonly times: number[];
}

/** Runs the benchmark, interleaved, in a clean environment; fails where a ratio is too great. */
export async function startUp(): Promise<boolean> {
  const simulator = await startSimulator({ speed: 1_000_000 });
  const folder = mkdtempSync(join(tmpdir(), 'cloud-job-gate-bench-'));
  try {
    const [bare, usage, success, sdk] = casesOf(simulator, folder, await bundleSdkGate(folder));
    // Both gates once beforehand: the job sets out with the first request for it, and has ended a moment later.
    await timeOf(success);
    for (let run = 0; run < RUNS; run += 1) {
      for (const each of [bare, usage, success, sdk]) each.times.push(await timeOf(each));
    }
    const ratio = ({ times }: Case): number => median(times) / median(bare.times);
    publish(
      `start-up-node-${process.versions.node.split('.')[0] ?? ''}`,
      `Start-up on Node ${process.versions.node}, medians of ${RUNS} interleaved runs`,
      [bare, usage, success, sdk].map((each) => ({
        what: each.what,
        'time (ms)': round(median(each.times), 1),
        'times bare Node': round(ratio(each), 2),
      })),
    );
    return ratio(usage) <= GREATEST_RATIOS.usage && ratio(success) <= GREATEST_RATIOS.success;
  } finally {
    await simulator.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

function casesOf(
  simulator: Simulator,
  folder: string,
  sdkGate: string,
): [bare: Case, usage: Case, success: Case, sdk: Case] {
  const files = { GITHUB_OUTPUT: join(folder, 'output'), GITHUB_STEP_SUMMARY: join(folder, 'summary') };
  for (const file of Object.values(files)) writeFileSync(file, '');
  const { endpoint, projectId, token, identity } = simulator;
  const job = simulator.scenarios.find(({ name }) => name === 'create-cluster')?.job.id ?? '';
  const runner = { ...files, GITHUB_ACTIONS: 'true', RUNNER_TEMP: folder };
  const inputs = {
    INPUT_JOB_ID: job,
    INPUT_PROJECT_ID: projectId,
    INPUT_ENDPOINT: endpoint,
    INPUT_TOKEN: token,
  };
  // The SDK keeps a file of its own in the home folder.
  const [key] = identity.keys;
  const sdk = { AK: key?.id, SK: key?.secret, HOME: folder };
  return [
    { what: '`node -e 0`', args: ['-e', '0'], environment: {}, status: 0, times: [] },
    { what: 'usage error', args: [BUNDLE], environment: runner, status: 2, times: [] },
    { what: 'success, one poll', args: [BUNDLE], environment: { ...runner, ...inputs }, status: 0, times: [] },
    {
      what: "one poll through the official SDK's core",
      args: [sdkGate, endpoint, projectId, job],
      environment: sdk,
      status: 0,
      times: [],
    },
  ];
}

/** Bundled as we are: what it loads from one file it would load more slowly from a thousand. */
async function bundleSdkGate(folder: string): Promise<string> {
  const { code } = await bundle(join(HERE, 'sdk-gate.cjs'), { uuid: join(HERE, 'uuid.cjs') });
  const file = join(folder, 'sdk-gate.cjs');
  writeFileSync(file, code);
  return file;
}

/** From the start of a program to its end, in milliseconds. */
function timeOf({ args, environment, status }: Case): Promise<number> {
  const startedAt = performance.now();
  const { PATH, HOME } = process.env;
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, { env: { PATH, HOME, ...environment }, stdio: 'ignore' });
    child.once('error', reject);
    child.once('close', (code) => {
      if (code === status) resolve(performance.now() - startedAt);
      else reject(new Error(`ended with ${String(code)} instead of ${status}`));
    });
  });
}
