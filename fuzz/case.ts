/** What a case of the fuzzer is: the gate's inputs, and what the service answers, reply by reply. */
import type { Json } from './json.js';

export interface Case {
  readonly service: string;
  /** For each job its replies in turn; the last one is given again and again. */
  readonly jobs: readonly (readonly Reply[])[];
  /** The reply to whatever else is asked about: sub-jobs that are looked up. */
  readonly lookUp: Reply;
  readonly failFast: boolean;
  readonly auth: 'token' | 'access key';
  /** Times in milliseconds; `auto` is the gate's own schedule. */
  readonly timeout: number;
  readonly requestTimeout: number;
  readonly outageTolerance: number;
  readonly pollInterval: number | 'auto';
  readonly signal: Signal | undefined;
  /** Whether an ID is given twice. */
  readonly repeatsIds: boolean;
  /** Whether the runner asks for debug lines. */
  readonly debug: boolean;
}

export interface Signal {
  readonly name: 'SIGINT' | 'SIGTERM' | 'SIGHUP';
  /** Milliseconds after the process was started or its first request arrived. */
  readonly from: 'start' | 'first request';
  readonly after: number;
  /** Whether it comes a second time, a moment later. */
  readonly twice: boolean;
}

export interface Reply {
  readonly status: number;
  readonly body: Body;
  readonly retryAfter: RetryAfter | undefined;
  /** Where a redirection points; `@trap` is a server that nothing may reach. */
  readonly location: string | undefined;
  /** How far the `Date` header is off, in milliseconds. */
  readonly skew: number;
  readonly requestId: string | undefined;
  readonly framing: Framing;
}

export type Body =
  | { readonly kind: 'json'; readonly value: Json; readonly spelling: Spelling }
  | { readonly kind: 'text'; readonly text: string };

/** How a JSON text is written; those of `WELL_SPELT` are JSON. */
export type Spelling =
  | 'plain'
  | 'spaced'
  | 'called HTML'
  | 'byte-order mark'
  | 'cut'
  | 'trailing comma'
  | 'not a number'
  | 'single quotes'
  | 'trailing garbage'
  | 'two documents'
  | 'UTF-16'
  | 'over 16 MiB';

export type RetryAfter =
  | { readonly kind: 'seconds'; readonly seconds: number }
  /** An HTTP date so many milliseconds from now. */
  | { readonly kind: 'date'; readonly inMs: number }
  /** Neither a number nor a date. */
  | { readonly kind: 'nonsense'; readonly text: string };

/** How a reply goes over the connection. Parts are fractions of the body. */
export type Framing =
  | { readonly kind: AtOnce | Silent }
  | { readonly kind: 'late' | 'slow'; readonly ms: number }
  | { readonly kind: 'cut' | 'stalled'; readonly how: 'length' | 'close' | 'chunked'; readonly part: number };

/** The reply goes out in one go. */
export type AtOnce = Whole | Doubtful | Broken;

const WHOLE = ['length', 'chunked', 'close-delimited', 'HTTP/1.0', 'early hints', 'then hangs up'] as const;
const DOUBTFUL = ['gzip', 'called gzip', 'a second reply', 'two lengths', 'odd head'] as const;
const BROKEN = ['short length', 'bad chunk', 'no last chunk', 'cut by reset'] as const;
const SILENT = ['mute', 'hang up', 'reset', 'garbage', 'long headers', 'half a head'] as const;

/** An HTTP client gets the reply as it is. */
export type Whole = (typeof WHOLE)[number];

/** A client may take the reply or refuse it. */
export type Doubtful = (typeof DOUBTFUL)[number];

/** The head arrives, the body does not, or not as it was announced. */
export type Broken = (typeof BROKEN)[number];

/** There is no head that a client could take. */
export type Silent = (typeof SILENT)[number];

/** The framings by what a client gets of them, but for those that take time. */
export const FRAMINGS = { WHOLE, DOUBTFUL, BROKEN, SILENT } as const;

/** Whether a framing is one of some kinds. */
export function isOneOf<T extends string>(kinds: readonly T[], kind: string): kind is T {
  return kinds.some((each) => each === kind);
}
