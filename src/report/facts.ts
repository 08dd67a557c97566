/** What every report is made from: what a result says once it is looked at as a report does, and what the wait was about. */
import type { NameSetting } from '../base/settings.js';
import { ENDINGS, type GateResult, type JobResult } from '../engine/events.js';
import { isEnded, type RootCause, rootCauses, subJobCounts, type Visit, walk } from '../engine/job.js';
import type { PollInterval } from '../engine/schedule.js';
import type { Job, Phase } from '../services/job.js';
import { type Cause, groupedCauses } from './causes.js';

/** A time that has passed, in milliseconds, and whether it may have been more. */
export interface Quiet {
  readonly ms: number;
  readonly atLeast: boolean;
}

/** How many of a job's sub-jobs, at any depth, have a status, have ended, and have failed. */
export type SubJobCounts = ReturnType<typeof subJobCounts>;

/** One of the gate's jobs at its end. */
export interface JobFacts {
  readonly result: JobResult;
  readonly jobId: string;
  /** The tree that is shown: of a job in which something failed the answer that said so, else the last one. */
  readonly job: Job | undefined;
  /** Its phase with its sub-jobs taken into account; `Unknown` of a job that never answered. */
  readonly phase: Phase;
  /** Whether the cloud job itself was seen to end. A failed sub-job alone does not end it. */
  readonly seenToEnd: boolean;
  readonly counts: SubJobCounts;
  /** Why it failed: the deepest first. */
  readonly rootCauses: readonly RootCause[];
  /** What time it was for the service when the wait ended, in milliseconds since the epoch; `undefined` if unknown. */
  readonly now: number | undefined;
  /** For how long nothing had changed; `undefined` of a job that has ended or never answered. */
  readonly quiet: Quiet | undefined;
}

/** The whole gate at its end. */
export interface GateFacts {
  readonly result: GateResult;
  /** In the order given. */
  readonly jobs: readonly JobFacts[];
  /** Why something failed: the deepest first, then in the order of jobs and trees. */
  readonly causes: readonly Cause[];
  /** The jobs that were not seen to end, whose cloud jobs may still be running. */
  readonly open: readonly JobFacts[];
}

/** Looks at a result once, for all reports. */
export function factsOf(result: GateResult): GateFacts {
  const jobs = result.jobs.map(jobFactsOf);
  return { result, jobs, causes: groupedCauses(jobs), open: jobs.filter(({ seenToEnd }) => !seenToEnd) };
}

function jobFactsOf(result: JobResult): JobFacts {
  const job = result.failedJob ?? result.job;
  const newest = job === undefined ? undefined : newestTime(job);
  const seenToEnd = result.job !== undefined && isEnded(result.job);
  const failed = result.failedJob !== undefined || result.ending.kind === 'failed';
  return {
    result,
    jobId: result.jobId,
    job,
    phase: failed ? 'Failed' : (result.job?.phase ?? 'Unknown'),
    seenToEnd,
    counts: job === undefined ? { ended: 0, failed: 0, total: 0 } : subJobCounts(job),
    rootCauses: result.failedJob === undefined ? [] : rootCauses(result.failedJob),
    now: serverTimeOf(result, job, newest),
    quiet: seenToEnd ? undefined : quietOf(result, newest),
  };
}

/** The newest time that a tree says, in milliseconds since the epoch. */
function newestTime(root: Job): number | undefined {
  let newest = -Infinity;
  for (const { job } of walk(root)) {
    for (const time of [job.startedAt, job.updatedAt, job.endedAt]) {
      if (time !== undefined && time > newest) newest = time;
    }
  }
  return Number.isFinite(newest) ? newest : undefined;
}

/**
 * The time by the clock of the answers: their `Date`, else the newest time that they say. A tree that is not the last
 * one is shown as it was when it came.
 */
