import type { GateResult } from '../events/events.js';
import type { Fault } from '../base/fault.js';

/** A fault of the gate's own, which proves nothing about any job. */
export function defect(error: unknown): Fault {
  return {
    kind: 'fatal',
    status: undefined,
    code: '',
    message: `unexpected fault of the gate: ${error instanceof Error ? error.message : String(error)}`,
    requestId: '',
    advice: 'This is a defect of the action: please report it, with the log of a run in which debug logging is on.',
    retryAfterMs: undefined,
    concernsAllJobs: false,
  };
}

/** What becomes of a gate that could not even begin to wait. */
export function resultOfDefect(error: unknown, jobIds: readonly string[]): GateResult {
  const fault = defect(error);
  const jobs = jobIds.map((jobId) => ({
    jobId,
    ending: { kind: 'error' as const, fault },
    job: undefined,
    failedJob: undefined,
    requests: { made: 0, failed: 0 },
  }));
  return { outcome: 'error', jobs, durationMs: 0, defect: fault };
}
