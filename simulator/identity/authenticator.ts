import { gatewayError, type ApiResponse, type RoutedRequest } from '../routing.js';
import type { Identity } from './identity.js';
import { headerOf, isSignedWith, parseAuthorization, parseSdkDate } from './signature.js';

/** How far a signature's date may be off. */
const SKEW_MS = 15 * 60_000;

/** How many wrong tries in a row lock a key, and for how long. */
const TRIES = 5;
const LOCKED_MS = 5 * 60_000;

interface KeyState {
  readonly secret: string;
  readonly securityToken: string;
  /** Milliseconds since the epoch. */
  readonly endsAt: number;
  wrongTries: number;
  lockedUntil: number;
}

/** The gateway in front of every service: who is let in, and until when. */
export class Authenticator {
  readonly #projectId: string;
  readonly #tokens = new Map<string, number>();
  readonly #keys = new Map<string, KeyState>();

  constructor(identity: Identity, permanent: { readonly token: string; readonly projectId: string }) {
    this.#projectId = permanent.projectId;
    this.acceptToken(permanent.token, Infinity);
    for (const { id, secret, securityToken = '' } of identity.keys) this.acceptKey(id, secret, securityToken, Infinity);
  }

  /** Lets a token in until then, in milliseconds since the epoch. */
  acceptToken(token: string, endsAt: number): void {
    this.#tokens.set(token, endsAt);
  }

  /** Lets a key in until then, in milliseconds since the epoch. */
  acceptKey(id: string, secret: string, securityToken: string, endsAt: number): void {
    this.#keys.set(id, { secret, securityToken, endsAt, wrongTries: 0, lockedUntil: 0 });
  }

  /** Nobody who is known now will be let in again. */
  revokeAll(): void {
    this.#tokens.clear();
    this.#keys.clear();
  }

  /** Why a request is not let in; `undefined` if it is. */
  refusal(request: RoutedRequest): ApiResponse | undefined {
    const { headers, at, requestId } = request;
    const token = headers['x-auth-token'];
    if (typeof token === 'string') {
      if ((this.#tokens.get(token) ?? 0) > at) return undefined;
      return gatewayError(401, 'APIG.0307', 'The token must be updated.', requestId);
    }
    if (headers.authorization !== undefined) return this.#refusalOfSignature(request, headers.authorization);
    return wrong('x-auth-token not found', requestId);
  }

  #refusalOfSignature(request: RoutedRequest, authorization: string): ApiResponse | undefined {
    const { at, requestId } = request;
    const parsed = parseAuthorization(authorization);
    if (parsed === undefined) return wrong('Get user ID failed', requestId);
    const missing = ['host', 'x-sdk-date', 'x-project-id'].find((name) => !parsed.signedNames.includes(name));
    if (missing !== undefined) return wrong(`${missing} is not signed`, requestId);
    const date = headerOf(request, 'x-sdk-date');
    if (!(Math.abs(parseSdkDate(date) - at) <= SKEW_MS)) {
      const message = `Incorrect app authentication information: signature expires, signature time:${date}`;
      return gatewayError(401, 'APIG.0303', message, requestId);
    }
    const key = this.#keys.get(parsed.keyId);
    if (key === undefined || key.lockedUntil > at) return wrong('verify aksk signature fail', requestId);
    const securityToken = headerOf(request, 'x-security-token');
    const signsToken = parsed.signedNames.includes('x-security-token') === (key.securityToken !== '');
    if (!signsToken || securityToken !== key.securityToken || !isSignedWith(key.secret, parsed, request)) {
      key.wrongTries += 1;
      if (key.wrongTries >= TRIES) key.lockedUntil = at + LOCKED_MS;
      // The real gateway shows what it signed, security token included.
      return wrong(`verify aksk signature fail, x-security-token:${securityToken}`, requestId);
    }
    key.wrongTries = 0;
    if (key.endsAt <= at) return wrong('securityToken expired', requestId);
    if (headerOf(request, 'x-project-id') === this.#projectId) return undefined;
    return gatewayError(403, 'APIG.0302', 'The project does not belong to the key.', requestId);
  }
}

function wrong(what: string, requestId: string): ApiResponse {
  return gatewayError(401, 'APIG.0301', `Incorrect IAM authentication information: ${what}`, requestId);
}
