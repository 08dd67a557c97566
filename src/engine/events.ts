import type { CredentialsEvent } from '../auth/credentials.js';
import type { ApiError } from '../base/api-error.js';
import type { Visit } from './job.js';
import type { Job } from '../services/job.js';

/** What happens while one job is waited for, in the order in which it happens. */
export type WatchEvent =
  /** A usable answer with a body that is not the one before. `previous` is what that one said, if there was one. */
  | { readonly kind: 'answer'; readonly job: Job; readonly previous: Job | undefined }
  /** The service does not know the job, new or `seenBefore`, which is tolerated for now. Said once in a row. */
  | { readonly kind: 'not-visible'; readonly error: ApiError; readonly seenBefore: boolean }
  /** A phase that no document lists, at the root or below. Said once for each status word. */
  | { readonly kind: 'unknown-phase'; readonly visit: Visit }
  /** After the end: a failed sub-job that says nothing is asked for by its own ID. An `answer` follows if that helps. */
  | { readonly kind: 'look-up'; readonly visit: Visit }
  | { readonly kind: 'look-up-failed'; readonly error: ApiError };

/** How the wait for one job ended. */
export type JobEnding =
  /** The job's own phase is Success, and no sub-job has ever been seen to fail. */
  | { readonly kind: 'success' }
  /** The job or one of its sub-jobs failed; `error` is what kept the gate from waiting for its end, if anything did. */
  | { readonly kind: 'failed'; readonly error?: ApiError }
  /** The deadline came first; `error` is the outage that was going on then. */
  | { readonly kind: 'timed-out'; readonly error: ApiError | undefined }
  /** The gate cannot say: not found, no credentials, an outage (which then lasted `outageMs`). */
  | { readonly kind: 'error'; readonly error: ApiError; readonly outageMs?: number }
  /** Asked for once, and the job had neither failed nor succeeded. */
  | { readonly kind: 'running' }
  /** Not waited for to its end: the gate was cancelled, or ended because of another job. */
  | { readonly kind: 'stopped' };

/** The requests that were made for one job. */
interface RequestCounts {
  readonly made: number;
  /** Those without a usable answer. */
  readonly failed: number;
  /** The service's name for the one whose answer is shown (`X-Request-Id`), where it gave one. */
  readonly requestId?: string | undefined;
}

/** When a job was last seen to change, and what time it is for the service: what reports say of a job that hangs. */
export interface LastSeen {
  /**
   * The service's clock when the wait ended, in milliseconds since the epoch: the `Date` of its last usable answer and
   * what has passed since; `undefined` where that had none.
   */
  readonly serverTime: number | undefined;
  /** For how long the answers had said the same by then, in milliseconds; from the first one where none has differed. */
  readonly unchangedMs: number;
  /** Whether an answer has ever differed from the one before. */
  readonly sawChange: boolean;
}

/** One of the gate's jobs at its end. */
export interface JobResult {
  readonly jobId: string;
  readonly ending: JobEnding;
  /** The last usable answer. */
  readonly job: Job | undefined;
  /** The last answer in which something had failed: where the failures of a `failed` ending are read from. */
  readonly failedJob: Job | undefined;
  readonly requests: RequestCounts;
  /** `undefined` where there was no usable answer. */
  readonly lastSeen?: LastSeen | undefined;
}

/** The endings of jobs that are outcomes of gates too, but for success; the worst first. */
const WORST_FIRST = ['failed', 'error', 'timed-out', 'running'] as const;

/** How the wait for a job can end, the worst first. */
export const ENDINGS = [...WORST_FIRST, 'stopped', 'success'] as const satisfies readonly JobEnding['kind'][];

/** From the one that wins to the one that gives way to all others. */
export const OUTCOMES = ['cancelled', ...WORST_FIRST, 'success'] as const;

/** How the gate as a whole ended; the `outcome` output. `running` is for a gate that asks once, and does not wait. */
export type Outcome = (typeof OUTCOMES)[number];

/** The whole gate at its end: everything that the reports are made from. */
export interface GateResult {
  readonly outcome: Outcome;
  /** One for each job ID, in the order given. */
  readonly jobs: readonly JobResult[];
  /** Milliseconds on the monotonic clock. */
  readonly durationMs: number;
  /** What went wrong in the gate itself, if anything did. */
  readonly internalError?: ApiError;
}

/** What is emitted while the gate waits. `waitedMs` counts from the gate's start. */
export type GateEvent =
  | { readonly kind: 'watch'; readonly jobId: string; readonly waitedMs: number; readonly event: WatchEvent }
  /** A job's wait is over. */
  | { readonly kind: 'ended'; readonly jobId: string; readonly waitedMs: number; readonly result: JobResult }
  /** The first of one or more requests in a row without a usable answer; emitted once, however many jobs there are. */
  | { readonly kind: 'outage-started'; readonly waitedMs: number; readonly error: ApiError }
  /** The outage goes on, and the server has asked for a wait (`Retry-After`), once however many jobs there are. */
  | { readonly kind: 'outage-paused'; readonly waitedMs: number; readonly error: ApiError }
  /** Every job that is still waited for has had a usable answer again. */
  | {
      readonly kind: 'outage-ended';
      readonly waitedMs: number;
      readonly lastedMs: number;
      readonly failedRequests: number;
    }
  /** Something happened to the credentials. */
  | { readonly kind: 'credentials'; readonly waitedMs: number; readonly event: CredentialsEvent }
  /** A minute has passed. `jobs` are those still waited for, with the last usable answer about each. */
  | {
      readonly kind: 'heartbeat';
      readonly waitedMs: number;
      readonly remainingMs: number;
      /** For how long the API has asked to be left alone yet (`Retry-After`), in milliseconds; 0 where it has not. */
      readonly pausedMs: number;
      readonly jobs: readonly { readonly jobId: string; readonly job: Job | undefined }[];
    };
