/** Many jobs, one deadline, one verdict. */
import { setMaxListeners } from 'node:events';

import type { Clock } from '../base/time.js';
import type { Job } from '../services/job.js';
import type { GateEvent, GateResult, JobResult } from './events.js';
import type { FetchJob } from './job-client.js';
import { lookUpReasons } from './look-ups.js';
import { ApiOutage } from './outage.js';
import { endsGate, internalError, outcomeOf } from './outcome.js';
import { Semaphore } from './semaphore.js';
import { type Reply, Watch, type WatchOptions } from './watch.js';

const HEARTBEAT_MS = 60_000;

/** What is waited for, and how patiently. Durations in milliseconds. */
export interface GateOptions extends Pick<
  WatchOptions,
  'pollInterval' | 'outageToleranceMs' | 'failFast' | 'pollsOnce'
> {
  /** One or more, each once. */
  readonly jobIds: readonly string[];
  readonly timeoutMs: number;
  readonly requestTimeoutMs: number;
  /** How many requests may be under way at a time, whatever the number of jobs. */
  readonly maxConcurrency: number;
  /** The same until the first usable answer has proved the credentials right. */
  readonly initialConcurrency: number;
}

/** What the gate needs from outside. */
export interface GateDependencies {
  readonly fetchJob: FetchJob;
  readonly clock: Clock;
  /** When the wait began, on the monotonic clock; by default when the gate is started. */
  readonly startedAt?: number;
  /** A random number from 0 to 1. */
  readonly random: () => number;
  /** Cancels the gate. */
  readonly signal: AbortSignal;
  /** Called with what happens, as it happens. */
  readonly emit: (event: GateEvent) => void;
}

/** A gate that waits. */
export interface RunningGate {
  /**
   * Settles by the deadline and a second at the most, or at once when the signal aborts; rejects only for an internal
   * error. Where a job failed without a reason, up to `requestTimeoutMs` goes to look-ups after the last wait, but none
   * of it beyond the deadline.
   */
  readonly result: Promise<GateResult>;
  /**
   * Ends the waits because of an internal error, and gives what is known by then: never a success. Nothing is emitted
   * afterwards.
   */
  readonly abandon: (cause: unknown) => GateResult;
}

/** Starts to wait for every job side by side, to give one verdict about them all. */
export function startGate(options: GateOptions, dependencies: GateDependencies): RunningGate {
  const gate = new Gate(options, dependencies);
  return { result: gate.run(), abandon: (cause) => gate.abandon(cause) };
}

class Gate {
  readonly #options: GateOptions;
  readonly #dependencies: GateDependencies;
  readonly #startedAt: number;
  readonly #deadline: number;
  readonly #stop = new AbortController();
  readonly #abandoned = new AbortController();
  readonly #semaphore: Semaphore;
  readonly #apiOutage: ApiOutage;
  /** Each job's wait, and below how it ended. */
  readonly #watches: ReadonlyMap<string, Watch>;
  readonly #ended = new Map<string, JobResult>();
  /** The last answers about the jobs that are still waited for. */
  readonly #open: Map<string, Job | undefined>;

