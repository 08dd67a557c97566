import type { ApiError } from '../base/api-error.js';
import type { Clock } from '../base/clock.js';
import type { JobEnding, JobResult, LastSeen, WatchEvent } from './events.js';
import type { JobResponse } from './job-client.js';
import { differs, isEnded, verdict, type Verdict, type Visit, walk } from './job.js';
import { continueOutage, type Outage } from './outage.js';
import { type PollInterval, PollSchedule } from './schedule.js';
import type { Job } from '../services/job.js';

/** How long the service may not know a job that has only just been made. */
const NOT_VISIBLE_TOLERANCE_MS = 30_000;

/** How many 404s in a row it takes to believe that a job which was there is gone. */
const GONE_AFTER_MISSES = 2;

/** The final poll may pass the deadline by one second at most; 50 ms of it are left to timers that fire late. */
const FINAL_POLL_MS = 950;

/** One job's wait. */
export interface WatchOptions {
  readonly jobId: string;
  /** When the gate started, on the monotonic clock. */
  readonly startedAt: number;
  /** When the wait is over, on the monotonic clock. */
  readonly deadline: number;
  readonly pollInterval: PollInterval;
  readonly outageToleranceMs: number;
  /** Whether a failed sub-job ends the wait while the job itself goes on. */
  readonly failFast: boolean;
}

/** What one request brought, and when it was sent on the monotonic clock. */
export interface Reply {
  readonly answer: JobResponse;
  readonly sentAt: number;
}

/** What a wait needs from outside. */
export interface WatchDependencies {
  /** Asks for the job, at the latest until then (monotonic); `undefined` if that came before it could be sent. */
  readonly fetchJob: (jobId: string, until: number) => Promise<Reply | undefined>;
  readonly clock: Clock;
  /** A random number from 0 to 1. */
  readonly random: () => number;
  /** Stops the wait: the gate was cancelled, or has ended because of another job. */
  readonly signal: AbortSignal;
}

/** What follows from one request: the wait is over, or goes on after a pause. */
type Step = { readonly ending: JobEnding } | { readonly delayMs: number };

/** The wait for one job, and what is known about it so far. */
export class Watch {
  readonly #plan: WatchOptions;
  readonly #ports: WatchDependencies;
  readonly #pace: PollSchedule;
  #job: Job | undefined;
  /** What the last document proves. */
  #proof: Verdict = 'open';
  #failedJob: Job | undefined;
  #outage: Outage | undefined;
  #missesInARow = 0;
  /** Of the answer that says Failed once there is one, else of the last. */
  #requestId: string | undefined;
  #requestsMade = 0;
  #requestsFailed = 0;
  readonly #unknownPhases = new UnknownPhases();
  readonly #lastSeen: LastSeenClock;

  constructor(plan: WatchOptions, ports: WatchDependencies) {
    this.#plan = plan;
    this.#ports = ports;
    this.#pace = new PollSchedule(plan, ports.clock, ports.random);
    this.#lastSeen = new LastSeenClock(ports.clock);
  }

