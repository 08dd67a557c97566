/** Who is known to the simulated cloud, and for how long what it gives is good. */

/** A permanent access key, or a temporary one with its security token. */
interface KnownKey {
  readonly id: string;
  readonly secret: string;
  readonly securityToken?: string;
}

export interface Identity {
  readonly keys: readonly KnownKey[];
  /** GitHub's side: who issues, about whom, and what lets a job ask. */
  readonly issuer: string;
  readonly subject: string;
  readonly oidcRequestToken: string;
  readonly idTokenLifetimeMs: number;
  /** The clouds' side: whom they trust, and for which client ID. */
  readonly trustedIssuer: string;
  readonly audience: string;
  /** IAM's side: the provider's name. */
  readonly identityProvider: string;
  readonly tokenLifetimeMs: number;
  /** How many characters the tokens of IAM have. */
  readonly tokenLength: number;
  /** STS's side: a provider, and an agency that trusts it. */
  readonly providerUrn: string;
  readonly agencyUrn: string;
  readonly keyLifetimeMs: number;
}

/** All secrets are long and odd enough to be found wherever they should not be. */
export const DEFAULT_IDENTITY: Identity = {
  keys: [{ id: 'SIMULATORACCESSKEY00', secret: 'simulatorSecretKeyThatOpensNothing0123456' }],
  issuer: 'https://token.actions.githubusercontent.com',
  subject: 'repo:octo-org/octo-repo:ref:refs/heads/main',
  oidcRequestToken: 'simulatorOidcRequestTokenThatOpensNothing0123',
  idTokenLifetimeMs: 300_000,
  trustedIssuer: 'https://token.actions.githubusercontent.com',
  audience: 'cloud-job-gate',
  identityProvider: 'github',
  tokenLifetimeMs: 86_400_000,
  tokenLength: 2000,
  providerUrn: 'iam::0123456789abcdef0123456789abcdef:oidcProvider:github',
  agencyUrn: 'iam::0123456789abcdef0123456789abcdef:agency:gate',
  keyLifetimeMs: 3_600_000,
};
