/** The wait for one job: polls until it ends, and what is known about it so far. */
import { type ApiError, ownError } from '../base/api-error.js';
import type { Clock } from '../base/time.js';
import type { JobEnding, JobResult, WatchEvent } from './events.js';
import { JobHistory } from './history.js';
import { isEnded } from './job.js';
import type { JobAnswer, JobResponse } from './job-client.js';
import { type ApiOutage, continueOutage, type JobOutage } from './outage.js';
import { PollSchedule, type PollScheduleOptions } from './schedule.js';

/** How long the service may not know a job that has only just been made. */
const NOT_VISIBLE_TOLERANCE_MS = 30_000;

/** How many 404s in a row it takes to believe that a job which was there is gone. */
const GONE_AFTER_MISSES = 2;

/** The final poll may pass the deadline by one second at most; 50 ms of it are left to timers that fire late. */
const FINAL_POLL_MS = 950;

/** Of a job that could not be asked for in its time, since others were asked for first. */
const NO_TIME_TO_POLL = ownError({
  kind: 'outage',
  message: 'there was no time left to ask for it',
  advice: '',
  topic: 'timed-out',
  concernsAllJobs: false,
});

/** One job's wait. */
export interface WatchOptions extends PollScheduleOptions {
  readonly jobId: string;
  /** When the wait is over, on the monotonic clock. */
  readonly deadline: number;
  readonly outageToleranceMs: number;
  /** `true`: end as soon as any job or sub-job has failed. `false`: let every job end first. */
  readonly failFast: boolean;
  /** Whether the first usable answer about a job ends its wait, whatever it says; it does not by default. */
  readonly pollsOnce?: boolean;
}

/** What one request brought, and when it was sent on the monotonic clock. */
export interface Reply {
  readonly response: JobResponse;
  readonly sentAt: number;
}

/** What a wait needs from outside. */
export interface WatchDependencies {
  /**
   * Asks for the job, at the latest until then (monotonic). `undefined` where it could not be sent by then, or there is
   * no more point in it, since no job has had a usable answer for too long.
   */
  readonly fetchJob: (jobId: string, until: number) => Promise<Reply | undefined>;
  readonly apiOutage: ApiOutage;
  readonly clock: Clock;
  /** A random number from 0 to 1. */
  readonly random: () => number;
  /** Stops the wait: the gate was cancelled, or has ended because of another job. */
  readonly signal: AbortSignal;
  readonly emit: (event: WatchEvent) => void;
}

/** What follows from one request: the wait is over, or goes on after a pause. */
type Step = { readonly ending: JobEnding } | { readonly delayMs: number };

export class Watch {
  readonly #options: WatchOptions;
  readonly #dependencies: WatchDependencies;
  readonly #schedule: PollSchedule;
  readonly #history: JobHistory;
  #outage: JobOutage | undefined;
  #missesInARow = 0;
  #requestsMade = 0;
  #requestsFailed = 0;

  constructor(options: WatchOptions, dependencies: WatchDependencies) {
    this.#options = options;
    this.#dependencies = dependencies;
    this.#schedule = new PollSchedule(options, dependencies.clock, dependencies.random);
    this.#history = new JobHistory(dependencies.clock, dependencies.emit);
  }

  /**
   * Polls at once, then again and again until the job has ended, the deadline has come or the signal aborts.
   *
   * The deadline holds over requests, retries and pauses. The last pause is cut to it and followed by one final poll,
   * also where the process was stopped meanwhile and the deadline has long passed.
   */
  async run(): Promise<JobResult> {
    const { jobId, deadline } = this.#options;
    const { fetchJob, clock, signal } = this.#dependencies;
    const isStopped = (): boolean => signal.aborted;
    for (let final = false; ;) {
      const until = final ? Math.max(deadline, clock.now()) + FINAL_POLL_MS : deadline;
      const reply = await fetchJob(jobId, until);
      if (isStopped()) return this.#stoppedAfter(reply);
      const step: Step = reply === undefined ? this.#unsent() : this.#take(reply, final);
      if ('ending' in step) return this.result(step.ending);
      if (final) return this.result(this.#lateEnding());
      const left = Math.max(0, deadline - clock.now());
      final = step.delayMs >= left;
      await clock.sleep(Math.min(step.delayMs, left), signal);
      if (isStopped()) return this.result({ kind: 'stopped' });
    }
  }

  /** The job as it stands, if its wait ends in this way. A known failure wins over every other way to end. */
  result(ending: JobEnding): JobResult {
    const { job, failedJob, requestId } = this.#history;
    return {
      jobId: this.#options.jobId,
      ending: failedJob === undefined ? ending : failedBefore(ending),
      job,
      failedJob,
      requests: { made: this.#requestsMade, failed: this.#requestsFailed, requestId },
      lastSeen: this.#history.lastSeen(),
    };
  }

  /** How the wait ends when its time is over. */
  #lateEnding(): JobEnding {
    const error = this.#outage?.error;
    return this.#options.pollsOnce === true
      ? { kind: 'error', error: error ?? NO_TIME_TO_POLL }
      : { kind: 'timed-out', error };
  }

  /** An answer that is complete when the gate stops is taken; a request that the stop broke off says nothing. */
  #stoppedAfter(reply: Reply | undefined): JobResult {
    if (reply?.response.kind !== 'job') return this.result({ kind: 'stopped' });
    const step = this.#take(reply, false);
    return this.result('ending' in step ? step.ending : { kind: 'stopped' });
  }

