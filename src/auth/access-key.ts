import type { ApiError } from '../base/api-error.js';
import type { AccessKey, Credentials, CredentialsDependencies } from './credentials.js';
import { Signer } from './sdk-hmac.js';

/**
 * An access key that the user passed. Five wrong tries lock a key, for everybody who uses it, so a refused key is not
 * used again. That a wrong one is tried once is the gate's part: until a first usable answer it sends one request at a
 * time.
 */
export function accessKeyCredentials(
  key: AccessKey,
  projectId: string,
  dependencies: CredentialsDependencies,
): Credentials {
  const signer = new Signer(projectId, dependencies);
  let refusal: ApiError | undefined;
  return {
    authMethod: 'access-key',
    authorize: (request) => {
      if (refusal !== undefined) return Promise.resolve({ kind: 'error', error: refusal });
      const signed = signer.sign(request, key);
      return Promise.resolve({
        kind: 'authorized',
        headers: signed.headers,
        accepted: signed.accepted,
        refused: (error, serverTime) => {
          const again = signed.blamesClock(error, serverTime);
          if (!again && error.status === 401) refusal = error;
          return { error, again };
        },
      });
    },
  };
}