  constructor(options: GateOptions, dependencies: GateDependencies) {
    const { clock } = dependencies;
    this.#options = options;
    this.#dependencies = dependencies;
    this.#startedAt = dependencies.startedAt ?? clock.now();
    this.#deadline = this.#startedAt + options.timeoutMs;
    this.#semaphore = new Semaphore(options.initialConcurrency, clock);
    this.#apiOutage = new ApiOutage(options.outageToleranceMs, clock, (event) => {
      this.#emit({ ...event, waitedMs: this.#waitedMs() });
    });
    // Each job listens while it pauses, asks or waits for its turn: many listeners are no leak, and no warning is due.
    setMaxListeners(0, this.#stop.signal);
    this.#watches = new Map(options.jobIds.map((jobId) => [jobId, this.#watch(jobId)]));
    this.#open = new Map(options.jobIds.map((jobId) => [jobId, undefined]));
  }

  async run(): Promise<GateResult> {
    const { signal } = this.#dependencies;
    const cancel = (): void => {
      this.#stop.abort();
    };
    signal.addEventListener('abort', cancel);
    if (signal.aborted) cancel();
    try {
      const [ended] = await Promise.all([this.#waitForAll(), this.#sendHeartbeats()]);
      const durationMs = this.#waitedMs();
      const jobs = await this.#lookUpReasons(ended);
      return { outcome: outcomeOf(jobs, signal.aborted), jobs, durationMs };
    } finally {
      cancel();
      this.#apiOutage.close();
      signal.removeEventListener('abort', cancel);
    }
  }

  abandon(cause: unknown): GateResult {
    const error = internalError(cause);
    const ending = { kind: 'error', error } as const;
    const jobs = [...this.#watches].map(([jobId, watch]) => this.#ended.get(jobId) ?? watch.result(ending));
    this.#abandoned.abort();
    this.#stop.abort();
    const outcome = outcomeOf(jobs, this.#dependencies.signal.aborted);
    return {
      outcome: outcome === 'success' ? 'error' : outcome,
      jobs,
      durationMs: this.#waitedMs(),
      internalError: error,
    };
  }

  #watch(jobId: string): Watch {
    const { clock, random } = this.#dependencies;
    const own = { ...this.#options, jobId, startedAt: this.#startedAt, deadline: this.#deadline };
    return new Watch(own, {
      fetchJob: (id, until) => this.#fetchInTurn(id, until),
      apiOutage: this.#apiOutage,
      clock,
      random,
      signal: this.#stop.signal,
      emit: (event) => {
        if (event.kind === 'answer') this.#open.set(jobId, event.job);
        this.#emit({ kind: 'watch', jobId, waitedMs: this.#waitedMs(), event });
      },
    });
  }

  async #waitForAll(): Promise<JobResult[]> {
    const ended = await Promise.all([...this.#watches].map(([jobId, watch]) => this.#waitFor(jobId, watch)));
    this.#stop.abort();
    return ended;
  }

  /** Waits for one job, and ends the whole gate where its ending says so. */
  async #waitFor(jobId: string, watch: Watch): Promise<JobResult> {
    const result = await watch.run();
    this.#open.delete(jobId);
    this.#ended.set(jobId, result);
    this.#apiOutage.ended(jobId);
    this.#emit({ kind: 'ended', jobId, waitedMs: this.#waitedMs(), result });
    if (endsGate(result, this.#options.failFast)) this.#stop.abort();
    return result;
  }

  /** Looks for the reasons of failures, once every wait is over. */
  #lookUpReasons(results: readonly JobResult[]): Promise<JobResult[]> {
    const { fetchJob, clock } = this.#dependencies;
    const signal = AbortSignal.any([this.#dependencies.signal, this.#abandoned.signal]);
    const options = { deadline: this.#deadline, requestTimeoutMs: this.#options.requestTimeoutMs };
    return lookUpReasons(results, options, {
      fetchJob,
      clock,
      signal,
      emit: (jobId, event) => {
        this.#emit({ kind: 'watch', jobId, waitedMs: this.#waitedMs(), event });
      },
    });
  }

  /** Says once a minute that the gate is alive, until it is stopped. */
  async #sendHeartbeats(): Promise<void> {
    const { clock } = this.#dependencies;
    const { signal } = this.#stop;
    for (;;) {
      await clock.sleep(HEARTBEAT_MS, signal);
      if (signal.aborted) return;
      const jobs = [...this.#open].map(([jobId, job]) => ({ jobId, job }));
      const remainingMs = Math.max(0, this.#deadline - clock.now());
      const { pausedMs } = this.#apiOutage;
      this.#emit({ kind: 'heartbeat', waitedMs: this.#waitedMs(), remainingMs, pausedMs, jobs });
    }
  }

  /** Waits for a turn and asks once. With many jobs and an API that does not answer, turns may not come in time. */
  async #fetchInTurn(jobId: string, until: number): Promise<Reply | undefined> {
    const { clock, fetchJob } = this.#dependencies;
    const { requestTimeoutMs, maxConcurrency } = this.#options;
    const { signal } = this.#stop;
    if (!(await this.#semaphore.acquire(until, signal, this.#apiOutage.exhausted))) return undefined;
    try {
      const sentAt = clock.now();
      // An exchange of credentials may be due first: all of it together keeps to the tolerance.
      const latest = Math.min(until, this.#apiOutage.latestEnd(requestTimeoutMs));
      const timeoutMs = Math.min(requestTimeoutMs, latest - sentAt);
      // A turn that came at the last moment is no use: the request would be over before it is sent.
      if (timeoutMs < 1) return undefined;
      const response = await fetchJob(jobId, { timeoutMs, until: latest, signal });
      if (response.kind === 'job' || response.error.kind === 'not-found') this.#semaphore.raise(maxConcurrency);
      return { response, sentAt };
    } finally {
      this.#semaphore.release();
    }
  }

  #emit(event: GateEvent): void {
    if (!this.#abandoned.signal.aborted) this.#dependencies.emit(event);
  }

  #waitedMs(): number {
    return this.#dependencies.clock.now() - this.#startedAt;
  }
}
