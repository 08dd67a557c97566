/** One whole step: the bundle in a process of its own, against the simulator on the same machine. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { isJsonObject } from '../src/base/json.js';
import { startAction } from '../simulator/runner.js';
import type { Scenario } from '../simulator/scenario.js';
import { startSimulator } from '../simulator/simulator.js';

const PRELOAD = fileURLToPath(new URL('./usage.cjs', import.meta.url));

/** What a step was seen to need. */
export interface Step {
  readonly outcome: string;
  readonly durationMs: number;
  readonly requests: number;
  readonly connections: number;
  readonly peakMemoryMb: number;
  readonly cpuSeconds: number;
  /** What it has written to stderr, in bytes: nothing, if all is well. */
  readonly stderrBytes: number;
}

/** Waits for the jobs of all scenarios in one step. */
export async function playStep(scenarios: readonly Scenario[]): Promise<Step> {
  const simulator = await startSimulator({ scenarios });
  const folder = mkdtempSync(join(tmpdir(), 'cloud-job-gate-bench-'));
  try {
    const file = join(folder, 'usage.json');
    const action = startAction({
      inputs: {
        job_id: scenarios.map(({ job }) => job.id).join('\n'),
        project_id: simulator.projectId,
        endpoint: simulator.endpoint,
        token: simulator.token,
        timeout: '2m',
      },
      env: { NODE_OPTIONS: `--require ${PRELOAD}`, BENCH_USAGE: file },
    });
    const { outputs, durationMs, stderr } = await action.result;
    const usage: unknown = JSON.parse(readFileSync(file, 'utf8'));
    const figure = (name: string): number => (isJsonObject(usage) ? Number(usage[name]) : Number.NaN);
    return {
      outcome: outputs['outcome'] ?? '',
      durationMs,
      requests: simulator.requests.length,
      connections: simulator.connections,
      peakMemoryMb: figure('maxRSS') / 1024,
      cpuSeconds: (figure('userCPUTime') + figure('systemCPUTime')) / 1e6,
      stderrBytes: Buffer.byteLength(stderr),
    };
  } finally {
    await simulator.close();
    rmSync(folder, { recursive: true, force: true });
  }
}
