import { setMaxListeners } from 'node:events';

import type { Clock } from '../base/clock.js';
import type { GateEvent, GateResult, JobResult } from './events.js';
import type { FetchJob } from './job-client.js';
import { lookUpReasons } from './look-ups.js';
import { endsGate, internalError, outcomeOf } from './outcome.js';
import type { PollInterval } from './schedule.js';
import { Semaphore } from './semaphore.js';
import { type Reply, Watch } from './watch.js';
import type { Job } from '../services/job.js';

const HEARTBEAT_MS = 60_000;

/** What is waited for, and how patiently. Durations in milliseconds. */
export interface GateOptions {
  /** One or more, each once. */
  readonly jobIds: readonly string[];
  readonly timeoutMs: number;
  readonly pollInterval: PollInterval;
  readonly requestTimeoutMs: number;
  readonly outageToleranceMs: number;
  /** `true`: end as soon as any job or sub-job has failed. `false`: let every job end first. */
  readonly failFast: boolean;
  /** How many requests may be under way at a time, whatever the number of jobs. */
  readonly maxConcurrency: number;
}

/** What the gate needs from outside. */
export interface GateDependencies {
  readonly fetchJob: FetchJob;
  readonly clock: Clock;
  /** A random number from 0 to 1. */
  readonly random: () => number;
  /** Cancels the gate. */
  readonly signal: AbortSignal;
  /** Hears what happens, as it happens. */
  readonly emit: (event: GateEvent) => void;
}

/** A gate that waits. */
export interface RunningGate {
  /** Settles by the deadline and a second at the most, or at once when the signal aborts; rejects only for a defect. */
  readonly result: Promise<GateResult>;
  /** Ends the waits because of a defect, and gives what is known by then: never a success. Nothing is heard afterwards. */
  readonly abandon: (error: unknown) => GateResult;
}

/** Starts to wait for every job side by side, to give one verdict about them all. */
export function startGate(plan: GateOptions, ports: GateDependencies): RunningGate {
  const gate = new Gate(plan, ports);
  return { result: gate.run(), abandon: (error) => gate.abandon(error) };
}

class Gate {
  readonly #startedAt: number;
  readonly #stop = new AbortController();
  readonly #lanes: Semaphore;
  /** Each job's wait, and below how it ended. */
  readonly #watches: ReadonlyMap<string, Watch>;
  readonly #ended = new Map<string, JobResult>();
  /** The last answers about the jobs that are still waited for. */
  readonly #open: Map<string, Job | undefined>;
  readonly #abandoned = new AbortController();

