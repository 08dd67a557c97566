/** *Many*: one step that waits for 1 to 500 jobs, the bundle against the simulator. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { isJsonObject } from '../src/json.js';
import { startAction } from '../simulator/runner.js';
import type { Scenario } from '../simulator/scenario.js';
import { PROJECT_ID, startSimulator } from '../simulator/simulator.js';
import { publish, round, type Row } from './table.js';

const COUNTS = [1, 10, 100, 500] as const;
const PRELOAD = fileURLToPath(new URL('./usage.cjs', import.meta.url));
const MOST_MEMORY_MB = 120;
const LANES = 8;

/** Runs the benchmark; fails where memory, connections or stderr are not what they should be. */
export async function many(): Promise<boolean> {
  const rows: Row[] = [];
  let holds = true;
  for (const count of COUNTS) {
    const { row, good } = await waitForJobs(count);
    rows.push(row);
    holds &&= good;
  }
  publish('many', 'Many jobs in one step, each over after 5 to 15 s', rows);
  return holds;
}

/** Jobs with three sub-jobs each, ending at different times. */
function scenarios(count: number): Scenario[] {
  return Array.from({ length: count }, (_, index) => {
    const at = 5000 + ((index * 7919) % 10_000);
    return {
      name: `many-${index}`,
      service: 'cce',
      description: 'one of many jobs',
      projectId: PROJECT_ID,
      job: {
        id: `job-${index}`,
        type: 'CreateNode',
        resourceName: `node-${index}`,
        startsAt: 0,
        ends: { at, phase: 'Success' },
        subJobs: [1, 2, 3].map((each) => ({
          id: `job-${index}-${each}`,
          type: 'InstallNode',
          startsAt: 0,
          ends: { at: at - 500 * each, phase: 'Success' as const },
        })),
      },
    };
  });
}

async function waitForJobs(count: number): Promise<{ row: Row; good: boolean }> {
  const simulator = await startSimulator({ scenarios: scenarios(count) });
  const folder = mkdtempSync(join(tmpdir(), 'cloud-job-gate-bench-'));
  try {
    const file = join(folder, 'usage.json');
    const action = startAction({
      inputs: {
        job_id: simulator.scenarios.map(({ job }) => job.id).join('\n'),
        project_id: simulator.projectId,
        endpoint: simulator.endpoint,
        token: simulator.token,
        timeout: '2m',
      },
      env: { NODE_OPTIONS: `--require ${PRELOAD}`, BENCH_USAGE: file },
    });
    const result = await action.result;
    const usage: unknown = JSON.parse(readFileSync(file, 'utf8'));
    const figure = (name: string): number => (isJsonObject(usage) ? Number(usage[name]) : Number.NaN);
    const memoryMb = figure('maxRSS') / 1024;
    const cpuSeconds = (figure('userCPUTime') + figure('systemCPUTime')) / 1e6;
    const requests = simulator.requests.length;
    const row = {
      jobs: count,
      outcome: result.outputs['outcome'] ?? '',
      requests,
      'requests/s': round((requests * 1000) / result.durationMs, 0),
      connections: simulator.connections,
      'peak memory (MB)': round(memoryMb, 0),
      'CPU s per 1,000 polls': round((cpuSeconds * 1000) / requests, 2),
      'bytes on stderr': result.stderr.length,
    };
    const good =
      row.outcome === 'success' && memoryMb < MOST_MEMORY_MB && simulator.connections <= LANES && result.stderr === '';
    return { row, good };
  } finally {
    await simulator.close();
    rmSync(folder, { recursive: true, force: true });
  }
}
