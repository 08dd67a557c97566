/**
 * One job's course: what a gate may know of it after each reply that the server sent. Where a reply allows more than
 * one reading, or may have come too late, all that may be known is kept.
 */
import type { Reading } from './readings.js';

/** What a gate may know of a job. Times are those of `performance.now()`, in milliseconds. */
export interface Knowledge {
  /** Whether a usable answer has shown the job. */
  readonly seen: boolean;
  /** Whether a failure of the job or a sub-job has been seen. */
  readonly failed: boolean;
  /** How it ended; `refused` and `unauthorized` are errors, `missing` is a job that was not found. */
  readonly ended: 'success' | 'failed' | 'missing' | 'refused' | 'unauthorized' | undefined;
  /** How many answers in a row said that there is no such job: none, one, or more. */
  readonly missing: number;
  /** Whether any answer said so. */
  readonly everMissing: boolean;
  /** When the first request of the present outage arrived. */
  readonly failingSince: number | undefined;
  /** When the last reply of the present outage was over, and how long it asked to wait. */
  readonly failedAt: number;
  readonly asksToWait: number;
  /** How much of the outage was waited before that, because the service asked for it. */
  readonly excused: number;
}

export const NOTHING_KNOWN: Knowledge = {
  seen: false,
  failed: false,
  ended: undefined,
  missing: 0,
  everMissing: false,
  failingSince: undefined,
  failedAt: 0,
  asksToWait: 0,
  excused: 0,
};

/** A reply as the gate may have got it. */
export interface Received {
  readonly job: number;
  readonly arrivedAt: number;
  /** When the reply, or the wait for it, was over. */
  readonly at: number;
  readonly readings: readonly Reading[];
  /** Whether the gate may have missed it: it was stopped, or its deadline came. */
  readonly optional: boolean;
}

/** So long may a new job be invisible, from the start of the wait. */
const INVISIBLE_FOR = 30_000;

/** How exactly that is measured from outside, in milliseconds. */
const MARGIN = 1500;

/** All that may be known after a reply, from all that may have been known before. */
export function after(known: readonly Knowledge[], received: Received, startedAt: number): Knowledge[] {
  const next = known.flatMap((each) => [
    ...received.readings.flatMap((reading) => learnt(each, reading, received, startedAt)),
    ...(received.optional ? [each] : []),
  ]);
  return distinct(next);
}

/**
 * Each kind of knowledge once. Outages differ by when they began and what of them is excused, in ever more ways: of
 * those the longest stands for all, since it is what lets a gate give up.
 */
function distinct(all: readonly Knowledge[]): Knowledge[] {
  const kept = new Map<string, Knowledge>();
  for (const each of all) {
    const { seen, failed: bad, ended, missing, everMissing, failingSince } = each;
    const kind = [seen, bad, ended, missing, everMissing, failingSince === undefined].join();
    const other = kept.get(kind);
    if (other === undefined || countedFrom(each) < countedFrom(other)) kept.set(kind, each);
  }
  return [...kept.values()];
}

function countedFrom({ failingSince = 0, excused, asksToWait }: Knowledge): number {
  return failingSince + excused + asksToWait;
}

function learnt(known: Knowledge, reading: Reading, received: Received, startedAt: number): Knowledge[] {
  if (known.ended !== undefined) return [known];
  const failing = failed(known, received);
  switch (reading.kind) {
    case 'job': {
      const bad = known.failed || reading.own === 'Failed' || reading.failedBelow;
      const over = reading.own === 'Success' || reading.own === 'Failed';
      const ended = over ? (bad ? 'failed' : 'success') : undefined;
      return [{ ...NOTHING_KNOWN, everMissing: known.everMissing, seen: true, failed: bad, ended }];
    }
    case 'unusable':
      return inARowOrNot(failing);
    case 'throttled':
      return inARowOrNot({ ...failing, asksToWait: reading.wait });
    case 'refused':
      return [{ ...known, ended: reading.credentials ? 'unauthorized' : 'refused' }];
    case 'missing':
      return missed(known, received.at - startedAt);
  }
}

/** Whether two answers with a failure between them are two in a row is not said. */
function inARowOrNot(known: Knowledge): Knowledge[] {
  return known.missing > 0 ? [known, { ...known, missing: 0 }] : [known];
}

/** A request that brought no usable answer begins an outage or goes on with it. */
function failed(known: Knowledge, { arrivedAt, at }: Received): Knowledge {
  const waited = Math.min(known.asksToWait, Math.max(0, arrivedAt - known.failedAt));
  const failingSince = known.failingSince ?? arrivedAt;
  return { ...known, failingSince, failedAt: at, asksToWait: 0, excused: known.excused + waited };
}

/** How long an outage has gone on until some time, without what the service asked to wait; at the least. */
export function outageOf(known: Knowledge, until: number): number {
  if (known.failingSince === undefined) return 0;
  const since = known.failingSince + known.excused;
  return Math.max(known.failedAt - since, until - since - known.asksToWait);
}

function missed(known: Knowledge, waited: number): Knowledge[] {
  const { seen, failed: bad } = known;
  const here = { ...NOTHING_KNOWN, seen, failed: bad, missing: Math.min(2, known.missing + 1), everMissing: true };
  const gone: Knowledge = { ...here, ended: 'missing' };
  const early = waited < INVISIBLE_FOR + MARGIN ? [here] : [];
  if (known.seen) return here.missing < 2 ? [here] : [gone, ...early];
  return waited < INVISIBLE_FOR - MARGIN ? [here] : [gone, ...early];
}
