/**
 * *Start-up*: the bundle from its start to a usage error, and to a success after one request, against a Node that does
 * nothing, and against a gate that loads the official SDK.
 */
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { bundle } from '../scripts/bundle.js';
import { BUNDLE } from '../simulator/runner.js';
import { startSimulator, type Simulator } from '../simulator/simulator.js';
import { majorOf, nodesToMeasure, type NodeBinary } from './nodes.js';
import { median, publish, round } from './table.js';

const HERE = fileURLToPath(new URL('.', import.meta.url));
const RUNS = 25;

/** The most that each may take, as a multiple of what a Node takes that does nothing. */
const MAX_RATIOS = { usage: 2.2, success: 2.9 };

/** It is not minified: people read an action that gets their credentials. */
const MAX_BUNDLE_BYTES = 280_000;

/** One program, run again and again. */
interface Case {
  readonly what: string;
  readonly args: readonly string[];
  readonly environment: NodeJS.ProcessEnv;
  /** The exit status that it has to end with. */
  readonly status: number;
  readonly times: number[];
}

/** Runs the benchmark on each Node; fails where a ratio or the bundle is too great. */
export async function startUp(): Promise<boolean> {
  const simulator = await startSimulator({ speed: 1_000_000 });
  const folder = mkdtempSync(join(tmpdir(), 'cloud-job-gate-bench-'));
  try {
    const sdkGate = await bundleSdkGate(folder);
    let holds = statSync(BUNDLE).size <= MAX_BUNDLE_BYTES;
    for (const node of nodesToMeasure()) {
      if (!(await measure(node, casesOf(simulator, folder, sdkGate)))) holds = false;
    }
    return holds;
  } finally {
    await simulator.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

type Cases = readonly [bare: Case, usage: Case, success: Case, sdk: Case];

/** Runs the cases interleaved, so that whatever else the machine does slows all of them down. */
async function measure(node: NodeBinary, cases: Cases): Promise<boolean> {
  const [bare, usage, success] = cases;
  // Both gates once beforehand: the job sets out with the first request for it, and has ended a moment later.
  await timeOf(node, success);
  for (let run = 0; run < RUNS; run += 1) {
    for (const each of cases) each.times.push(await timeOf(node, each));
  }
  const ratio = ({ times }: Case): number => median(times) / median(bare.times);
  publish(
    `start-up-node-${majorOf(node)}`,
    `Start-up on Node ${node.version}, medians of ${RUNS} interleaved runs; the bundle has ${statSync(BUNDLE).size} bytes`,
    cases.map((each) => ({
      what: each.what,
      'time (ms)': round(median(each.times), 1),
      'times bare Node': round(ratio(each), 2),
    })),
  );
  return ratio(usage) <= MAX_RATIOS.usage && ratio(success) <= MAX_RATIOS.success;
}

function casesOf(simulator: Simulator, folder: string, sdkGate: string): Cases {
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
function timeOf(node: NodeBinary, { args, environment, status }: Case): Promise<number> {
  const startedAt = performance.now();
  const { PATH, HOME } = process.env;
  return new Promise((resolve, reject) => {
    const child = spawn(node.path, args, { env: { PATH, HOME, ...environment }, stdio: 'ignore' });
    child.once('error', reject);
    child.once('close', (code) => {
      if (code === status) resolve(performance.now() - startedAt);
      else reject(new Error(`ended with ${String(code)} instead of ${status}`));
    });
  });
}
