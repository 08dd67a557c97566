/**
 * SDK-HMAC-SHA256, the signature that Huawei Cloud's gateways check ("AK/SK Signing and Authentication Algorithm" in
 * the API Gateway documents). The secret key itself never leaves the process.
 */
import { createHash, createHmac } from 'node:crypto';

import type { ApiError } from '../base/api-error.js';
import type { AccessKey, CredentialsDependencies, SignableRequest } from './credentials.js';

const ALGORITHM = 'SDK-HMAC-SHA256';

/**
 * Signs a request.
 *
 * @param at milliseconds since the epoch; the gateway accepts 15 minutes to either side of its own clock
 * @returns the headers given, in lower case, with `host`, `x-sdk-date` and `authorization`: what is signed is what has
 *   to be sent
 */
export function sign(request: SignableRequest, key: AccessKey, at: number): Record<string, string> {
  const date = new Date(at).toISOString().replace(/[-:]|\.\d+/g, '');
  const given = Object.entries({ ...request.headers, host: request.url.host, 'x-sdk-date': date })
    .map(([name, value]) => [name.toLowerCase(), value.trim()] as const)
    .sort(([a], [b]) => compare(a, b));
  const names = given.map(([name]) => name).join(';');
  const canonicalRequest = [
    request.method,
    canonicalPath(request.url.pathname),
    canonicalQuery(request.url.searchParams),
    given.map(([name, value]) => `${name}:${value}\n`).join(''),
    names,
    sha256(request.body),
  ].join('\n');
  const signature = createHmac('sha256', key.secret)
    .update([ALGORITHM, date, sha256(canonicalRequest)].join('\n'))
    .digest('hex');
  return {
    ...Object.fromEntries(given),
    authorization: `${ALGORITHM} Access=${key.id}, SignedHeaders=${names}, Signature=${signature}`,
  };
}

/** Ends in a slash, whatever the URL does. Each segment is encoded once, from what it stands for. */
function canonicalPath(path: string): string {
  return `${path.split('/').map(decoded).map(encoded).join('/')}/`.replace(/\/\/$/, '/');
}

/** Sorted by name, then by value, before they are encoded. */
function canonicalQuery(query: URLSearchParams): string {
  return [...query]
    .sort(([a, x], [b, y]) => compare(a, b) || compare(x, y))
    .map(([name, value]) => `${encoded(name)}=${encoded(value)}`)
    .join('&');
}

function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    // A lone percent sign stands for itself.
    return segment;
  }
}

/** RFC 3986: all but the unreserved characters, of which encodeURIComponent takes a wider view. */
function encoded(text: string): string {
  return encodeURIComponent(text).replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}

/** A 401 is put down to the clock from here on; the gateway itself puts up with 15 minutes. */
const SKEW_MS = 5 * 60_000;

/** A request's signature, and what is to be called with how the request went. */
interface SignedRequest {
  /** To be sent as they are. */
  readonly headers: Record<string, string>;
  /**
   * The request was let in. If it was signed by the clock as it is corrected now, the clock may be corrected once more:
   * in a long wait somebody may set the clock that was wrong.
   */
  readonly accepted: () => void;
  /**
   * Whether a refusal is to be put down to the clock, which then is corrected: once, until a request has been let in.
   *
   * @param serverTime the server's clock, in milliseconds since the epoch, where the answer says it
   */
  readonly blamesClock: (error: ApiError, serverTime: number | undefined) => boolean;
}

/** Signs requests for one project, by the runner's clock or, once that has been proved wrong, by the server's. */
export class Signer {
  readonly #projectId: string;
  readonly #dependencies: CredentialsDependencies;
  #offsetMs = 0;
  /** Whether the clock was corrected, and no request has been let in since: it is then not corrected again. */
  #isOnProbation = false;

  constructor(projectId: string, dependencies: CredentialsDependencies) {
    this.#projectId = projectId;
    this.#dependencies = dependencies;
  }

  sign(request: SignableRequest, key: AccessKey): SignedRequest {
    const temporary = key.securityToken === '' ? {} : { 'x-security-token': key.securityToken };
    // Content-Type is left out: some of the official signers do so, since gateways may rewrite it.
    const headers = { 'x-project-id': this.#projectId, ...temporary };
    const offsetMs = this.#offsetMs;
    return {
      headers: sign({ ...request, headers }, key, this.#dependencies.clock.wallTime() + offsetMs),
      accepted: () => {
        if (offsetMs === this.#offsetMs) this.#isOnProbation = false;
      },
      blamesClock: (error, serverTime) => this.#blamesClock(error, serverTime, offsetMs),
    };
  }

  /** @param offsetMs by which correction the refused request was signed */
  #blamesClock(error: ApiError, serverTime: number | undefined, offsetMs: number): boolean {
    const { clock, emit } = this.#dependencies;
    const refused = error.status === 401 || isSkewCode(error.code);
    if (refused && offsetMs !== this.#offsetMs) return true;
    if (!refused || this.#isOnProbation || serverTime === undefined) return false;
    const correctionMs = serverTime - clock.wallTime();
    if (!isSkewCode(error.code) && Math.abs(correctionMs - this.#offsetMs) <= SKEW_MS) return false;
    this.#isOnProbation = true;
    this.#offsetMs = correctionMs;
    emit({ kind: 'clock-corrected', offsetMs: correctionMs });
    return true;
  }
}

function isSkewCode(code: string): boolean {
  return /^APIGW?\.0303$/.test(code);
}
