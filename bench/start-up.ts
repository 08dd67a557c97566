/** *Start-up*: the bundle from its start to a usage error, and to a success after one request, against a Node that does nothing. */
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { BUNDLE } from '../simulator/runner.js';
import { startSimulator } from '../simulator/simulator.js';
import { median, publish, round } from './table.js';

const RUNS = 20;
const GREATEST_RATIOS = { usage: 2.2, success: 2.7 };

/** Runs the benchmark, interleaved, in a clean environment; fails where a ratio is too great. */
export async function startUp(): Promise<boolean> {
  const simulator = await startSimulator({ speed: 1_000_000 });
  const folder = mkdtempSync(join(tmpdir(), 'cloud-job-gate-bench-'));
  try {
    const files = { GITHUB_OUTPUT: join(folder, 'output'), GITHUB_STEP_SUMMARY: join(folder, 'summary') };
    for (const file of Object.values(files)) writeFileSync(file, '');
    const environment = { ...files, RUNNER_TEMP: folder };
    const job = simulator.scenarios.find(({ name }) => name === 'create-cluster')?.job.id ?? '';
    const inputs = {
      INPUT_JOB_ID: job,
      INPUT_PROJECT_ID: simulator.projectId,
      INPUT_ENDPOINT: simulator.endpoint,
      INPUT_TOKEN: simulator.token,
    };
    // The job sets out with the first request for it, and has ended a moment later.
    await timeOf([BUNDLE], { ...environment, ...inputs }, 0);
    const times = { node: new Array<number>(), usage: new Array<number>(), success: new Array<number>() };
    for (let run = 0; run < RUNS; run += 1) {
      times.node.push(await timeOf(['-e', '0'], {}, 0));
      times.usage.push(await timeOf([BUNDLE], environment, 2));
      times.success.push(await timeOf([BUNDLE], { ...environment, ...inputs }, 0));
    }
    const bare = median(times.node);
    const ratio = (name: 'usage' | 'success'): number => median(times[name]) / bare;
    publish('start-up', `Start-up, medians of ${RUNS} interleaved runs`, [
      { what: '`node -e 0`', 'time (ms)': round(bare, 1), 'times bare Node': 1 },
      { what: 'usage error', 'time (ms)': round(median(times.usage), 1), 'times bare Node': round(ratio('usage'), 2) },
      {
        what: 'success, one poll',
        'time (ms)': round(median(times.success), 1),
        'times bare Node': round(ratio('success'), 2),
      },
    ]);
    return ratio('usage') <= GREATEST_RATIOS.usage && ratio('success') <= GREATEST_RATIOS.success;
  } finally {
    await simulator.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

function timeOf(args: readonly string[], environment: NodeJS.ProcessEnv, status: number): Promise<number> {
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
