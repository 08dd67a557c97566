/**
 * *After an outage*: how long after the API is back a gate notices that the job has succeeded meanwhile, and how many
 * requests the outage and that took; the gate's own code on a virtual clock.
 */
import type { ApiError } from '../src/base/api-error.js';
import { startGate } from '../src/engine/gate.js';
import { VirtualClock } from '../__tests__/unit/support/virtual-clock.js';
import { timedJob } from './jobs.js';
import { seeded } from './random.js';
import { mean, publish, quantile, round, type Row } from './table.js';

const SECOND = 1000;
const RUNS = 200;
const OUTAGE_MS = 20 * SECOND;
const ANSWER_MS = 50;
const MAX_MEAN_S = 4;

/** How long the gate has waited when the outage begins. */
const BEGINNINGS: readonly (readonly [string, number])[] = [
  ['at once', 0],
  ['after 1 min', 60 * SECOND],
  ['after 10 min', 600 * SECOND],
];

const GATEWAY_TIMEOUT: ApiError = {
  kind: 'outage',
  status: 504,
  code: '',
  message: 'Gateway Time-out',
  requestId: '',
  advice: '',
  retryAfterMs: undefined,
  concernsAllJobs: false,
};

interface Recovery {
  /** From the end of the outage to the end of the wait. */
  readonly delayMs: number;
  /** While it lasted. */
  readonly duringOutage: number;
  readonly afterwards: number;
}

/** Runs the benchmark; fails where the mean delay is too long. */
export async function afterOutage(): Promise<boolean> {
  const rows: Row[] = [];
  for (const [name, beginning] of BEGINNINGS) {
    const random = seeded(beginning + 1);
    const runs: Recovery[] = [];
    for (let run = 0; run < RUNS; run += 1) runs.push(await recover(beginning, random));
    const delays = runs.map(({ delayMs }) => delayMs / SECOND);
    rows.push({
      'the outage begins': name,
      'mean delay (s)': round(mean(delays), 2),
      'p95 (s)': round(quantile(delays, 0.95), 2),
      'worst (s)': round(Math.max(...delays), 2),
      'requests in the outage': round(mean(runs.map(({ duringOutage }) => duringOutage)), 1),
      'requests afterwards': round(mean(runs.map(({ afterwards }) => afterwards)), 1),
    });
  }
  publish('after-outage', `After an outage of ${OUTAGE_MS / SECOND} s, ${RUNS} runs each`, rows);
  return rows.every((row) => Number(row['mean delay (s)']) < MAX_MEAN_S);
}

/** One wait for a job that succeeds while the API answers nothing but 504. */
async function recover(beginning: number, random: () => number): Promise<Recovery> {
  const clock = new VirtualClock();
  const end = beginning + OUTAGE_MS;
  const job = timedJob('plain', beginning + OUTAGE_MS * random(), clock.wallTime(), random);
  let [duringOutage, afterwards] = [0, 0];
  const { result } = startGate(
    {
      jobIds: ['job-1'],
      timeoutMs: 3600 * SECOND,
      pollInterval: 'auto',
      requestTimeoutMs: 30 * SECOND,
      outageToleranceMs: 120 * SECOND,
      failFast: true,
      maxConcurrency: 8,
      initialConcurrency: 8,
    },
    {
      fetchJob: async (_jobId, { signal }) => {
        const at = clock.now();
        await clock.sleep(ANSWER_MS, signal);
        const out = at >= beginning && at < end;
        if (out) duringOutage += 1;
        if (at >= end) afterwards += 1;
        return out ? { kind: 'error', error: GATEWAY_TIMEOUT } : { kind: 'job', job: job.at(at) };
      },
      clock,
      random,
      signal: new AbortController().signal,
      emit: () => undefined,
    },
  );
  const { outcome, durationMs } = await clock.run(result);
  if (outcome !== 'success') throw new Error(`the gate ended with ${outcome}`);
  return { delayMs: durationMs - end, duringOutage, afterwards };
}
