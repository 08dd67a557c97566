/** What went wrong in a request, and what a reader may need help with. */

/**
 * What the gate does about a request that brought no job:
 *
 * - `fatal`: it ends, since asking again cannot help (wrong credentials, wrong URL, a redirect).
 * - `not-found`: the service does not know the job; tolerated while a new job may not be visible yet.
 * - `throttled`: it waits as long as it is asked to, or backs off.
 * - `outage`: it backs off; an error if that lasts.
 */
export type ApiErrorKind = 'fatal' | 'not-found' | 'throttled' | 'outage';

/** A request that brought no usable answer. The words are the other side's own, unsanitised; absent ones are `''`. */
export interface ApiError {
  readonly kind: ApiErrorKind;
  /** The HTTP status, where an answer came. */
  readonly status: number | undefined;
  /** The service's or the gateway's error code, e.g. `APIG.0307`, or the system's, e.g. `ECONNREFUSED`. */
  readonly code: string;
  /** What went wrong, in the other side's words where it has any. */
  readonly message: string;
  /** The other side's name for this request, for its support (`X-Request-Id`). */
  readonly requestId: string;
  /** One sentence, ours, on what to do next. */
  readonly advice: string;
  /** Where `docs/troubleshooting.md` says more about it. */
  readonly topic?: HelpTopic | undefined;
  /** How long the other side asks to be left alone, in milliseconds (`Retry-After`). */
  readonly retryAfterMs: number | undefined;
  /** Whether it says something about the credentials, and so about every job of the gate (401, 403). */
  readonly concernsAllJobs: boolean;
}

/** What something says that was thrown. */
export function messageOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown);
}

/** An error that no answer brought: the gate's own. It has neither status nor code. */
export function ownError(error: Pick<ApiError, 'kind' | 'message' | 'advice' | 'topic' | 'concernsAllJobs'>): ApiError {
  return { ...error, status: undefined, code: '', requestId: '', retryAfterMs: undefined };
}

/** The authentication methods, for advice that has to fit them. Each has options of its own. */
export type AuthMethod = 'token' | 'access-key' | 'iam' | 'sts';

/** What a reader may need help with: each is a topic of `docs/troubleshooting.md`. */
export type HelpTopic =
  | 'usage'
  | 'token'
  | 'access-key'
  | 'permission'
  | 'id-token'
  | 'exchange'
  | 'no-such-job'
  | 'no-such-api'
  | 'redirect'
  | 'network'
  | 'certificate'
  | 'proxy'
  | 'proxy-credentials'
  | 'trouble'
  | 'throttled'
  | 'unusable'
  | 'failed'
  | 'timed-out'
  | 'unknown-phase'
  | 'cancelled'
  | 'internal';
