/**
 * *Detection*: how long after a job's end a gate notices, and how many requests that takes; the gate's own decision code
 * on a virtual clock against each policy of other clients as a function of time.
 */
import { startGate } from '../src/engine/gate.js';
import { VirtualClock } from '../__tests__/unit/support/virtual-clock.js';
import { KINDS, timedJob, type TimedJob } from './jobs.js';
import { seeded } from './random.js';
import { mean, publish, quantile, round, type Row } from './table.js';

const SECOND = 1000;
const DURATIONS: readonly (readonly [string, number])[] = [
  ['10 s', 10 * SECOND],
  ['1 min', 60 * SECOND],
  ['5 min', 300 * SECOND],
  ['10 min', 600 * SECOND],
  ['60 min', 3600 * SECOND],
];
const JOBS_EACH = 150;

/** How a client waits: the time of its first request, and the pause after each. */
interface Peer {
  readonly name: string;
  readonly firstMs: number;
  readonly pauseMs: (requests: number) => number;
}

const every = (seconds: number): Peer => ({ name: `every ${seconds} s`, firstMs: 0, pauseMs: () => seconds * SECOND });
const PEERS: readonly Peer[] = [
  every(1),
  every(3),
  every(5),
  every(10),
  { name: '120 s delay, every 20 s', firstMs: 120 * SECOND, pauseMs: () => 20 * SECOND },
  {
    name: '30 s, × 1.5 up to 5 min',
    firstMs: 0,
    pauseMs: (requests) => Math.min(30 * SECOND * 1.5 ** (requests - 1), 300 * SECOND),
  },
];

interface Detection {
  readonly latencyMs: number;
  readonly requests: number;
}

function waitAs(peer: Peer, endsAt: number): Detection {
  let at = peer.firstMs;
  let requests = 1;
  while (at < endsAt) {
    at += peer.pauseMs(requests);
    requests += 1;
  }
  return { latencyMs: at - endsAt, requests };
}

/** The gate itself, which starts at `start` of the job's time. */
async function waitAsGate(job: TimedJob, start: number, clock: VirtualClock, random: () => number): Promise<Detection> {
  let requests = 0;
  const result = await clock.run(
    startGate(
      {
        jobIds: ['job-1'],
        timeoutMs: 24 * 3600 * SECOND,
        pollInterval: 'auto',
        requestTimeoutMs: 30 * SECOND,
        outageToleranceMs: 120 * SECOND,
        failFast: true,
        maxConcurrency: 8,
        initialConcurrency: 8,
      },
      {
        fetchJob: () => {
          requests += 1;
          return Promise.resolve({ kind: 'job', job: job.at(start + clock.now()) });
        },
        clock,
        random,
        signal: new AbortController().signal,
        emit: () => undefined,
      },
    ).result,
  );
  if (result.outcome !== 'success') throw new Error(`the gate ended with ${result.outcome}`);
  return { latencyMs: start + result.durationMs - job.endsAt, requests };
}

/** Runs the benchmark; fails where a peer is both faster and cheaper. */
export async function detection(): Promise<boolean> {
  const rows: Row[] = [];
  let dominated = false;
  for (const [name, durationMs] of DURATIONS) {
    const random = seeded(durationMs);
    const ours: Detection[] = [];
    const theirs = PEERS.map(() => new Array<Detection>());
    for (let index = 0; index < JOBS_EACH; index += 1) {
      const clock = new VirtualClock();
      // The call that started the job took a while to answer, and the gate's step to begin.
      const start = 500 + 2500 * random();
      const kind = KINDS[index % KINDS.length] ?? 'plain';
      const endsAt = start + durationMs * (0.8 + 0.4 * random());
      const job = timedJob(kind, endsAt, clock.wallTime() - start, random);
      ours.push(await waitAsGate(job, start, clock, random));
      PEERS.forEach((peer, at) => theirs[at]?.push(waitAs(peer, endsAt - start)));
    }
    const us = summary(ours);
    rows.push({ job: name, policy: '**auto**', ...us, verdict: '' });
    PEERS.forEach((peer, at) => {
      const them = summary(theirs[at] ?? []);
      const faster = them['mean latency (s)'] < us['mean latency (s)'];
      const cheaper = them.requests < us.requests;
      dominated ||= faster && cheaper;
      const verdict = faster
        ? cheaper
          ? 'FASTER AND CHEAPER'
          : 'faster, costlier'
        : cheaper
          ? 'slower, cheaper'
          : 'slower and costlier';
      rows.push({ job: name, policy: peer.name, ...them, verdict });
    });
  }
  publish('detection', `Detection, ${JOBS_EACH} jobs for each duration`, rows);
  return !dominated;
}

function summary(runs: readonly Detection[]): { 'mean latency (s)': number; 'p95 (s)': number; requests: number } {
  const latencies = runs.map(({ latencyMs }) => latencyMs / SECOND);
  return {
    'mean latency (s)': round(mean(latencies), 2),
    'p95 (s)': round(quantile(latencies, 0.95), 2),
    requests: round(mean(runs.map(({ requests }) => requests)), 1),
  };
}
