import type { ApiError, ApiErrorKind } from '../../../src/base/api-error.js';
import { SERVICES } from '../../../src/services/table.js';
import type { Service } from '../../../src/services/service.js';
import { EMPTY_JOB, type Job, type Phase } from '../../../src/services/job.js';

const STATUS: Readonly<Record<Phase, string | undefined>> = {
  Initializing: 'Initializing',
  Running: 'Running',
  Success: 'Success',
  Failed: 'Failed',
  Unknown: undefined,
};

/** A job in a phase, with any facts that a test is about. */
export function jobIn(phase: Phase, facts: Partial<Job> = {}): Job {
  return {
    ...EMPTY_JOB,
    id: 'job-1',
    type: 'CreateCluster',
    phase,
    status: STATUS[phase],
    ...facts,
  };
}

/** A chain of jobs, each the only sub-job of the one before; the last one is the given job. */
export function chain(length: number, last: Job): Job {
  let job = last;
  for (let depth = 1; depth < length; depth += 1) job = jobIn('Running', { id: `link-${depth}`, subJobs: [job] });
  return job;
}

/** An error of a kind, with any facts that a test is about. */
export function apiError(kind: ApiErrorKind, facts: Partial<ApiError> = {}): ApiError {
  return {
    kind,
    status: undefined,
    code: '',
    message: '',
    requestId: '',
    advice: '',
    retryAfterMs: undefined,
    concernsAllJobs: false,
    ...facts,
  };
}

/** The service of a name. */
export function serviceNamed(name: string): Service {
  const service = SERVICES.find((each) => each.name === name);
  if (service === undefined) throw new Error(`there is no service ${name}`);
  return service;
}
