import type { AccessKey } from './sdk-hmac.js';

/** How GitHub is asked for an OIDC token. */
export interface OidcPlan {
  readonly requestUrl: URL;
  /** Lets this job, and nobody else, ask. */
  readonly requestToken: string;
  /** The `aud` that the token is to have; `''` for GitHub's own default. */
  readonly audience: string;
}

/** How the gate authenticates, as the inputs or the environment say it. */
export type CredentialsPlan =
  | { readonly kind: 'token'; readonly token: string }
  | { readonly kind: 'access-key'; readonly key: AccessKey }
  /** Keyless: an OIDC token is exchanged at IAM for a token of the project. */
  | { readonly kind: 'iam'; readonly endpoint: URL; readonly identityProvider: string; readonly oidc: OidcPlan }
  /** Keyless: an OIDC token is exchanged at STS v5 for a temporary access key. */
  | {
      readonly kind: 'sts';
      readonly endpoint: URL;
      readonly providerUrn: string;
      readonly agencyUrn: string;
      readonly oidc: OidcPlan;
    };
