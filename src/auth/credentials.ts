/** Who the gate is to the job API: what every authentication method gives and takes. */
import type { ApiError, AuthMethod } from '../base/api-error.js';
import type { NameSetting } from '../base/settings.js';
import type { Clock } from '../base/time.js';
import type { Transport } from '../http/transport.js';

/** How long something that consists of several requests may take, and each of them. */
export interface RequestLimits {
  /** Wall clock for each request, in milliseconds. */
  readonly timeoutMs: number;
  /** When all of them have to be over, on the monotonic clock. */
  readonly until: number;
  /** Ends them at once. */
  readonly signal: AbortSignal;
}

/** Why something could not be had. */
export interface Failure {
  readonly kind: 'error';
  readonly error: ApiError;
}

/** An access key as requests are signed with it. */
export interface AccessKey {
  /** The key's public name. */
  readonly id: string;
  readonly secret: string;
  /** Of a temporary key, `''` of a permanent one. */
  readonly securityToken: string;
}

/** A request as far as a signature covers it. */
export interface SignableRequest {
  readonly method: string;
  readonly url: URL;
  /** Each is signed, so nothing on the way may change it. Names in any case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** A request with what authorizes it. How the request went is reported to it, once. */
export interface AuthorizedRequest {
  readonly kind: 'authorized';
  /** To be sent as they are. */
  readonly headers: Readonly<Record<string, string>>;
  /** The answer was usable, which proves the credentials right. */
  readonly accepted: () => void;
  /**
   * There was no usable answer.
   *
   * @param serverTime the server's clock, in milliseconds since the epoch, where the answer says it
   * @returns what that means for these credentials, and whether the request is worth sending again, authorized anew
   */
  readonly refused: (
    error: ApiError,
    serverTime: number | undefined,
  ) => { readonly error: ApiError; readonly again: boolean };
}

/** Authorizes requests. */
export interface Credentials {
  readonly authMethod: AuthMethod;
  /** Keyless credentials take requests of their own for this, which stay within the limits. */
  readonly authorize: (request: SignableRequest, limits: RequestLimits) => Promise<AuthorizedRequest | Failure>;
}

/** What is emitted about credentials while they are in use. */
export type CredentialsEvent =
  /** An exchange has brought credentials: the first, or new ones ahead of time, or new ones after a 401. */
  | { readonly kind: 'exchanged'; readonly why: 'first' | 'due' | 'refused'; readonly lifetimeMs: number | undefined }
  /** An exchange ahead of time failed; the credentials at hand still hold. */
  | { readonly kind: 'exchange-failed'; readonly error: ApiError }
  /** The machine's clock was wrong by so much (behind: more than zero), and signatures now follow the server's. */
  | { readonly kind: 'clock-corrected'; readonly offsetMs: number };

/** What all credentials need from outside. */
export interface CredentialsDependencies {
  readonly clock: Pick<Clock, 'now' | 'wallTime'>;
  readonly emit: (event: CredentialsEvent) => void;
  readonly nameOf: NameSetting;
}

/** Gets a new OIDC token for the configured audience. Settles within the limits. */
export type FetchIdToken = (limits: RequestLimits) => Promise<string | Failure>;

/** Whether a text looks like an OIDC token: the three parts of a signed JSON Web Token (RFC 7519). */
export function isIdToken(text: string): boolean {
  return /^[\w-]+\.[\w-]+\.[\w-]+$/.test(text);
}

/** What exchanges need besides. */
export interface ExchangeDependencies extends CredentialsDependencies {
  /** A transport for one token service, with connections of its own. */
  readonly newTransport: () => Transport;
  /** Called with each secret before it is used. */
  readonly addSecret: (secret: string) => void;
  /** @param audience the `aud` that the tokens are to have; `''` for the issuer's own default */
  readonly idTokens: (audience: string, dependencies: ExchangeDependencies) => FetchIdToken;
}

/** How the gate authenticates, as the settings or the environment say it. */
export type CredentialsOptions =
  | { readonly kind: 'token'; readonly token: string }
  | { readonly kind: 'access-key'; readonly key: AccessKey }
  /** Keyless: an OIDC token is exchanged at IAM for a token of the project. */
  | { readonly kind: 'iam'; readonly endpoint: URL; readonly identityProvider: string; readonly audience: string }
  /** Keyless: an OIDC token is exchanged at STS v5 for a temporary access key. */
  | {
      readonly kind: 'sts';
      readonly endpoint: URL;
      readonly providerUrn: string;
      readonly agencyUrn: string;
      readonly audience: string;
    };
