/** What went wrong in a request, and under which heading of the page on troubleshooting a reader finds help. */

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

/** What `docs/troubleshooting.md` helps with: each topic, its heading there, and what a report's headline says of it. */
const TOPICS = {
  usage: ['Nothing was sent', ''],
  token: ['The token is not accepted', 'the token is not accepted'],
  'access-key': ['The access key is not accepted', 'the access key is not accepted'],
  permission: [
    'The permission is missing, or the project is another',
    'a permission is missing, or the project is another',
  ],
  'id-token': ['Keyless: GitHub gives no token', 'there is no OIDC token'],
  exchange: ['Keyless: IAM or STS refuses', 'the OIDC token could not be exchanged'],
  'no-such-job': ['There is no such job', 'there is no such job'],
  'no-such-api': ['There is no such API', 'there is no such API'],
  redirect: ['The answer is a redirect', 'the answer is a redirect'],
  network: ['The host is not found or not reached', 'the API cannot be reached'],
  certificate: ['The certificate is not accepted', 'the certificate is not accepted'],
  proxy: ['The proxy gives no answer', 'the proxy gives no answer'],
  'proxy-credentials': ['The proxy wants credentials', 'the proxy wants credentials'],
  trouble: ['The API is in trouble', 'the API is in trouble'],
  throttled: ['The API is asked too often', 'the API is asked too often'],
  unusable: ['The answer is not usable', 'the answer is not usable'],
  failed: ['A job that failed', ''],
  'timed-out': ['It timed out', ''],
  'unknown-phase': ['Its phase is not known', ''],
  cancelled: ['It was cancelled', ''],
  internal: ['The gate itself', 'an internal error of the gate'],
} as const;

/** What a reader may need help with. */
export type HelpTopic = keyof typeof TOPICS;

/** Every topic. */
export const HELP_TOPICS: readonly HelpTopic[] = Object.keys(TOPICS).filter(isTopic);

/** What went wrong in a few words, to follow a colon; `''` where only the job itself can say. */
export function helpHeadline(topic: HelpTopic): string {
  return TOPICS[topic][1];
}

/** Where the heading is on its page, as GitHub names it: `the-token-is-not-accepted`. */
export function helpAnchor(topic: HelpTopic): string {
  return TOPICS[topic][0]
    .toLowerCase()
    .replace(/[^a-z\d -]/g, '')
    .replaceAll(' ', '-');
}

function isTopic(name: string): name is HelpTopic {
  return Object.hasOwn(TOPICS, name);
}
