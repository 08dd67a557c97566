import { formatDuration } from '../base/time.js';
import type { Credentials, CredentialsDependencies } from './credentials.js';

/** A token that the user passed. Nothing here can renew it, so its end is the end of the wait. */
export function tokenCredentials(token: string, { clock, nameOf }: CredentialsDependencies): Credentials {
  const startedAt = clock.now();
  let proved = false;
  return {
    authMethod: 'token',
    authorize: () =>
      Promise.resolve({
        kind: 'authorized',
        headers: { 'x-auth-token': token },
        accepted: () => {
          proved = true;
        },
        refused: (error) => {
          if (!proved || error.status !== 401) return { error, again: false };
          const waited = formatDuration(clock.now() - startedAt);
          const advice = `The token expired after ${waited} (or was revoked): pass a newer one, or let the gate renew its own with ${nameOf('identity_provider')}.`;
          return { error: { ...error, advice }, again: false };
        },
      }),
  };
}
