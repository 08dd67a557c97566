/**
 * Keyless by an identity provider of IAM: an OIDC token is exchanged for a token of the project.
 *
 * `POST /v3.0/OS-AUTH/id-token/tokens`, "Obtaining a Token with an OpenID Connect ID Token" in the IAM API reference of
 * Huawei Cloud and Open Telekom Cloud. The token comes in the header `X-Subject-Token`.
 */
import { objectAt, textAt } from '../base/json.js';
import { joinPath } from '../base/url.js';
import type { Credentials, CredentialsOptions, ExchangeDependencies } from './credentials.js';
import { type Exchange, RenewedCredentials } from './renewal.js';
import { createTokenServiceClient, isSendable, lifetimeOf, unusable } from './token-service.js';

/** Credentials that renew themselves by that exchange. */
export function iamCredentials(
  options: Extract<CredentialsOptions, { kind: 'iam' }>,
  projectId: string,
  dependencies: ExchangeDependencies,
): Credentials {
  return new RenewedCredentials('iam', iamExchange(options, projectId, dependencies), dependencies);
}

function iamExchange(
  options: Extract<CredentialsOptions, { kind: 'iam' }>,
  projectId: string,
  dependencies: ExchangeDependencies,
): Exchange {
  const { nameOf, addSecret, clock } = dependencies;
  const fetchIdToken = dependencies.idTokens(options.audience, dependencies);
  const send = createTokenServiceClient(
    {
      title: 'IAM',
      setting: nameOf('iam_endpoint'),
      advice: `Check ${nameOf('identity_provider')} and ${nameOf('project_id')}, and in IAM the provider: its issuer, its client ID (the audience), its signing keys (the issuer may have new ones) and its conversion rules.`,
      topic: 'exchange',
      authMethod: 'iam',
    },
    dependencies,
  );
  return async (limits) => {
    const idToken = await fetchIdToken(limits);
    if (typeof idToken !== 'string') return idToken;
    const response = await send(
      joinPath(options.endpoint, '/v3.0/OS-AUTH/id-token/tokens'),
      { 'x-idp-id': options.identityProvider },
      limits,
      { auth: { id_token: { id: idToken }, scope: { project: { id: projectId } } } },
    );
    if (response.kind === 'error') return response;
    const token = String(response.headers['x-subject-token'] ?? '');
    if (!isSendable(token)) return unusable(response, 'IAM: it has no usable X-Subject-Token');
    addSecret(token);
    const headers = { 'x-auth-token': token };
    return {
      kind: 'issued',
      lifetimeMs: lifetimeOf(textAt(objectAt(response.json, 'token'), 'expires_at'), response.headers, clock),
      headersFor: () => ({ headers, accepted: () => undefined, excuses: () => false }),
    };
  };
}
