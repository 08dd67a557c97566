import type { Fault } from '../base/fault.js';
import type { Way } from '../base/way.js';
import type { Signable } from './sdk-hmac.js';

/** How long something that consists of several requests may take, and each of them. */
export interface Limits {
  /** Wall clock for each request, in milliseconds. */
  readonly timeoutMs: number;
  /** When all of them have to be over, on the monotonic clock. */
  readonly until: number;
  /** Ends them at once. */
  readonly signal: AbortSignal;
}

/** What lets one request in. It hears how the request fared, once. */
export interface Pass {
  readonly kind: 'pass';
  /** To be sent as they are. */
  readonly headers: Readonly<Record<string, string>>;
  /** The answer was usable, which proves the credentials right. */
  readonly accepted: () => void;
  /**
   * There was no usable answer.
   *
   * @param serverTime the server's clock, in milliseconds since the epoch, where it told
   * @returns what that means for these credentials, and whether the request is worth sending again with a new pass
   */
  readonly refused: (
    fault: Fault,
    serverTime: number | undefined,
  ) => { readonly fault: Fault; readonly again: boolean };
}

/** Who the gate is to the job API. */
export interface Credentials {
  readonly way: Way;
  /**
   * Lets a request in, or says why it cannot be: keyless credentials take requests of their own, which stay within the
   * limits.
   */
  readonly authorize: (
    request: Signable,
    limits: Limits,
  ) => Promise<Pass | { readonly kind: 'fault'; readonly fault: Fault }>;
}

/** What a host hears of credentials while they are in use. */
export type CredentialsEvent =
  /** An exchange has brought credentials: the first, or new ones ahead of time, or new ones after a 401. */
  | { readonly kind: 'exchanged'; readonly why: 'first' | 'due' | 'refused'; readonly lifetimeMs: number | undefined }
  /** An exchange ahead of time failed; the credentials at hand still hold. */
  | { readonly kind: 'exchange-failed'; readonly fault: Fault }
  /** The runner's clock was wrong by so much (behind: more than zero), and signatures now follow the server's. */
  | { readonly kind: 'clock-corrected'; readonly offsetMs: number };

/** What all credentials need from outside. */
export interface CredentialsPorts {
  readonly clock: { readonly now: () => number; readonly wallTime: () => number };
  readonly tell: (event: CredentialsEvent) => void;
}
