/** *Large*: one job with 10,000 sub-jobs, a seventh of which failed, beside a Node that only parses the same answer. */
import { PROJECT_ID, type Scenario, type ScriptedJob } from '../simulator/scenario.js';
import { startSimulator } from '../simulator/simulator.js';
import { runStep, type Step } from './step.js';
import { median, publish, round } from './table.js';

const RUNS = 7;
const SUB_JOBS = 10_000;

/** From the answer to the end of the process. */
const MAX_MS = 400;
const MAX_MEMORY_MB = 150;

/** Runs the benchmark; fails where the gate takes too long or too much memory. */
export async function large(): Promise<boolean> {
  const scenarios = [scenario()];
  const body = await bodyOf(scenarios);
  const [parsing, steps]: [Step[], Step[]] = [[], []];
  for (let run = 0; run < RUNS; run += 1) {
    parsing.push(await runStep(scenarios, { program: 'parse.cjs', body }));
    steps.push(await runStep(scenarios, { body }));
  }
  const [bare, gate] = [medians(parsing), medians(steps)];
  publish('large', `One job with ${SUB_JOBS.toLocaleString('en')} sub-jobs, medians of ${RUNS} interleaved runs`, [
    { what: 'bare Node, parsing', ...bare },
    { what: 'the gate', ...gate },
  ]);
  const holds = gate['from the answer (ms)'] < MAX_MS && gate['peak memory (MB)'] < MAX_MEMORY_MB;
  return holds && steps.every(({ outcome }) => outcome === 'failed');
}

/** What the simulator answers, made beforehand: how long that takes is no matter of the gate's. */
async function bodyOf(scenarios: readonly Scenario[]): Promise<Buffer> {
  const simulator = await startSimulator({ scenarios });
  const { endpoint, projectId, token } = simulator;
  const url = `${endpoint}/api/v3/projects/${projectId}/jobs/${scenarios[0]?.job.id ?? ''}`;
  const response = await fetch(url, { headers: { 'X-Auth-Token': token, 'Content-Type': 'application/json' } });
  const body = Buffer.from(await response.arrayBuffer());
  await simulator.close();
  return body;
}

interface Medians {
  readonly 'whole process (ms)': number;
  readonly 'from the answer (ms)': number;
  readonly 'peak memory (MB)': number;
}

function medians(steps: readonly Step[]): Medians {
  const of = (figure: (step: Step) => number): number => round(median(steps.map(figure)), 0);
  return {
    'whole process (ms)': of(({ durationMs }) => durationMs),
    'from the answer (ms)': of(({ sinceAnswerMs }) => sinceAnswerMs),
    'peak memory (MB)': of(({ peakMemoryMb }) => peakMemoryMb),
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
