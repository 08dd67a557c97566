import { setMaxListeners } from 'node:events';

import type { Clock } from '../base/clock.js';
import { OUTCOMES, type GateEvent, type GateResult, type JobResult, type Outcome } from '../events/events.js';
import type { Job } from '../job/job.js';
import type { AskForJob } from './job-api.js';
import { Lanes } from './lanes.js';
import { lookUpCauses } from './look-ups.js';
import type { PollInterval } from '../job/polling.js';
import { watch, type Reply } from './watch.js';

/** How many requests are under way at a time, whatever the number of jobs. */
const LANES = 8;

const HEARTBEAT_MS = 60_000;

/** What is waited for, and how patiently. Durations in milliseconds. */
export interface GatePlan {
  /** One or more, each once. */
  readonly jobIds: readonly string[];
  readonly timeoutMs: number;
  readonly pollInterval: PollInterval;
  readonly requestTimeoutMs: number;
  readonly outageToleranceMs: number;
  /** `true`: end as soon as any job or sub-job has failed. `false`: let every job end first. */
  readonly failFast: boolean;
}

/** What the gate needs from outside. */
export interface GatePorts {
  readonly ask: AskForJob;
  readonly clock: Clock;
  /** A random number from 0 to 1. */
  readonly random: () => number;
  /** Cancels the gate. */
  readonly signal: AbortSignal;
  /** Hears what happens, as it happens. */
  readonly listen: (event: GateEvent) => void;
}

/**
 * Waits for every job side by side and gives one verdict about them all.
 *
 * Settles by the deadline and a second at the most, or at once when the signal aborts; rejects only for a defect.
 */
export async function runGate(plan: GatePlan, ports: GatePorts): Promise<GateResult> {
  const { clock, signal } = ports;
  const startedAt = clock.now();
  const stop = new AbortController();
  // Each job listens while it pauses, asks or waits for a lane: many listeners are no leak, and no warning is due.
  setMaxListeners(0, stop.signal);
  const cancel = (): void => {
    stop.abort();
  };
  signal.addEventListener('abort', cancel);
  if (signal.aborted) cancel();
  const gate = new Gate(plan, ports, startedAt, stop);
  try {
    const beating = gate.beat();
    const ended = await Promise.all(plan.jobIds.map((jobId) => gate.waitFor(jobId)));
    stop.abort();
    await beating;
    const durationMs = clock.now() - startedAt;
    const jobs = await gate.explain(ended);
    return { outcome: outcomeOf(jobs, signal.aborted), jobs, durationMs };
  } finally {
    stop.abort();
    signal.removeEventListener('abort', cancel);
  }
}

class Gate {
  readonly #open: Map<string, Job | undefined>;
  readonly #lanes: Lanes;

  constructor(
    private readonly plan: GatePlan,
    private readonly ports: GatePorts,
    private readonly startedAt: number,
    private readonly stop: AbortController,
  ) {
    this.#open = new Map(plan.jobIds.map((jobId) => [jobId, undefined]));
    this.#lanes = new Lanes(LANES, ports.clock);
  }

  /** Waits for one job, tells what happens, and ends the whole gate where its ending says so. */
  async waitFor(jobId: string): Promise<JobResult> {
    const { clock, random, listen } = this.ports;
    const { pollInterval, outageToleranceMs, failFast } = this.plan;
    const events = watch(
      { jobId, startedAt: this.startedAt, deadline: this.#deadline(), pollInterval, outageToleranceMs, failFast },
      { ask: (id, until) => this.#askInLane(id, until), clock, random, signal: this.stop.signal },
    );
    let next = await events.next();
    for (; next.done !== true; next = await events.next()) {
      if (next.value.kind === 'answer') this.#open.set(jobId, next.value.job);
      listen({ kind: 'watch', jobId, waitedMs: this.#waitedMs(), event: next.value });
    }
    this.#open.delete(jobId);
    listen({ kind: 'ended', jobId, waitedMs: this.#waitedMs(), result: next.value });
    if (endsGate(next.value, failFast)) this.stop.abort();
    return next.value;
  }

  /** Looks for the causes of failures, once every wait is over. */
  explain(results: readonly JobResult[]): Promise<JobResult[]> {
    const { ask, clock, signal, listen } = this.ports;
    const plan = { deadline: this.#deadline(), requestTimeoutMs: this.plan.requestTimeoutMs };
    return lookUpCauses(results, plan, {
      ask,
      clock,
      signal,
      listen: (jobId, event) => {
        listen({ kind: 'watch', jobId, waitedMs: this.#waitedMs(), event });
      },
    });
  }

  /** Says once a minute that the gate is alive, until it is stopped. */
  async beat(): Promise<void> {
    const { clock, listen } = this.ports;
    for (;;) {
      await clock.sleep(HEARTBEAT_MS, this.stop.signal);
      if (this.stop.signal.aborted) return;
      const jobs = [...this.#open].map(([jobId, job]) => ({ jobId, job }));
      const remainingMs = Math.max(0, this.#deadline() - clock.now());
      listen({ kind: 'heartbeat', waitedMs: this.#waitedMs(), remainingMs, jobs });
    }
  }

  async #askInLane(jobId: string, until: number): Promise<Reply | undefined> {
    const { clock, ask } = this.ports;
    if (!(await this.#lanes.enter(until, this.stop.signal))) return undefined;
    try {
      const sentAt = clock.now();
      const timeoutMs = Math.min(this.plan.requestTimeoutMs, until - sentAt);
      // A turn that came at the last moment is no use: the request would be over before it is sent.
      if (timeoutMs < 1) return undefined;
      return { answer: await ask(jobId, { timeoutMs, until, signal: this.stop.signal }), sentAt };
    } finally {
      this.#lanes.leave();
    }
  }

  #deadline(): number {
    return this.startedAt + this.plan.timeoutMs;
  }

  #waitedMs(): number {
    return this.ports.clock.now() - this.startedAt;
  }
}

/** Whether one job's ending is the end of the others' waits too. Wrong credentials are wrong for every job. */
function endsGate({ ending }: JobResult, failFast: boolean): boolean {
  switch (ending.kind) {
    case 'failed':
      return failFast;
    case 'error':
      return failFast || ending.fault.concernsAllJobs;
    case 'timed-out':
    case 'success':
    case 'stopped':
      return false;
  }
}

/** The outcome that wins: cancelled, failed, error, timed-out, success. Success takes every job's own success. */
function outcomeOf(jobs: readonly JobResult[], cancelled: boolean): Outcome {
  const outcomes = new Set<Outcome>(jobs.map(({ ending }) => (ending.kind === 'stopped' ? 'error' : ending.kind)));
  if (cancelled) outcomes.add('cancelled');
  return OUTCOMES.find((outcome) => outcomes.has(outcome)) ?? 'error';
}