function serverTimeOf(
  { lastSeen, job: last }: JobResult,
  shown: Job | undefined,
  newest: number | undefined,
): number | undefined {
  const serverTime = shown === last ? lastSeen?.serverTime : undefined;
  if (serverTime === undefined || newest === undefined) return newest ?? serverTime;
  return Math.max(serverTime, newest);
}

/**
 * For how long nothing has changed: since the newest time in the answer, or since the last change that the gate saw
 * itself, whichever is later.
 */
function quietOf({ lastSeen }: JobResult, newest: number | undefined): Quiet | undefined {
  if (lastSeen === undefined) return undefined;
  const { serverTime, unchangedMs, sawChange } = lastSeen;
  const byAnswer = serverTime === undefined || newest === undefined ? -1 : serverTime - newest;
  // A time in the future is of another clock and says nothing.
  if (byAnswer < 0) return { ms: unchangedMs, atLeast: !sawChange };
  return { ms: sawChange ? Math.min(byAnswer, unchangedMs) : byAnswer, atLeast: false };
}

/** How long a job has run, in milliseconds. */
export interface RunTime {
  readonly ms: number;
  /** Whether it goes on. */
  readonly soFar: boolean;
}

/**
 * How long a job or sub-job has run, as far as its times say: to its end, or up to now where it still runs.
 *
 * @param now what time it is for the service, in milliseconds since the epoch
 */
export function runTimeOf(job: Job, now: number | undefined): RunTime | undefined {
  // Of one without a status nobody knows whether it still runs.
  const soFar = !isEnded(job) && job.status !== undefined;
  const end = soFar ? now : (job.endedAt ?? job.updatedAt);
  const ms = (end ?? Number.NaN) - (job.startedAt ?? Number.NaN);
  return Number.isFinite(ms) ? { ms: Math.max(0, ms), soFar } : undefined;
}

/** So many jobs: those that did not succeed first, the worst in front. */
export function worstFirst(jobs: readonly JobFacts[]): JobFacts[] {
  return ENDINGS.flatMap((kind) => jobs.filter(({ result }) => result.ending.kind === kind));
}

/** The sub-jobs that are at work, the deepest of each branch: what the job as a whole is busy with. */
export function busySubJobs(root: Job): Job[] {
  const busy: Visit[] = [];
  const waiting = new Set<Visit>();
  for (const visit of walk(root)) {
    if (visit.depth === 0 || !isBusy(visit.job)) continue;
    busy.push(visit);
    // Stops at the first ancestor that is known to wait already, so that a deep tree is climbed once.
    for (let at = visit.parent; at !== undefined && !waiting.has(at); at = at.parent) waiting.add(at);
  }
  return busy.filter((visit) => !waiting.has(visit)).map(({ job }) => job);
}

/** A phase that no document lists may be one of work; a sub-job without any status says nothing. */
function isBusy(job: Job): boolean {
  return job.phase === 'Running' || (job.phase === 'Unknown' && job.status !== undefined);
}

/** What a gate is to do about jobs: wait for their ends, or ask once how they stand. */
export type Task = 'wait' | 'status';

/** What the reports say about the wait besides how it went. */
export interface ReportContext {
  /** To wait by default. */
  readonly task?: Task;
  readonly jobIds: readonly string[];
  /** The service's name as the setting has it, e.g. `cce`. */
  readonly service: string;
  readonly projectId: string;
  /** `''` where it is not known. */
  readonly region: string;
  /** The service's base URL. */
  readonly endpoint: string;
  /** Where project, endpoint and credentials were taken from, never their values. */
  readonly sources: readonly string[];
  readonly timeoutMs: number;
  readonly pollInterval: PollInterval;
  /** The wall clock when the wait started, in milliseconds since the epoch. */
  readonly startedAt: number;
  /** How the host spells a setting. */
  readonly nameOf: NameSetting;
  /** The URL of `docs/troubleshooting.md` at this version, without a fragment; `''` where the host does not know it. */
  readonly helpPage: string;
}