  constructor(
    private readonly plan: GateOptions,
    private readonly ports: GateDependencies,
  ) {
    const { clock, random } = ports;
    this.#startedAt = clock.now();
    this.#lanes = new Semaphore(plan.maxConcurrency, clock);
    // Each job listens while it pauses, asks or waits for a lane: many listeners are no leak, and no warning is due.
    setMaxListeners(0, this.#stop.signal);
    const { signal } = this.#stop;
    const fetchJob = (jobId: string, until: number): Promise<Reply | undefined> => this.#fetchWithinLimit(jobId, until);
    const own = { ...plan, startedAt: this.#startedAt, deadline: this.#deadline() };
    this.#watches = new Map(
      plan.jobIds.map((jobId) => [jobId, new Watch({ ...own, jobId }, { fetchJob, clock, random, signal })]),
    );
    this.#open = new Map(plan.jobIds.map((jobId) => [jobId, undefined]));
  }

  async run(): Promise<GateResult> {
    const { signal } = this.ports;
    const cancel = (): void => {
      this.#stop.abort();
    };
    signal.addEventListener('abort', cancel);
    if (signal.aborted) cancel();
    try {
      const [ended] = await Promise.all([this.#waitForAll(), this.#beat()]);
      const durationMs = this.#waitedMs();
      const jobs = await this.#explain(ended);
      return { outcome: outcomeOf(jobs, signal.aborted), jobs, durationMs };
    } finally {
      cancel();
      signal.removeEventListener('abort', cancel);
    }
  }

  abandon(error: unknown): GateResult {
    const fault = internalError(error);
    const ending = { kind: 'error', fault } as const;
    const jobs = [...this.#watches].map(([jobId, watch]) => this.#ended.get(jobId) ?? watch.result(ending));
    this.#abandoned.abort();
    this.#stop.abort();
    const outcome = outcomeOf(jobs, this.ports.signal.aborted);
    return {
      outcome: outcome === 'success' ? 'error' : outcome,
      jobs,
      durationMs: this.#waitedMs(),
      internalError: fault,
    };
  }

  async #waitForAll(): Promise<JobResult[]> {
    const ended = await Promise.all([...this.#watches].map(([jobId, watch]) => this.#waitFor(jobId, watch)));
    this.#stop.abort();
    return ended;
  }

  /** Waits for one job, tells what happens, and ends the whole gate where its ending says so. */
  async #waitFor(jobId: string, watch: Watch): Promise<JobResult> {
    const events = watch.run();
    let next = await events.next();
    for (; next.done !== true; next = await events.next()) {
      if (next.value.kind === 'answer') this.#open.set(jobId, next.value.job);
      this.#tell({ kind: 'watch', jobId, waitedMs: this.#waitedMs(), event: next.value });
    }
    this.#open.delete(jobId);
    this.#ended.set(jobId, next.value);
    this.#tell({ kind: 'ended', jobId, waitedMs: this.#waitedMs(), result: next.value });
    if (endsGate(next.value, this.plan.failFast)) this.#stop.abort();
    return next.value;
  }

  /** Looks for the causes of failures, once every wait is over. */
  #explain(results: readonly JobResult[]): Promise<JobResult[]> {
    const { fetchJob, clock } = this.ports;
    const signal = AbortSignal.any([this.ports.signal, this.#abandoned.signal]);
    const plan = { deadline: this.#deadline(), requestTimeoutMs: this.plan.requestTimeoutMs };
    return lookUpReasons(results, plan, {
      fetchJob,
      clock,
      signal,
      emit: (jobId, event) => {
        this.#tell({ kind: 'watch', jobId, waitedMs: this.#waitedMs(), event });
      },
    });
  }

  /** Says once a minute that the gate is alive, until it is stopped. */
  async #beat(): Promise<void> {
    const { clock } = this.ports;
    const { signal } = this.#stop;
    for (;;) {
      await clock.sleep(HEARTBEAT_MS, signal);
      if (signal.aborted) return;
      const jobs = [...this.#open].map(([jobId, job]) => ({ jobId, job }));
      const remainingMs = Math.max(0, this.#deadline() - clock.now());
      this.#tell({ kind: 'heartbeat', waitedMs: this.#waitedMs(), remainingMs, jobs });
    }
  }

  async #fetchWithinLimit(jobId: string, until: number): Promise<Reply | undefined> {
    const { clock, fetchJob } = this.ports;
    const { signal } = this.#stop;
    if (!(await this.#lanes.acquire(until, signal))) return undefined;
    try {
      const sentAt = clock.now();
      const timeoutMs = Math.min(this.plan.requestTimeoutMs, until - sentAt);
      // A turn that came at the last moment is no use: the request would be over before it is sent.
      if (timeoutMs < 1) return undefined;
      return { answer: await fetchJob(jobId, { timeoutMs, until, signal }), sentAt };
    } finally {
      this.#lanes.release();
    }
  }

  #tell(event: GateEvent): void {
    if (!this.#abandoned.signal.aborted) this.ports.emit(event);
  }

  #deadline(): number {
    return this.#startedAt + this.plan.timeoutMs;
  }

  #waitedMs(): number {
    return this.ports.clock.now() - this.#startedAt;
  }
}
