import type {
  Credentials,
  CredentialsEvent,
  CredentialsDependencies,
  RequestLimits,
  AuthorizedRequest,
} from '../../../src/auth/credentials.js';
import type { SignableRequest } from '../../../src/auth/credentials.js';
import type { ApiError } from '../../../src/base/api-error.js';
import { apiError } from '../support/jobs.js';
import { nameOf } from '../support/settings.js';

/** The wall clock at monotonic zero. */
export const WALL_START = Date.UTC(2026, 10, 21, 10, 0, 0);

/** A request for a job. */
export const REQUEST: SignableRequest = { method: 'GET', url: new URL('https://x/jobs/j'), headers: {}, body: '' };

/** Limits that nothing reaches. */
export const LIMITS: RequestLimits = { timeoutMs: 30_000, until: 3_600_000, signal: new AbortController().signal };

/** A clock that is set by hand, and every event that was emitted. */
export class TestDependencies implements CredentialsDependencies {
  monotonic = 0;
  readonly events: CredentialsEvent[] = [];
  readonly clock = {
    now: (): number => this.monotonic,
    wallTime: (): number => WALL_START + this.monotonic,
  };
  readonly nameOf = nameOf;
  readonly emit = (event: CredentialsEvent): void => {
    this.events.push(event);
  };
}

/** A request that the credentials authorize, which they have to. */
export async function authorizedBy(credentials: Credentials): Promise<AuthorizedRequest> {
  const request = await credentials.authorize(REQUEST, LIMITS);
  if (request.kind === 'error') throw new Error(`not authorized: ${request.error.message}`);
  return request;
}

/** A 401, as the gateway answers it. */
export function unauthorized(code = 'APIG.0301'): ApiError {
  return apiError('fatal', { status: 401, code, message: 'Incorrect IAM authentication information' });
}

/** Whether a promise is still pending once everything that can happen without it has happened. */
export async function isPending(promise: Promise<unknown>): Promise<boolean> {
  const pending = Symbol('pending');
  const turn = new Promise((resolve) => setImmediate(resolve, pending));
  return (await Promise.race([promise, turn])) === pending;
}
