/** *Large*: a whole step about one job with 10,000 sub-jobs, a seventh of which failed, beside a Node that only parses it. */
import { PROJECT_ID, type Scenario, type ScriptedJob } from '../simulator/scenario.js';
import { runStep, type Step } from './step.js';
import { median, publish, round } from './table.js';

const RUNS = 7;
const SUB_JOBS = 10_000;
const MAX_MS = 400;
const MAX_MEMORY_MB = 150;

/** Runs the benchmark; fails where the step takes too long or too much memory. */
export async function large(): Promise<boolean> {
  const scenarios = [scenario()];
  const [parsing, steps]: [Step[], Step[]] = [[], []];
  for (let run = 0; run < RUNS; run += 1) {
    parsing.push(await runStep(scenarios, { program: 'parse.cjs' }));
    steps.push(await runStep(scenarios));
  }
  const rows = [
    { what: 'bare Node, parsing', ...medians(parsing) },
    { what: 'the gate', ...medians(steps) },
  ];
  publish('large', `One job with ${SUB_JOBS.toLocaleString('en')} sub-jobs, medians of ${RUNS} interleaved runs`, rows);
  const { 'time (ms)': ms, 'peak memory (MB)': memoryMb } = medians(steps);
  return ms < MAX_MS && memoryMb < MAX_MEMORY_MB && steps.every(({ outcome }) => outcome === 'failed');
}

function medians(steps: readonly Step[]): { 'time (ms)': number; 'peak memory (MB)': number } {
  return {
    'time (ms)': round(median(steps.map(({ durationMs }) => durationMs)), 0),
    'peak memory (MB)': round(median(steps.map(({ peakMemoryMb }) => peakMemoryMb)), 0),
  };
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
