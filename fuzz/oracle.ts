/** Which outcomes the documents allow a gate, by what the server sent it and when. Nothing here knows the gate's code. */
import { after, NOTHING_KNOWN, outageOf, type Knowledge, type Received } from './course.js';
import { readingsOf, type Reading } from './readings.js';
import type { Observation } from './run-gate.js';
import type { Exchange } from './server.js';

export type Outcome = 'success' | 'failed' | 'error' | 'timed-out' | 'cancelled';

/** How far two clocks that look at the same event from both ends of a connection may differ, in milliseconds. */
const MARGIN = 150;

/** How much later a request is seen than the gate began it: it loads what it needs for its first one, and connects. */
const BEGUN_BEFORE = 400;

/** What the oracle has worked out. Times are those of `performance.now()`. */
export interface Expectation {
  readonly allowed: ReadonlySet<Outcome>;
  /** When the gate surely knew enough to end; undefined where only the clock or a signal could end it. */
  readonly decidedAt: number | undefined;
  /** When each job surely was over, by its number. */
  readonly overAt: ReadonlyMap<number, number>;
  /** The jobs that may be over. */
  readonly perhapsOver: ReadonlySet<number>;
  readonly received: readonly Received[];
}

/** The replies as the gate may have got them, in the order in which they were over. */
function receivedIn(seen: Observation): Received[] {
  return seen.exchanges
    .flatMap((exchange) => (exchange.job === undefined ? [] : [received(exchange, exchange.job, seen)]))
    .sort((one, other) => one.at - other.at);
}

function received(exchange: Exchange, job: number, seen: Observation): Received {
  const { arrivedAt, sentAt, goneAt, reply } = exchange;
  const { requestTimeout, timeout, jobs } = seen.fuzzed;
  const at = sentAt ?? goneAt ?? seen.endedAt;
  const margin = MARGIN + seen.lag;
  const late = at - arrivedAt > requestTimeout - margin;
  const atDeadline = at > seen.startedAt + timeout - margin;
  const atSignal = seen.signalledAt !== undefined && at > seen.signalledAt - margin;
  // Another job's end may have stopped the gate.
  const atEnd = jobs.length > 1 && at > seen.endedAt - 500 - margin;
  const readings = sentAt === undefined ? unsent(exchange, seen) : readingsOf(reply, seen.fuzzed);
  return {
    job,
    arrivedAt,
    at,
    readings: late ? [...readings, { kind: 'unusable' }] : readings,
    optional: sentAt === undefined || atDeadline || atSignal || atEnd,
  };
}

/** What a reply that was not sent to its end may be taken for: its head may have been, or nothing was. */
function unsent({ reply }: Exchange, { fuzzed }: Observation): Reading[] {
  const good = reply.status >= 200 && reply.status < 300;
  const nothing: Reading = { kind: 'unusable' };
  return good || reply.framing.kind === 'late' ? [nothing] : [...readingsOf(reply, fuzzed), nothing];
}

/** Works out what is allowed of a gate that was seen. */
export function expectationOf(seen: Observation): Expectation {
  const all = receivedIn(seen);
  const { signalledAt } = seen;
  const course = followed(all, seen, seen.endedAt);
  if (signalledAt === undefined) return { ...course, received: all };
  // What was decided before the signal may stand; nothing that came after it may decide.
  const before = all.filter(({ at }) => at <= signalledAt + MARGIN + seen.lag);
  const { allowed } = followed(before, seen, signalledAt + MARGIN + seen.lag);
  return { ...course, allowed: new Set([...allowed, 'cancelled']), received: all };
}

function followed(all: readonly Received[], seen: Observation, until: number): Omit<Expectation, 'received'> {
  const known = seen.fuzzed.jobs.map((): Knowledge[] => [NOTHING_KNOWN]);
  const overAt = new Map<number, number>();
  let decidedAt: number | undefined;
  for (const each of all) {
    known[each.job] = after(known[each.job] ?? [], each, seen.startedAt);
    if (!overAt.has(each.job) && known[each.job]?.every(({ ended }) => ended !== undefined) === true) {
      overAt.set(each.job, each.at);
    }
    if (decidedAt === undefined && isDecided(known, seen.fuzzed.failFast)) decidedAt = each.at;
  }
  const ended = [...known.entries()].filter(([, job]) => job.some((each) => each.ended !== undefined));
  const perhapsOver = new Set(ended.map(([job]) => job));
  return { allowed: outcomesOf(known, all, seen, until), decidedAt, overAt, perhapsOver };
}