  /**
   * Waits: asks at once, then again and again until the job has ended, the deadline has come or the signal aborts. What
   * happens meanwhile is yielded; how it ended is returned.
   *
   * The deadline holds over requests, retries and pauses. The last pause is cut to it and followed by one final poll.
   */
  async *run(): AsyncGenerator<WatchEvent, JobResult, void> {
    const { jobId, deadline } = this.#plan;
    const { fetchJob, clock, signal } = this.#ports;
    const stopped = (): boolean => signal.aborted;
    for (let final = false; ;) {
      const reply = await fetchJob(jobId, deadline + (final ? FINAL_POLL_MS : 0));
      if (stopped()) return this.result({ kind: 'stopped' });
      const step: Step = reply === undefined ? { delayMs: 0 } : yield* this.#take(reply, final);
      if ('ending' in step) return this.result(step.ending);
      if (final) return this.result({ kind: 'timed-out', fault: this.#outage?.fault });
      const left = Math.max(0, deadline - clock.now());
      final = step.delayMs >= left;
      await clock.sleep(Math.min(step.delayMs, left), signal);
      if (stopped()) return this.result({ kind: 'stopped' });
    }
  }

  /** The job as it stands, if its wait ends in this way. A known failure wins over every other way to end. */
  result(ending: JobEnding): JobResult {
    return {
      jobId: this.#plan.jobId,
      ending: this.#failedJob === undefined ? ending : failedBefore(ending),
      job: this.#job,
      failedJob: this.#failedJob,
      requests: { made: this.#requestsMade, failed: this.#requestsFailed, requestId: this.#requestId },
      lastSeen: this.#lastSeen.read(),
    };
  }

  /** Takes in a reply and decides how the wait goes on. */
  *#take({ answer, sentAt }: Reply, final: boolean): Generator<WatchEvent, Step, void> {
    this.#requestsMade += 1;
    if (answer.kind === 'job') {
      this.#lastSeen.saw(answer.job, this.#job, answer.date);
      return yield* this.#takeJob(answer.job, answer.requestId);
    }
    const { fault } = answer;
    switch (fault.kind) {
      case 'fatal':
        this.#requestsFailed += 1;
        return { ending: { kind: 'error', fault } };
      case 'not-found':
        return yield* this.#takeNotFound(fault, final);
      case 'throttled':
        this.#pace.throttled();
        this.#requestsFailed += 1;
        return yield* this.#takeOutage(fault, sentAt);
      case 'outage':
        this.#requestsFailed += 1;
        return yield* this.#takeOutage(fault, sentAt);
    }
  }

  *#takeJob(job: Job, requestId: string | undefined): Generator<WatchEvent, Step, void> {
    yield* this.#endOutage();
    this.#missesInARow = 0;
    if (job !== this.#job) yield* this.#takeDocument(job);
    if (this.#proof === 'failed' || this.#failedJob === undefined) this.#requestId = requestId;
    switch (this.#proof) {
      case 'success':
        return { ending: { kind: 'success' } };
      case 'failed':
        this.#failedJob = job;
        if (this.#plan.failFast || isEnded(job)) return { ending: { kind: 'failed' } };
        return { delayMs: this.#pace.regularPause() };
      case 'open':
        return { delayMs: this.#pace.regularPause() };
    }
  }

  /** The same job object again is the same document again, which tells nothing new. */
  *#takeDocument(job: Job): Generator<WatchEvent, void, void> {
    const previous = this.#job;
    this.#job = job;
    this.#proof = verdict(job);
    this.#pace.saw(job);
    yield { kind: 'answer', job, previous };
    for (const visit of this.#unknownPhases.newIn(job)) yield { kind: 'unknown-phase', visit };
  }

  *#takeNotFound(fault: ApiError, final: boolean): Generator<WatchEvent, Step, void> {
    yield* this.#endOutage();
    this.#missesInARow += 1;
    const gone =
      this.#job === undefined
        ? final || this.#waitedMs() > NOT_VISIBLE_TOLERANCE_MS
        : this.#missesInARow >= GONE_AFTER_MISSES;
    if (gone) return { ending: { kind: 'error', fault } };
    if (this.#missesInARow === 1) yield { kind: 'not-visible', fault, seenBefore: this.#job !== undefined };
    return { delayMs: this.#pace.regularPause() };
  }

  *#takeOutage(fault: ApiError, sentAt: number): Generator<WatchEvent, Step, void> {
    const { clock, random } = this.#ports;
    const failure = { fault, sentAt, failedAt: clock.now() };
    const before = this.#outage;
    this.#missesInARow = 0;
    this.#outage = continueOutage(before, failure, this.#plan.outageToleranceMs, random());
    if (this.#outage === undefined) {
      return { ending: { kind: 'error', fault, outageMs: failure.failedAt - (before?.startedAt ?? sentAt) } };
    }
    if (before === undefined) yield { kind: 'outage-started', fault };
    return { delayMs: this.#outage.delayMs };
  }

  *#endOutage(): Generator<WatchEvent, void, void> {
    if (this.#outage === undefined) return;
    const { startedAt, failures } = this.#outage;
    this.#outage = undefined;
    yield { kind: 'outage-ended', lastedMs: this.#ports.clock.now() - startedAt, failedRequests: failures };
  }

  #waitedMs(): number {
    return this.#ports.clock.now() - this.#plan.startedAt;
  }
}

/** The ending of a job in which something had failed before. */
function failedBefore(ending: JobEnding): JobEnding {
  return ending.kind === 'error' ? { kind: 'failed', fault: ending.fault } : { kind: 'failed' };
}

/** Remembers when a job was last seen to change, by the gate's clock and by the service's. */
class LastSeenClock {
  readonly #clock: Pick<Clock, 'now'>;
  /** When the first usable answer came, or the last that differed from the one before (monotonic). */
  #changedAt: number | undefined;
  #sawChange = false;
  /** How far the service's clock is from the monotonic one. */
  #serverOffset: number | undefined;

  constructor(clock: Pick<Clock, 'now'>) {
    this.#clock = clock;
  }

  /** @param date the service's clock, in milliseconds since the epoch, where the answer told */
  saw(job: Job, previous: Job | undefined, date: number | undefined): void {
    const now = this.#clock.now();
    this.#serverOffset = date === undefined ? undefined : date - now;
    this.#changedAt ??= now;
    if (previous === undefined || job === previous || !differs(previous, job)) return;
    this.#changedAt = now;
    this.#sawChange = true;
  }

  read(): LastSeen | undefined {
    if (this.#changedAt === undefined) return undefined;
    const now = this.#clock.now();
    return {
      serverTime: this.#serverOffset === undefined ? undefined : this.#serverOffset + now,
      unchangedMs: now - this.#changedAt,
      sawChange: this.#sawChange,
    };
  }
}

/** How many different words are told of: a service that invents them must not fill the memory. */
const MOST_WORDS = 20;

/** Remembers which status words that no document lists one job has been seen with. */
export class UnknownPhases {
  readonly #words = new Set<string>();

  /** The first jobs of a tree with such a word that has not been told of before. */
  *newIn(root: Job): Generator<Visit, void, undefined> {
    for (const visit of walk(root)) {
      if (!isUnknown(visit)) continue;
      const word = visit.job.status ?? '';
      if (this.#words.has(word) || this.#words.size >= MOST_WORDS) continue;
      this.#words.add(word);
      yield visit;
    }
  }
}

/** A sub-job without a status takes no part; the job itself always has to say where it stands. */
function isUnknown({ job, depth }: Visit): boolean {
  return job.phase === 'Unknown' && (depth === 0 || job.status !== undefined);
}
