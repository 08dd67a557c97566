import type { ApiError } from '../base/api-error.js';
import type { CredentialsDependencies } from './credentials.js';
import { sign, type AccessKey, type SignableRequest } from './sdk-hmac.js';

/** A 401 is put down to the clock from here on; the gateway itself puts up with 15 minutes. */
const SKEW_MS = 5 * 60_000;

/** A request's signature, and what to tell of how the request went. */
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
   * @param serverTime the server's clock, in milliseconds since the epoch, where it told
   */
  readonly blamesClock: (fault: ApiError, serverTime: number | undefined) => boolean;
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
      blamesClock: (fault, serverTime) => this.#blamesClock(fault, serverTime, offsetMs),
    };
  }

  /** @param offsetMs by which correction the refused request was signed */
  #blamesClock(fault: ApiError, serverTime: number | undefined, offsetMs: number): boolean {
    const { clock, emit } = this.#dependencies;
    const refused = fault.status === 401 || isSkewCode(fault.code);
    if (refused && offsetMs !== this.#offsetMs) return true;
    if (!refused || this.#isOnProbation || serverTime === undefined) return false;
    const correctionMs = serverTime - clock.wallTime();
    if (!isSkewCode(fault.code) && Math.abs(correctionMs - this.#offsetMs) <= SKEW_MS) return false;
    this.#isOnProbation = true;
    this.#offsetMs = correctionMs;
    emit({ kind: 'clock-corrected', offsetMs: correctionMs });
    return true;
  }
}

function isSkewCode(code: string): boolean {
  return /^APIGW?\.0303$/.test(code);
}
