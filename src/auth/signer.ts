import type { ApiError } from '../base/api-error.js';
import type { CredentialsDependencies } from './credentials.js';
import { sign, type AccessKey, type SignableRequest } from './sdk-hmac.js';

/** A 401 is put down to the clock from here on; the gateway itself puts up with 15 minutes. */
const SKEW_MS = 5 * 60_000;

/** Signs requests for one project, by the runner's clock or, once that has been proved wrong, by the server's. */
export class Signer {
  readonly #projectId: string;
  readonly #ports: CredentialsDependencies;
  #offsetMs = 0;
  #corrected = false;

  constructor(projectId: string, ports: CredentialsDependencies) {
    this.#projectId = projectId;
    this.#ports = ports;
  }

  /** @returns the headers to send, and by which correction of the clock they were signed */
  sign(
    request: SignableRequest,
    key: AccessKey,
  ): { readonly headers: Record<string, string>; readonly offsetMs: number } {
    const temporary = key.securityToken === '' ? {} : { 'x-security-token': key.securityToken };
    // Content-Type is left out: some of the official signers do so, since gateways may rewrite it.
    const headers = { 'x-project-id': this.#projectId, ...temporary };
    const at = this.#ports.clock.wallTime() + this.#offsetMs;
    return { headers: sign({ ...request, headers }, key, at), offsetMs: this.#offsetMs };
  }

  /**
   * Whether a refusal is to be put down to the clock, which then is corrected, once for good.
   *
   * @param offsetMs by which correction the refused request was signed
   */
  blamesClock(fault: ApiError, serverTime: number | undefined, offsetMs: number): boolean {
    const { clock, emit } = this.#ports;
    const refused = fault.status === 401 || isSkewCode(fault.code);
    if (refused && offsetMs !== this.#offsetMs) return true;
    if (!refused || this.#corrected || serverTime === undefined) return false;
    const skew = serverTime - clock.wallTime();
    if (!isSkewCode(fault.code) && Math.abs(skew) <= SKEW_MS) return false;
    this.#corrected = true;
    this.#offsetMs = skew;
    emit({ kind: 'clock-corrected', offsetMs: skew });
    return true;
  }
}

function isSkewCode(code: string): boolean {
  return /^APIGW?\.0303$/.test(code);
}
