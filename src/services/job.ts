/** A job as the gate sees it, whichever service it is of, and the answers that have none. */

/** What a job or sub-job is doing. `Unknown` is a status that is missing or that no document lists. */
export type Phase = 'Initializing' | 'Running' | 'Success' | 'Failed' | 'Unknown';

/** A job or a sub-job; the two have the same shape. Absent facts are `undefined`, absent words `''`. */
export interface Job {
  /** The ID, `''` where the answer has none. */
  readonly id: string;
  /** e.g. `CreateCluster`, `''` where the answer has none. */
  readonly type: string;
  readonly phase: Phase;
  /** The status word as the service wrote it; `undefined` where the answer has no status at all. */
  readonly status: string | undefined;
  /** The service's own words on why the job is in this phase. */
  readonly reason: string;
  readonly errorCode: string;
  readonly resourceId: string;
  readonly resourceName: string;
  readonly clusterId: string;
  /** Milliseconds since the epoch. */
  readonly startedAt: number | undefined;
  /** Milliseconds since the epoch. */
  readonly updatedAt: number | undefined;
  /** Milliseconds since the epoch. */
  readonly endedAt: number | undefined;
  /** A fraction from 0 to 1. */
  readonly progress: number | undefined;
  readonly subJobs: readonly Job[];
}

/** A job of which nothing is known. */
export const EMPTY_JOB: Job = {
  id: '',
  type: '',
  phase: 'Unknown',
  status: undefined,
  reason: '',
  errorCode: '',
  resourceId: '',
  resourceName: '',
  clusterId: '',
  startedAt: undefined,
  updatedAt: undefined,
  endedAt: undefined,
  progress: undefined,
  subJobs: [],
};

/** A JSON object that is not a usable answer about the job that was asked for. The message says why. */
export class UnusableResponse extends Error {
  override readonly name: string = 'UnusableResponse';
}

/** An answer that says there is no such job: an empty list where the job would stand. */
export class NoSuchJob extends UnusableResponse {
  override readonly name = 'NoSuchJob';
}
