/** *Many*: one step that waits for 1 to 500 jobs, the bundle against the simulator. */
import { PROJECT_ID, type Scenario } from '../simulator/scenario.js';
import { runStep } from './step.js';
import { publish, round, type Row } from './table.js';

const COUNTS = [1, 10, 100, 500] as const;
const MAX_MEMORY_MB = 110;
const MAX_CONCURRENCY = 8;

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
  const step = await runStep(scenarios(count));
  const { outcome, requests, connections, peakMemoryMb, stderrBytes } = step;
  const row = {
    jobs: count,
    outcome,
    requests,
    'requests/s': round((requests * 1000) / step.durationMs, 0),
    connections,
    'peak memory (MB)': round(peakMemoryMb, 1),
    'CPU s per 1,000 polls': round((step.cpuSeconds * 1000) / requests, 2),
    'bytes on stderr': stderrBytes,
  };
  const good =
    outcome === 'success' && peakMemoryMb < MAX_MEMORY_MB && connections <= MAX_CONCURRENCY && stderrBytes === 0;
  return { row, good };
}
