/**
 * Keyless by STS v5 of Huawei Cloud: an OIDC token is exchanged for a temporary access key.
 *
 * Unsigned `POST /v5/agencies/assume-with-oidc`, "AssumeAgencyWithOIDC" in the IAM 5 API reference. The key lives for an
 * hour, STS's own default: more is refused where the agency does not allow it, and the gate renews it anyway.
 */
import { type JsonObject, objectAt, textAt } from '../base/json.js';
import { joinPath } from '../base/url.js';
import type { AccessKey, Credentials, CredentialsOptions, ExchangeDependencies } from './credentials.js';
import { type Exchange, type IssuedCredentials, RenewedCredentials } from './renewal.js';
import { Signer } from './sdk-hmac.js';
import { createTokenServiceClient, isSendable, lifetimeOf, type TokenService, unusable } from './token-service.js';

/** Credentials that renew themselves by that exchange. */
export function stsCredentials(
  options: Extract<CredentialsOptions, { kind: 'sts' }>,
  projectId: string,
  dependencies: ExchangeDependencies,
): Credentials {
  const exchange = stsExchange(options, new Signer(projectId, dependencies), dependencies);
  return new RenewedCredentials('sts', exchange, dependencies);
}

function stsExchange(
  options: Extract<CredentialsOptions, { kind: 'sts' }>,
  signer: Signer,
  dependencies: ExchangeDependencies,
): Exchange {
  const { nameOf, addSecret, clock } = dependencies;
  const fetchIdToken = dependencies.idTokens(options.audience, dependencies);
  const service: TokenService = {
    title: 'STS',
    setting: nameOf('sts_endpoint'),
    advice: `Check ${nameOf('provider_urn')} and ${nameOf('agency_urn')}, the provider's issuer and client IDs (the audience), and the trust policy of the agency.`,
    topic: 'exchange',
    authMethod: 'sts',
  };
  const send = createTokenServiceClient(service, dependencies);
  return async (limits) => {
    const idToken = await fetchIdToken(limits);
    if (typeof idToken !== 'string') return idToken;
    const response = await send(joinPath(options.endpoint, '/v5/agencies/assume-with-oidc'), {}, limits, {
      provider_urn: options.providerUrn,
      agency_urn: options.agencyUrn,
      agency_session_name: 'cloud-job-gate',
      id_token: idToken,
    });
    if (response.kind === 'error') return response;
    const credentials = objectAt(response.json, 'credentials');
    const key = temporaryKey(credentials);
    if (key === undefined) return unusable(response, 'STS: it has no usable key');
    addSecret(key.secret);
    addSecret(key.securityToken);
    return {
      kind: 'issued',
      lifetimeMs: lifetimeOf(textAt(credentials, 'expiration'), response.headers, clock),
      headersFor: (request): ReturnType<IssuedCredentials['headersFor']> => {
        const { headers, accepted, blamesClock } = signer.sign(request, key);
        return { headers, accepted, excuses: blamesClock };
      },
    };
  };
}

/** The temporary access key in STS's answer, if every part of it can be sent. */
function temporaryKey(credentials: JsonObject): AccessKey | undefined {
  const key = {
    id: textAt(credentials, 'access_key_id'),
    secret: textAt(credentials, 'secret_access_key'),
    securityToken: textAt(credentials, 'security_token'),
  };
  return Object.values(key).every(isSendable) ? key : undefined;
}
