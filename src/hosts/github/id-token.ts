/**
 * GitHub's OIDC tokens, a new one each time ("OpenID Connect" in GitHub's documentation). The toolkit's `getIDToken` does
 * the same, but hangs where the connection breaks at the wrong moment, retries without regard to a deadline, and cannot
 * be cancelled.
 */
import { type ExchangeDependencies, type FetchIdToken, isIdToken } from '../../auth/credentials.js';
import { createTokenServiceClient, unusable } from '../../auth/token-service.js';
import { textAt } from '../../base/json.js';
import { isConfidential } from '../../config/endpoints.js';
import type { ReadVariable } from '../../config/environment.js';

/** Where a job with `id-token: write` has to ask, and with what. */
const URL_VARIABLE = 'ACTIONS_ID_TOKEN_REQUEST_URL';
const TOKEN_VARIABLE = 'ACTIONS_ID_TOKEN_REQUEST_TOKEN';

/** What has to be kept secret of it. */
export function idTokenSecrets(variable: ReadVariable): string[] {
  return [variable(TOKEN_VARIABLE)];
}

/** What is wrong with the variables before anything is sent. */
export function idTokenProblems(variable: ReadVariable): string[] {
  const url = variable(URL_VARIABLE);
  if (url === '' || variable(TOKEN_VARIABLE) === '') {
    return ['Missing permissions: id-token: write. Without it GitHub gives the job no OIDC token to exchange.'];
  }
  if (!URL.canParse(url) || !isConfidential(new URL(url))) {
    return [
      `Environment variable ${URL_VARIABLE} is no https URL (http is for loopback hosts alone): a token must not travel in clear text.`,
    ];
  }
  return [];
}

/** @param audience the `aud` that the tokens are to have; `''` for GitHub's own default */
export function githubIdTokens(
  variable: ReadVariable,
  audience: string,
  dependencies: ExchangeDependencies,
): FetchIdToken {
  const url = new URL(variable(URL_VARIABLE));
  if (audience !== '') url.searchParams.append('audience', audience);
  const send = createTokenServiceClient(
    {
      title: "GitHub's OIDC provider",
      setting: URL_VARIABLE,
      advice: 'Check that the job still has permissions: id-token: write, and that GitHub is well.',
      topic: 'id-token',
      authMethod: 'iam',
    },
    dependencies,
  );
  return async (limits) => {
    const response = await send(url, { authorization: `Bearer ${variable(TOKEN_VARIABLE)}` }, limits);
    if (response.kind === 'error') return response;
    const idToken = textAt(response.json, 'value');
    if (!isIdToken(idToken)) return unusable(response, "GitHub's OIDC provider: it has no token");
    dependencies.addSecret(idToken);
    return idToken;
  };
}
