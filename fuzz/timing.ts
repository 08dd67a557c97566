/** Deadlines: how long a gate may take, how soon it may ask again, and what it may not ask any more. */
import type { Received } from './course.js';
import type { Finding } from './finding.js';
import type { Reading } from './readings.js';
import { excuses, type Expectation } from './oracle.js';
import type { Observation } from './run-gate.js';

/** For what happens outside of the gate: its process is started, scheduled, and seen to end. In milliseconds. */
const SLACK = 600;

/** Any answer is read and reported in this time. */
const REPORTED_WITHIN = 3000;

/** What is wrong with when the gate did what. */
export function timingProblems(seen: Observation, expectation: Expectation): Finding[] {
  return [
    ...endProblems(seen, expectation),
    ...pollProblems(seen, expectation),
    ...expectation.received.flatMap((received) => retryProblems(seen, received, expectation.received)),
  ];
}

function endProblems(seen: Observation, { decidedAt, received }: Expectation): Finding[] {
  const { fuzzed, startedAt, firstAt, signalledAt, exchanges } = seen;
  const lookUps = exchanges.some(({ job }) => job === undefined) ? fuzzed.requestTimeout : 0;
  const waitedFrom = Number.isNaN(firstAt) ? startedAt : firstAt;
  const bounds = [
    endsBy(seen, 'deadline', waitedFrom + fuzzed.timeout + 1000),
    endsBy(seen, 'signal', signalledAt && signalledAt + 2000),
    endsBy(seen, 'decided', decidedAt && decidedAt + REPORTED_WITHIN + lookUps),
    endsBy(seen, 'outage', outageBound(seen, received)),
  ].flat();
  const early = seen.result.outputs['outcome'] === 'timed-out' && seen.endedAt < startedAt + fuzzed.timeout;
  return early ? [...bounds, { rule: 'early', text: 'timed-out before the timeout', timed: false }] : bounds;
}

function endsBy({ endedAt, startedAt, lag }: Observation, rule: string, bound: number | undefined): Finding[] {
  const over = bound === undefined ? 0 : endedAt - bound - SLACK - 2 * lag;
  if (over <= 0) return [];
  const text = `ended ${Math.round(over)} ms too late, after ${Math.round(endedAt - startedAt)} ms`;
  return [{ rule: `late: ${rule}`, text, timed: true }];
}

/** By when a gate has to give up that gets no usable answer any more. */
function outageBound({ fuzzed, firstAt }: Observation, received: readonly Received[]): number | undefined {
  if (received.length === 0) return undefined;
  const lastUsable = received.findLastIndex(({ readings }) => readings.some(isUsable));
  const from = received[lastUsable]?.at ?? firstAt;
  const excused = Math.max(0, ...excuses(received, from, Infinity));
  // An outage counts from the first request that fails: a pause before it that the user wants is none.
  const pause = fuzzed.pollInterval === 'auto' ? 0 : fuzzed.pollInterval;
  return from + pause + fuzzed.outageTolerance + fuzzed.requestTimeout + 2000 + excused;
}

function isUsable({ kind }: Reading): boolean {
  return kind === 'job' || kind === 'missing';
}

/** Requests after a job's end, and a deadline without the last poll that is promised there. */
function pollProblems(seen: Observation, { overAt, perhapsOver, received }: Expectation): Finding[] {
  const { fuzzed, startedAt, lag, result } = seen;
  const after = received.filter(({ job, arrivedAt }) => arrivedAt > (overAt.get(job) ?? Infinity) + 300 + lag);
  const findings: Finding[] = after.slice(0, 1).map(({ job }) => ({
    rule: 'asked on',
    text: `job ${job} was asked about again after its end`,
    timed: true,
  }));
  const deadline = startedAt + fuzzed.timeout;
  if (result.outputs['outcome'] !== 'timed-out' || fuzzed.auth !== 'token' || fuzzed.jobs.length > 3) return findings;
  const unfinished = [...fuzzed.jobs.keys()].filter((job) => !perhapsOver.has(job));
  const without = unfinished.filter((job) => !received.some((each) => each.job === job && each.at > deadline - 50));
  return [
    ...findings,
    ...without.map((job) => ({
      rule: 'last poll',
      text: `job ${job} was not asked about at the deadline`,
      timed: true,
    })),
  ];
}

/** The next request about a job comes no sooner than `Retry-After` says, but for the one at the deadline. */
function retryProblems(seen: Observation, throttled: Received, all: readonly Received[]): Finding[] {
  const waits = throttled.readings.map((reading) => (reading.kind === 'throttled' ? reading.wait : 0));
  if (throttled.optional) return [];
  const next = all.find(({ job, arrivedAt }) => job === throttled.job && arrivedAt > throttled.at);
  if (next === undefined) return [];
  const until = Math.min(throttled.at + Math.min(...waits), seen.startedAt + seen.fuzzed.timeout) - 60;
  const early = Math.round(until - next.arrivedAt);
  return early > 0 ? [{ rule: 'Retry-After', text: `asked ${early} ms too early`, timed: true }] : [];
}
