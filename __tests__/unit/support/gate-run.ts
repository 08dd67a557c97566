import type { GateEvent, GateResult } from '../../../src/engine/events.js';
import { startGate, type GateOptions } from '../../../src/engine/gate.js';
import type { RequestLimits } from '../../../src/auth/credentials.js';
import type { JobResponse } from '../../../src/engine/job-client.js';
import { VirtualClock } from './virtual-clock.js';

/** A request as the imitated job API saw it. */
interface JobRequest {
  readonly jobId: string;
  /** Milliseconds since the gate's start. */
  readonly at: number;
  readonly timeoutMs: number;
}

/**
 * Answers a request; `at` is in milliseconds since the gate's start, `count` counts the requests for this job from 1, and
 * `until` is when all of it has to be over on the clock.
 */
export type Script = (
  request: JobRequest & {
    readonly count: number;
    readonly until: number;
    readonly signal: AbortSignal;
    readonly clock: VirtualClock;
  },
) => JobResponse | Promise<JobResponse>;

/** A gate on a virtual clock. */
export interface GateRun {
  readonly result: GateResult;
  readonly requests: readonly JobRequest[];
  readonly events: readonly GateEvent[];
  readonly clock: VirtualClock;
}

const OPTIONS: GateOptions = {
  jobIds: ['job-1'],
  timeoutMs: 600_000,
  pollInterval: 10_000,
  requestTimeoutMs: 30_000,
  outageToleranceMs: 120_000,
  failFast: true,
  maxConcurrency: 8,
  initialConcurrency: 8,
};

/**
 * Runs a gate on a virtual clock until it ends. `cancelAt` cancels it after so many milliseconds, or before it starts;
 * `breakAt` lets it run into an internal error then.
 */
export async function runGateWith(
  script: Script,
  options: Partial<GateOptions> = {},
  { cancelAt, breakAt, random = 1 }: { cancelAt?: number | 'before'; breakAt?: number; random?: number } = {},
): Promise<GateRun> {
  // No machine's monotonic clock begins at 0 with the gate.
  const origin = 7_000_000;
  const clock = new VirtualClock(origin);
  const cancel = new AbortController();
  const requests: JobRequest[] = [];
  const events: GateEvent[] = [];
  const fetchJob = async (jobId: string, { timeoutMs, until, signal }: RequestLimits): Promise<JobResponse> => {
    const request = { jobId, at: clock.now() - origin, timeoutMs };
    requests.push(request);
    return script({ ...request, until, signal, clock, count: requests.filter((each) => each.jobId === jobId).length });
  };
  if (cancelAt === 'before') {
    cancel.abort();
  } else if (cancelAt !== undefined) {
    void clock.sleep(cancelAt, new AbortController().signal).then(() => {
      cancel.abort();
    });
  }
  const gate = startGate(
    { ...OPTIONS, ...options },
    { fetchJob, clock, random: () => random, signal: cancel.signal, emit: (event) => events.push(event) },
  );
  if (breakAt === undefined) return { result: await clock.run(gate.result), requests, events, clock };
  await clock.run(clock.sleep(breakAt, new AbortController().signal));
  const result = gate.abandon(new Error('boom'));
  await clock.run(gate.result);
  return { result, requests, events, clock };
}
