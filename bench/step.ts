/** One whole step: the bundle in a process of its own, against the simulator on the same machine. */
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { BUNDLE, startAction } from '../simulator/runner.js';
import type { Scenario } from '../simulator/scenario.js';
import { startSimulator, type Simulator } from '../simulator/simulator.js';

const HERE = fileURLToPath(new URL('.', import.meta.url));

/** What a step was seen to need. */
export interface Step {
  readonly outcome: string;
  readonly durationMs: number;
  /** From the moment that the whole of a given body had been handed to the system; `NaN` where none was given. */
  readonly sinceAnswerMs: number;
  readonly requests: number;
  readonly connections: number;
  readonly peakMemoryMb: number;
  readonly cpuSeconds: number;
  /** What it has written to stderr, in bytes: nothing, if all is well. */
  readonly stderrBytes: number;
}

export interface StepOptions {
  /** A program of this folder that runs in place of the bundle. */
  readonly program?: string;
  /** What the service answers to every request, in place of what the simulator would. */
  readonly body?: Buffer;
}

/** Waits for the jobs of all scenarios in one step. */
export async function runStep(scenarios: readonly Scenario[], options: StepOptions = {}): Promise<Step> {
  const simulator = await startSimulator({ scenarios });
  let answeredAt = Number.NaN;
  if (options.body !== undefined) {
    answerWith(simulator, options.body, () => {
      answeredAt = performance.now();
    });
  }
  try {
    const action = startAction({
      bundle: options.program === undefined ? BUNDLE : join(HERE, options.program),
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
    const sinceAnswerMs = performance.now() - answeredAt;
    if (usage === undefined) throw new Error('the step was ended by a signal');
    return {
      outcome: outputs['outcome'] ?? '',
      durationMs,
      sinceAnswerMs,
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

/** Answers every request with the same body. */
function answerWith(simulator: Simulator, body: Buffer, answered: () => void): void {
  simulator.answerNext((_request, response) => {
    response.once('finish', answered);
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': body.length }).end(body);
  }, Infinity);
}
