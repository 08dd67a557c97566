/** *Large*: a whole step about one job with 10,000 sub-jobs, a seventh of which failed. */
import { PROJECT_ID, type Scenario, type ScriptedJob } from '../simulator/scenario.js';
import { playStep, type Step } from './step.js';
import { median, publish, round } from './table.js';

const RUNS = 5;
const SUB_JOBS = 10_000;
const MOST_MS = 2000;
const MOST_MEMORY_MB = 150;

/** Runs the benchmark; fails where the step takes too long or too much memory. */
export async function large(): Promise<boolean> {
  const runs: Step[] = [];
  for (let run = 0; run < RUNS; run += 1) runs.push(await playStep([scenario()]));
  const ms = median(runs.map(({ durationMs }) => durationMs));
  const memoryMb = median(runs.map(({ peakMemoryMb }) => peakMemoryMb));
  publish('large', `One job with ${SUB_JOBS.toLocaleString('en')} sub-jobs, medians of ${RUNS} steps`, [
    { outcome: runs[0]?.outcome ?? '', 'time (ms)': round(ms, 0), 'peak memory (MB)': round(memoryMb, 0) },
  ]);
  return ms < MOST_MS && memoryMb < MOST_MEMORY_MB && runs.every(({ outcome }) => outcome === 'failed');
}

function scenario(): Scenario {
  const subJobs = Array.from({ length: SUB_JOBS }, (_, index): ScriptedJob => ({
    id: `node-${index}`,
    type: 'CreateNode',
    resourceName: `pool-node-${index}`,
    startsAt: 0,
    ends: {
      at: 0,
      phase: index % 7 === 0 ? 'Failed' : 'Success',
      ...(index % 7 === 0 ? { reason: `Create node failed on 10.0.${index % 256}.7: the flavor is sold out` } : {}),
    },
  }));
  const job = { id: 'large', type: 'ScaleupCluster', startsAt: 0, subJobs };
  return { name: 'large', service: 'cce', description: 'one large job', projectId: PROJECT_ID, job };
}
