import type { ApiError, AuthMethod } from '../base/api-error.js';
import type { AuthorizedRequest, Credentials, CredentialsDependencies, RequestLimits } from './credentials.js';
import type { SignableRequest } from './sdk-hmac.js';

/** Credentials for a while. */
export interface IssuedCredentials {
  readonly kind: 'lease';
  /** From now on, in milliseconds; `undefined` where the other side did not say. */
  readonly lifetimeMs: number | undefined;
  readonly headersFor: (request: SignableRequest) => {
    readonly headers: Readonly<Record<string, string>>;
    /** Whether a refusal has another reason than the credentials, which is out of the world now. */
    readonly excuses: (fault: ApiError, serverTime: number | undefined) => boolean;
  };
}

/** Gets new credentials, from the very beginning. Settles within the limits, and never rejects but for a defect. */
export type Exchange = (
  limits: RequestLimits,
) => Promise<IssuedCredentials | { readonly kind: 'fault'; readonly fault: ApiError }>;

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
  readonly #ports: CredentialsDependencies;
  #lease: IssuedCredentials | undefined;
  #renewAt = Infinity;
  #endsAt = Infinity;
  #why: 'first' | 'due' | 'refused' = 'first';
  #renewedOnRefusal = false;
  #flight: Promise<ApiError | undefined> | undefined;

  constructor(way: AuthMethod, exchange: Exchange, ports: CredentialsDependencies) {
    this.authMethod = way;
    this.#exchange = exchange;
    this.#ports = ports;
  }

  readonly authorize = async (
    request: SignableRequest,
    limits: RequestLimits,
  ): Promise<AuthorizedRequest | { readonly kind: 'fault'; readonly fault: ApiError }> => {
    for (;;) {
      let lease = this.#lease;
      if (lease !== undefined && this.#ports.clock.now() < this.#renewAt) return this.#pass(lease, request);
      this.#flight ??= this.#renew(limits).finally(() => {
        this.#flight = undefined;
      });
      const fault = await this.#flight;
      lease = this.#lease;
      const holds = lease !== undefined && (fault === undefined || this.#ports.clock.now() < this.#endsAt);
      if (lease !== undefined && holds) return this.#pass(lease, request);
      // Without a fault the new credentials have been refused meanwhile, which happens once.
      if (fault !== undefined) return { kind: 'fault', fault };
    }
  };

  #pass(lease: IssuedCredentials, request: SignableRequest): AuthorizedRequest {
    const { headers, excuses } = lease.headersFor(request);
    return {
      kind: 'pass',
      headers,
      accepted: () => {
        if (lease === this.#lease) this.#renewedOnRefusal = false;
      },
      refused: (fault, serverTime) => ({
        fault,
        again: excuses(fault, serverTime) || (fault.status === 401 && this.#replaceable(lease)),
      }),
    };
  }

  /** Whether there are newer credentials than the refused ones, or may be. */
  #replaceable(refused: IssuedCredentials): boolean {
    if (refused !== this.#lease) return true;
    if (this.#renewedOnRefusal) return false;
    this.#renewedOnRefusal = true;
    this.#why = 'refused';
    this.#lease = undefined;
    return true;
  }

  /** @returns why there are no new credentials, `undefined` where there are */
  async #renew(limits: RequestLimits): Promise<ApiError | undefined> {
    const { clock, emit } = this.#ports;
    const got = await this.#exchange(limits);
    const now = clock.now();
    if (got.kind === 'fault') {
      if (this.#lease !== undefined && now < this.#endsAt) {
        this.#renewAt = Math.min(now + RETRY_MS, this.#endsAt);
        // One that we broke off ourselves is no trouble.
        if (!limits.signal.aborted) emit({ kind: 'exchange-failed', fault: got.fault });
      }
      return got.fault;
    }
    const lifetimeMs = got.lifetimeMs ?? Infinity;
    this.#endsAt = now + lifetimeMs;
    this.#renewAt = this.#endsAt - Math.min(AHEAD_MS, lifetimeMs / 2);
    this.#lease = got;
    emit({ kind: 'exchanged', why: this.#why, lifetimeMs: got.lifetimeMs });
    this.#why = 'due';
    return undefined;
  }
}
