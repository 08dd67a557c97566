import type { ApiError } from '../base/api-error.js';
import type { Credentials, CredentialsDependencies } from './credentials.js';
import type { AccessKey } from './sdk-hmac.js';
import { Signer } from './signer.js';

/**
 * An access key that the user passed. Five wrong tries lock a key, for everybody who uses it, so a wrong one is tried
 * once: until one request has been let in, the others wait for it, and a refused key is not used again.
 */
export function accessKeyCredentials(
  key: AccessKey,
  projectId: string,
  dependencies: CredentialsDependencies,
): Credentials {
  const signer = new Signer(projectId, dependencies);
  let proved = false;
  let refusal: ApiError | undefined;
  let trial: Promise<void> | undefined;
  return {
    authMethod: 'access-key',
    authorize: async (request) => {
      // The request on trial is bounded by its own time, and so is this wait.
      while (!proved && trial !== undefined) await trial;
      if (refusal !== undefined) return { kind: 'fault', fault: refusal };
      const signed = signer.sign(request, key);
      let endTrial = (): void => undefined;
      trial = new Promise((resolve) => {
        endTrial = () => {
          trial = undefined;
          resolve();
        };
      });
      return {
        kind: 'authorized',
        headers: signed.headers,
        accepted: () => {
          proved = true;
          signed.accepted();
          endTrial();
        },
        refused: (fault, serverTime) => {
          const again = signed.blamesClock(fault, serverTime);
          if (!again && fault.status === 401) refusal = fault;
          endTrial();
          return { fault, again };
        },
      };
    },
  };
}
