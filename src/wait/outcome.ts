/** What one job's ending means to the others, and all of them together. */
import { OUTCOMES, type JobResult, type Outcome } from '../events/events.js';

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
