/** Every kind of credentials that a gate can be given for the simulated cloud. */
import type { RecordedRequest } from '../../../simulator/request-log.js';
import type { Simulator } from '../../../simulator/simulator.js';

/** A temporary access key differs from a permanent one by its security token. */
export const CREDENTIALS_KINDS = ['token', 'access-key', 'temporary', 'iam', 'sts'] as const;
export type CredentialsKind = (typeof CREDENTIALS_KINDS)[number];

/** A permanent key that the simulator knows. */
export const PERMANENT_KEY = {
  id: 'PERMANENTACCESSKEY00',
  secret: 'permanentSecretKeyThatOpensNothing012345',
};

/** A temporary key that the simulator knows from the start. */
export const TEMPORARY_KEY = {
  id: 'HSTTEMPORARYKEY00000',
  secret: 'temporarySecretKeyThatOpensNothing012345',
  securityToken: 'temporarySecurityTokenThatOpensNothing0123456789+/==',
};

/** What stands in for `github.token` in every run, whether it comments or not. */
export const RUN_TOKEN = 'ghs_tokenOfTheRunThatOpensNothing0123456789';

/** The keys that the simulator of every test knows. */
export const KEYS = [PERMANENT_KEY, TEMPORARY_KEY];

/** The inputs that give a gate these credentials. */
export function inputsFor(
  kind: CredentialsKind = 'token',
  { endpoint, token, identity }: Simulator,
): Record<string, string> {
  switch (kind) {
    case 'token':
      return { token };
    case 'access-key':
      return { access_key: PERMANENT_KEY.id, secret_key: PERMANENT_KEY.secret };
    case 'temporary':
      return {
        access_key: TEMPORARY_KEY.id,
        secret_key: TEMPORARY_KEY.secret,
        security_token: TEMPORARY_KEY.securityToken,
      };
    case 'iam':
      return { identity_provider: identity.identityProvider, audience: identity.audience, iam_endpoint: endpoint };
    case 'sts':
      return {
        provider_urn: identity.providerUrn,
        agency_urn: identity.agencyUrn,
        audience: identity.audience,
        sts_endpoint: endpoint,
      };
  }
}

/** What the runner gives a job with these credentials: with `id-token: write`, where to ask for an ID token. */
export function environmentFor(
  kind: CredentialsKind | undefined,
  { oidcEnvironment }: Simulator,
): Readonly<Record<string, string>> {
  return kind === 'iam' || kind === 'sts' ? oidcEnvironment : {};
}

/** Whom requests went to, in their order: GitHub's OIDC provider, IAM, STS or the job API. */
export function recipients(requests: readonly RecordedRequest[]): string[] {
  return requests.map(({ path }) => {
    if (path.startsWith('/_apis/')) return 'github';
    if (path.startsWith('/v3.0/')) return 'iam';
    return path.startsWith('/v5/') ? 'sts' : 'job';
  });
}
