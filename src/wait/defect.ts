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
