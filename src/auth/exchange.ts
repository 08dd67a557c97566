/** Keyless: GitHub's OIDC token is exchanged for credentials of the cloud. */
import { joinPath } from '../base/url.js';
import { objectAt, textAt, type JsonObject } from '../base/json.js';
import {
  createTokenServiceClient,
  createIdTokenClient,
  lifetime,
  unusable,
  type ExchangeDependencies,
} from './token-service.js';
import type { CredentialsOptions } from './credentials.js';
import type { Exchange, IssuedCredentials } from './renewal.js';
import type { AccessKey } from './sdk-hmac.js';
import type { Signer } from './signer.js';

/** What a header may consist of: credentials made of anything else could not be sent. */
const SENDABLE = /^[\x21-\x7e]+$/;

const IAM = {
  title: 'IAM',
  input: 'iam_endpoint',
  advice:
    'Check identity_provider and project_id, and in IAM the provider: its issuer, its client ID (the audience), its signing keys (GitHub may have new ones) and its conversion rules.',
  topic: 'exchange',
  authMethod: 'iam',
} as const;

/**
 * An exchange at IAM, for a token of the project: `POST /v3.0/OS-AUTH/id-token/tokens`, "Obtaining a Token with an
 * OpenID Connect ID Token" in the IAM API reference. The token comes in the header `X-Subject-Token`.
 */
export function iamExchange(
  plan: Extract<CredentialsOptions, { kind: 'iam' }>,
  projectId: string,
  ports: ExchangeDependencies,
): Exchange {
  const askGitHub = createIdTokenClient(plan.oidc, 'iam', ports);
  const ask = createTokenServiceClient(IAM, ports);
  return async (limits) => {
    const idToken = await askGitHub(limits);
    if (typeof idToken !== 'string') return idToken;
    const reply = await ask(
      joinPath(plan.endpoint, '/v3.0/OS-AUTH/id-token/tokens'),
      { 'x-idp-id': plan.identityProvider },
      limits,
      { auth: { id_token: { id: idToken }, scope: { project: { id: projectId } } } },
    );
    if (reply.kind === 'fault') return reply;
    const token = String(reply.headers['x-subject-token'] ?? '');
    if (!SENDABLE.test(token)) return unusable(reply, 'IAM: it has no usable X-Subject-Token');
    ports.keepSecret(token);
    const headers = { 'x-auth-token': token };
    return {
      kind: 'lease',
      lifetimeMs: lifetime(textAt(objectAt(reply.document, 'token'), 'expires_at'), reply.headers, ports),
      headersFor: () => ({ headers, excuses: () => false }),
    };
  };
}

const STS = {
  title: 'STS',
  input: 'sts_endpoint',
  advice:
    "Check provider_urn and agency_urn, the provider's issuer and client IDs (the audience), and the trust policy of the agency.",
  topic: 'exchange',
  authMethod: 'sts',
} as const;

/**
 * An exchange at STS v5, for a temporary access key: unsigned `POST /v5/agencies/assume-with-oidc`,
 * "AssumeAgencyWithOIDC" in the IAM 5 API reference. The key lives for an hour, STS's own default: more is refused where
 * the agency does not allow it, and the gate renews it anyway.
 */
export function stsExchange(
  plan: Extract<CredentialsOptions, { kind: 'sts' }>,
  signer: Signer,
  ports: ExchangeDependencies,
): Exchange {
  const askGitHub = createIdTokenClient(plan.oidc, 'sts', ports);
  const ask = createTokenServiceClient(STS, ports);
  return async (limits) => {
    const idToken = await askGitHub(limits);
    if (typeof idToken !== 'string') return idToken;
    const reply = await ask(joinPath(plan.endpoint, '/v5/agencies/assume-with-oidc'), {}, limits, {
      provider_urn: plan.providerUrn,
      agency_urn: plan.agencyUrn,
      agency_session_name: 'cloud-job-gate',
      id_token: idToken,
    });
    if (reply.kind === 'fault') return reply;
    const credentials = objectAt(reply.document, 'credentials');
    const key = temporaryKey(credentials);
    if (key === undefined) return unusable(reply, 'STS: it has no usable key');
    ports.keepSecret(key.secret);
    ports.keepSecret(key.securityToken);
    return {
      kind: 'lease',
      lifetimeMs: lifetime(textAt(credentials, 'expiration'), reply.headers, ports),
      headersFor: (request): ReturnType<IssuedCredentials['headersFor']> => {
        const { headers, offsetMs } = signer.sign(request, key);
        return { headers, excuses: (fault, serverTime) => signer.blamesClock(fault, serverTime, offsetMs) };
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
  return Object.values(key).every((part) => SENDABLE.test(part)) ? key : undefined;
}
