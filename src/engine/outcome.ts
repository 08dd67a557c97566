/** What one job's ending means to the others, and all of them together. */
import type { ApiError } from '../base/api-error.js';
import { type GateResult, type JobResult, type Outcome, OUTCOMES } from './events.js';

/** Whether one job's ending is the end of the others' waits too. Wrong credentials are wrong for every job. */
export function endsGate({ ending }: JobResult, failFast: boolean): boolean {
  switch (ending.kind) {
    case 'failed':
      return failFast || ending.fault?.concernsAllJobs === true;
    case 'error':
      return failFast || ending.fault.concernsAllJobs;
    case 'timed-out':
    case 'success':
    case 'stopped':
      return false;
  }
}

/** The outcome that wins: cancelled, failed, error, timed-out, success. Success takes every job's own success. */
export function outcomeOf(jobs: readonly JobResult[], cancelled: boolean): Outcome {
  const outcomes = new Set<Outcome>(jobs.map(({ ending }) => (ending.kind === 'stopped' ? 'error' : ending.kind)));
  if (cancelled) outcomes.add('cancelled');
  return OUTCOMES.find((outcome) => outcomes.has(outcome)) ?? 'error';
}

/** The exit status that the process starts out with, and ends with where the gate cannot say how the job fared. */
export const ERROR_STATUS = 4;

/** Of a usage error: nothing was sent. */
export const USAGE_ERROR_STATUS = 2;

/** A signal that cancels the gate: the runner sends SIGINT, and SIGTERM 7.5 s later. */
export type CancelSignal = 'SIGINT' | 'SIGTERM';

/**
 * The exit status of an ending; 0 for a proven success alone. Of a cancelled gate it is the one that shells use, 128
 * and the signal's number.
 */
export function exitStatus(outcome: Outcome, signal: CancelSignal | undefined): number {
  switch (outcome) {
    case 'success':
      return 0;
    case 'failed':
      return 1;
    case 'timed-out':
      return 3;
    case 'error':
      return ERROR_STATUS;
    case 'cancelled':
      return signal === 'SIGTERM' ? 143 : 130;
  }
}

/** A fault of the gate's own, which proves nothing about any job. */
export function internalError(error: unknown): ApiError {
  return {
    kind: 'fatal',
    status: undefined,
    code: '',
    message: `unexpected fault of the gate: ${error instanceof Error ? error.message : String(error)}`,
    requestId: '',
    advice: 'This is a defect of the action: please report it, with the log of a run in which debug logging is on.',
    topic: 'internal',
    retryAfterMs: undefined,
    concernsAllJobs: false,
  };
}

/** What becomes of a gate that could not even begin to wait. */
export function resultOfInternalError(error: unknown, jobIds: readonly string[]): GateResult {
  const fault = internalError(error);
  const jobs = jobIds.map((jobId) => ({
    jobId,
    ending: { kind: 'error' as const, fault },
    job: undefined,
    failedJob: undefined,
    requests: { made: 0, failed: 0 },
  }));
  return { outcome: 'error', jobs, durationMs: 0, internalError: fault };
}