  /** No request was sent: the outage of the API ends the wait, or the deadline is near. */
  #unsent(): Step {
    const { exhausted, error, lastedMs } = this.#dependencies.apiOutage;
    if (!exhausted.aborted || error === undefined) return { delayMs: 0 };
    return { ending: { kind: 'error', error, outageMs: lastedMs } };
  }

  /** Takes in a reply and decides how the wait goes on. */
  #take({ response, sentAt }: Reply, final: boolean): Step {
    this.#requestsMade += 1;
    if (response.kind === 'job') return this.#takeJob(response);
    const { error } = response;
    if (error.kind === 'not-found') return this.#takeNotFound(error, final);
    this.#requestsFailed += 1;
    if (error.kind === 'fatal') return { ending: { kind: 'error', error } };
    if (error.kind === 'throttled') this.#schedule.throttled();
    return this.#takeOutage(error, sentAt, final);
  }

  #takeJob(answer: JobAnswer): Step {
    this.#outage = undefined;
    this.#missesInARow = 0;
    this.#dependencies.apiOutage.usable(this.#options.jobId);
    const { failFast, pollsOnce = false } = this.#options;
    if (answer.job !== this.#history.job) this.#schedule.saw(answer.job);
    const proof = this.#history.take(answer);
    if (proof === 'success') return { ending: { kind: 'success' } };
    const isOver = proof === 'failed' && (failFast || pollsOnce || isEnded(answer.job));
    if (isOver) return { ending: { kind: 'failed' } };
    return pollsOnce ? { ending: { kind: 'running' } } : { delayMs: this.#schedule.regularPause() };
  }

  #takeNotFound(error: ApiError, final: boolean): Step {
    this.#outage = undefined;
    this.#missesInARow += 1;
    this.#dependencies.apiOutage.usable(this.#options.jobId);
    if (this.#options.pollsOnce === true) {
      const advice = `${error.advice} A new job may take ${NOT_VISIBLE_TOLERANCE_MS / 1000} seconds to show: ask again then.`;
      return { ending: { kind: 'error', error: { ...error, advice } } };
    }
    const isGone =
      this.#history.job === undefined
        ? final || this.#waitedMs() > NOT_VISIBLE_TOLERANCE_MS
        : this.#missesInARow >= GONE_AFTER_MISSES;
    if (isGone) return { ending: { kind: 'error', error } };
    const seenBefore = this.#history.job !== undefined;
    if (this.#missesInARow === 1) this.#dependencies.emit({ kind: 'not-visible', error, seenBefore });
    return { delayMs: this.#schedule.regularPause() };
  }

  #takeOutage(error: ApiError, sentAt: number, final: boolean): Step {
    const { clock, random, apiOutage } = this.#dependencies;
    const { jobId, outageToleranceMs } = this.#options;
    const failure = { error, sentAt, failedAt: clock.now() };
    const before = this.#outage;
    this.#missesInARow = 0;
    apiOutage.failed(jobId, failure);
    this.#outage = continueOutage(before, failure, outageToleranceMs, random());
    const lastedMs = failure.failedAt - (before?.startedAt ?? sentAt);
    // A deadline that cuts the last back-off short leaves some tolerance: the wait is over by time then.
    const isUsedUp = this.#outage === undefined && !(final && lastedMs < outageToleranceMs);
    if (isUsedUp || apiOutage.wasExhaustedAt(sentAt)) {
      return { ending: { kind: 'error', error, outageMs: Math.max(lastedMs, apiOutage.lastedMs) } };
    }
    this.#outage ??= before;
    const delayMs = this.#outage?.delayMs ?? 0;
    // What the server itself asks for is not cut.
    return { delayMs: error.retryAfterMs === undefined ? Math.min(delayMs, apiOutage.leftMs) : delayMs };
  }

  #waitedMs(): number {
    return this.#dependencies.clock.now() - this.#options.startedAt;
  }
}

/** The ending of a job in which something had failed before. */
function failedBefore(ending: JobEnding): JobEnding {
  return ending.kind === 'error' ? { kind: 'failed', error: ending.error } : { kind: 'failed' };
}
