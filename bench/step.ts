/** One whole step: the bundle in a process of its own, against the simulator on the same machine. */
import { startAction } from '../simulator/runner.js';
import type { Scenario } from '../simulator/scenario.js';
import { startSimulator } from '../simulator/simulator.js';

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
  try {
    const action = startAction({
      inputs: {
        job_id: scenarios.map(({ job }) => job.id).join('\n'),
        project_id: simulator.projectId,
        endpoint: simulator.endpoint,
        token: simulator.token,
        timeout: '2m',
      },
      measured: true,
    });
    const { outputs, durationMs, stderr, usage } = await action.result;
    if (usage === undefined) throw new Error('the step was ended by a signal');
    return {
      outcome: outputs['outcome'] ?? '',
      durationMs,
      requests: simulator.requests.length,
      connections: simulator.connections,
      peakMemoryMb: usage.peakMemoryBytes / 1024 ** 2,
      cpuSeconds: usage.cpuMs / 1000,
      stderrBytes: Buffer.byteLength(stderr),
    };
  } finally {
    await simulator.close();
  }
}
