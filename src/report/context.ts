import type { PollInterval } from '../engine/schedule.js';

/** What the reports say about the wait besides how it went. */
export interface ReportContext {
  readonly jobIds: readonly string[];
  /** The service's name as the input has it, e.g. `cce`. */
  readonly service: string;
  readonly projectId: string;
  /** `''` where it is not known. */
  readonly region: string;
  /** The service's base URL. */
  readonly endpoint: string;
  /** Where project, endpoint and credentials were taken from, never their values. */
  readonly sources: readonly string[];
  readonly timeoutMs: number;
  readonly pollInterval: PollInterval;
  /** The wall clock when the wait started, in milliseconds since the epoch. */
  readonly startedAt: number;
}
