/** What one job's ending means to the others, and all of them together. */
import { type ApiError, messageOf, ownError } from '../base/api-error.js';
import { type GateResult, type JobResult, type Outcome, OUTCOMES } from './events.js';

/** Whether one job's ending is the end of the others' waits too. Wrong credentials are wrong for every job. */
export function endsGate({ ending }: JobResult, failFast: boolean): boolean {
  switch (ending.kind) {
    case 'failed':
      return failFast || ending.error?.concernsAllJobs === true;
    case 'error':
      return failFast || ending.error.concernsAllJobs;
    case 'timed-out':
    case 'running':
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

/** An error of the gate itself, which proves nothing about any job. */
export function internalError(cause: unknown): ApiError {
  return ownError({
    kind: 'fatal',
    message: `internal error of the gate: ${messageOf(cause)}`,
    advice: 'This is a bug in Cloud Job Gate: please report it, with the log of a run in which debug logging is on.',
    topic: 'internal',
    concernsAllJobs: false,
  });
}

/** What becomes of a gate that could not even begin to wait. */
export function resultOfInternalError(cause: unknown, jobIds: readonly string[]): GateResult {
  const error = internalError(cause);
  const jobs = jobIds.map((jobId) => ({
    jobId,
    ending: { kind: 'error' as const, error },
    job: undefined,
    failedJob: undefined,
    requests: { made: 0, failed: 0 },
  }));
  return { outcome: 'error', jobs, durationMs: 0, internalError: error };
}
