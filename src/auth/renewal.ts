import type { ApiError, AuthMethod } from '../base/api-error.js';
import type {
  AuthorizedRequest,
  Credentials,
  CredentialsDependencies,
  Failure,
  RequestLimits,
  SignableRequest,
} from './credentials.js';

/** Credentials that somebody issued for a while. */
export interface IssuedCredentials {
  readonly kind: 'issued';
  /** From now on, in milliseconds; `undefined` where the other side did not say. */
  readonly lifetimeMs: number | undefined;
  readonly headersFor: (request: SignableRequest) => {
    readonly headers: Readonly<Record<string, string>>;
    /** The request was let in. */
    readonly accepted: () => void;
    /** Whether a refusal has another reason than the credentials, which is gone now. */
    readonly excuses: (error: ApiError, serverTime: number | undefined) => boolean;
  };
}

/** Gets new credentials, from the very beginning. Settles within the limits, and never rejects but for an internal error. */
export type Exchange = (limits: RequestLimits) => Promise<IssuedCredentials | Failure>;

/** How long before their end credentials are renewed, at the most. */
const AHEAD_MS = 10 * 60_000;

/** The pause after an exchange ahead of time that failed. */
const RETRY_MS = 60_000;

/**
 * Credentials that renew themselves: ten minutes before they end, or halfway where they live for less than twenty, and
 * once after a 401. However many requests are under way, there is one exchange at a time.
 */
export class RenewedCredentials implements Credentials {
  readonly authMethod: AuthMethod;
  readonly #exchange: Exchange;
  readonly #dependencies: CredentialsDependencies;
  #issued: IssuedCredentials | undefined;
  #renewAt = Infinity;
  #endsAt = Infinity;
  #why: 'first' | 'due' | 'refused' = 'first';
  #renewedOnRefusal = false;
  #renewal: Promise<ApiError | undefined> | undefined;

  constructor(authMethod: AuthMethod, exchange: Exchange, dependencies: CredentialsDependencies) {
    this.authMethod = authMethod;
    this.#exchange = exchange;
    this.#dependencies = dependencies;
  }

  readonly authorize = async (
    request: SignableRequest,
    limits: RequestLimits,
  ): Promise<AuthorizedRequest | Failure> => {
    for (;;) {
      let issued = this.#issued;
      if (issued !== undefined && this.#dependencies.clock.now() < this.#renewAt)
        return this.#authorized(issued, request);
      this.#renewal ??= this.#renew(limits).finally(() => {
        this.#renewal = undefined;
      });
      const error = await this.#renewal;
      issued = this.#issued;
      const holds = issued !== undefined && (error === undefined || this.#dependencies.clock.now() < this.#endsAt);
      if (issued !== undefined && holds) return this.#authorized(issued, request);
      // Without an error the new credentials have been refused meanwhile, which happens once.
      if (error !== undefined) return { kind: 'error', error };
    }
  };

  #authorized(issued: IssuedCredentials, request: SignableRequest): AuthorizedRequest {
    const { headers, accepted, excuses } = issued.headersFor(request);
    return {
      kind: 'authorized',
      headers,
      accepted: () => {
        accepted();
        if (issued === this.#issued) this.#renewedOnRefusal = false;
      },
      refused: (error, serverTime) => ({
        error,
        again: excuses(error, serverTime) || (error.status === 401 && this.#replaceable(issued)),
      }),
    };
  }

  /** Whether there are newer credentials than the refused ones, or may be. */
  #replaceable(refused: IssuedCredentials): boolean {
    if (refused !== this.#issued) return true;
    if (this.#renewedOnRefusal) return false;
    this.#renewedOnRefusal = true;
    this.#why = 'refused';
    this.#issued = undefined;
    return true;
  }

  /** @returns why there are no new credentials, `undefined` where there are */
  async #renew(limits: RequestLimits): Promise<ApiError | undefined> {
    const { clock, emit } = this.#dependencies;
    const result = await this.#exchange(limits);
    const now = clock.now();
    if (result.kind === 'error') {
      if (this.#issued !== undefined && now < this.#endsAt) {
        this.#renewAt = Math.min(now + RETRY_MS, this.#endsAt);
        // One that we broke off ourselves is no trouble.
        if (!limits.signal.aborted) emit({ kind: 'exchange-failed', error: result.error });
      }
      return result.error;
    }
    const lifetimeMs = result.lifetimeMs ?? Infinity;
    this.#endsAt = now + lifetimeMs;
    this.#renewAt = this.#endsAt - Math.min(AHEAD_MS, lifetimeMs / 2);
    this.#issued = result;
    emit({ kind: 'exchanged', why: this.#why, lifetimeMs: result.lifetimeMs });
    this.#why = 'due';
    return undefined;
  }
}
