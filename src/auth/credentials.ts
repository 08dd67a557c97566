import type { ApiError, AuthMethod } from '../base/api-error.js';
import type { AccessKey, SignableRequest } from './sdk-hmac.js';

/** How long something that consists of several requests may take, and each of them. */
export interface RequestLimits {
  /** Wall clock for each request, in milliseconds. */
  readonly timeoutMs: number;
  /** When all of them have to be over, on the monotonic clock. */
  readonly until: number;
  /** Ends them at once. */
  readonly signal: AbortSignal;
}

/** What lets one request in. It hears how the request fared, once. */
export interface AuthorizedRequest {
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
    fault: ApiError,
    serverTime: number | undefined,
  ) => { readonly fault: ApiError; readonly again: boolean };
}

/** Who the gate is to the job API. */
export interface Credentials {
  readonly authMethod: AuthMethod;
  /**
   * Lets a request in, or says why it cannot be: keyless credentials take requests of their own, which stay within the
   * limits.
   */
  readonly authorize: (
    request: SignableRequest,
    limits: RequestLimits,
  ) => Promise<AuthorizedRequest | { readonly kind: 'fault'; readonly fault: ApiError }>;
}

/** What a host hears of credentials while they are in use. */
export type CredentialsEvent =
  /** An exchange has brought credentials: the first, or new ones ahead of time, or new ones after a 401. */
  | { readonly kind: 'exchanged'; readonly why: 'first' | 'due' | 'refused'; readonly lifetimeMs: number | undefined }
  /** An exchange ahead of time failed; the credentials at hand still hold. */
  | { readonly kind: 'exchange-failed'; readonly fault: ApiError }
  /** The runner's clock was wrong by so much (behind: more than zero), and signatures now follow the server's. */
  | { readonly kind: 'clock-corrected'; readonly offsetMs: number };

/** What all credentials need from outside. */
export interface CredentialsDependencies {
  readonly clock: { readonly now: () => number; readonly wallTime: () => number };
  readonly emit: (event: CredentialsEvent) => void;
}

/** How GitHub is asked for an OIDC token. */
export interface OidcOptions {
  readonly requestUrl: URL;
  /** Lets this job, and nobody else, ask. */
  readonly requestToken: string;
  /** The `aud` that the token is to have; `''` for GitHub's own default. */
  readonly audience: string;
}

/** How the gate authenticates, as the inputs or the environment say it. */
export type CredentialsOptions =
  | { readonly kind: 'token'; readonly token: string }
  | { readonly kind: 'access-key'; readonly key: AccessKey }
  /** Keyless: an OIDC token is exchanged at IAM for a token of the project. */
  | { readonly kind: 'iam'; readonly endpoint: URL; readonly identityProvider: string; readonly oidc: OidcOptions }
  /** Keyless: an OIDC token is exchanged at STS v5 for a temporary access key. */
  | {
      readonly kind: 'sts';
      readonly endpoint: URL;
      readonly providerUrn: string;
      readonly agencyUrn: string;
      readonly oidc: OidcOptions;
    };