/** Whether the gate has to end, whatever it takes the replies for. */
function isDecided(known: readonly (readonly Knowledge[])[], failFast: boolean): boolean {
  if (known.some((job) => job.every(({ ended }) => ended === 'unauthorized'))) return true;
  if (failFast && known.some((job) => job.every((each) => each.failed || isError(each)))) return true;
  return known.every((job) => job.every(({ ended }) => ended !== undefined));
}

function isError({ ended }: Knowledge): boolean {
  return ended === 'missing' || ended === 'refused' || ended === 'unauthorized';
}

type End = 'success' | 'failed' | 'error' | 'open' | 'failed, not over';

function outcomesOf(
  known: readonly (readonly Knowledge[])[],
  all: readonly Received[],
  seen: Observation,
  until: number,
): Set<Outcome> {
  const { timeout, failFast } = seen.fuzzed;
  const timeIsUp = until >= seen.startedAt + timeout - 5;
  const outage = isOutage(all, seen, until);
  const ends = known.map((job) => new Set(job.flatMap((each) => endsOf(each, seen, { until, timeIsUp, outage }))));
  const can = (end: End): boolean => ends.some((job) => job.has(end));
  const unauthorized = known.some((job) => job.some(({ ended }) => ended === 'unauthorized'));
  const allOver = ends.every((job) => job.has('success') || job.has('failed') || job.has('error'));
  const mayStop = failFast || allOver || timeIsUp || unauthorized;
  const surelyFailed = ends.some((job) => [...job].every((end) => end === 'failed' || end === 'failed, not over'));
  const surelyError = ends.some((job) => [...job].every((end) => end === 'error'));
  const allowed = new Set<Outcome>();
  if (ends.every((job) => job.has('success'))) allowed.add('success');
  if ((can('failed') || can('failed, not over')) && mayStop) allowed.add('failed');
  if (can('error') && mayStop && !surelyFailed) allowed.add('error');
  if (timeIsUp && can('open') && !surelyFailed && !surelyError) allowed.add('timed-out');
  return allowed;
}

interface Ending {
  readonly until: number;
  readonly timeIsUp: boolean;
  /** Whether no job has had a usable answer for the tolerated time. */
  readonly outage: boolean;
}

function endsOf(known: Knowledge, { fuzzed, lag }: Observation, { until, timeIsUp, outage }: Ending): End[] {
  if (known.ended === 'success') return ['success'];
  if (known.ended === 'failed') return ['failed'];
  if (known.failed && known.ended !== undefined) return ['failed'];
  if (isError(known)) return ['error'];
  const { failingSince, missing, everMissing, seen } = known;
  const tolerated = fuzzed.outageTolerance - BEGUN_BEFORE - lag;
  const givesUp = outage || (failingSince !== undefined && outageOf(known, until) >= tolerated);
  if (known.failed) return givesUp ? ['failed', 'failed, not over'] : ['failed, not over'];
  // Never visible: an error at the deadline, too.
  if (timeIsUp && !seen && missing > 0) return ['error'];
  // No document says what a deadline in the middle of an outage is.
  const unclear = timeIsUp && (failingSince !== undefined || (!seen && everMissing));
  return givesUp || unclear ? ['open', 'error'] : ['open'];
}

/** Whether the API may have gone without a usable answer for as long as is tolerated. */
function isOutage(all: readonly Received[], { fuzzed, lag }: Observation, until: number): boolean {
  const lastUsable = all.findLastIndex(({ readings }) => readings.every(isUsable));
  const failing = all.slice(lastUsable + 1);
  const [first] = failing.toSorted((one, other) => one.arrivedAt - other.arrivedAt);
  if (first === undefined) return false;
  const excused = Math.min(...excuses(failing, first.arrivedAt, 0));
  return until - first.arrivedAt - excused >= fuzzed.outageTolerance - BEGUN_BEFORE - lag;
}

function isUsable({ kind }: Reading): boolean {
  return kind === 'job' || kind === 'missing';
}

/**
 * How long was waited since some time because the service asked for it, in milliseconds, for each job that was asked
 * about; `last` is the most that counts of what the last reply about a job asked for.
 */
export function excuses(received: readonly Received[], since: number, last: number): number[] {
  const byJob = new Map<number, number>();
  for (const [index, { job, readings, at }] of received.entries()) {
    const waits = readings.map((reading) => (reading.kind === 'throttled' ? reading.wait : 0));
    const next = received.slice(index + 1).find((each) => each.job === job);
    const until = at + Math.min(next === undefined ? last : next.arrivedAt - at, Math.max(0, ...waits));
    byJob.set(job, (byJob.get(job) ?? 0) + Math.max(0, until - Math.max(at, since)));
  }
  return [...byJob.values()];
}
