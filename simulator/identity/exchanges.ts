/** GitHub's OIDC endpoint, and the two that exchange its tokens: IAM and STS. */
import type { ApiResponse, RoutedRequest, Route } from '../routing.js';
import type { Authenticator } from './authenticator.js';
import { IdTokens } from './id-tokens.js';
import type { Identity } from './identity.js';
import { headerOf } from './signature.js';

/** Where a job asks GitHub for its OIDC token. */
export const OIDC_PATH = '/_apis/oidc/token';

/** The routes of all three. The authenticator accepts what they issue for as long as the identity says. */
export function exchangeRoutes(identity: Identity, authenticator: Authenticator, projectId: string): Route[] {
  const exchanges = new Exchanges(identity, authenticator, projectId);
  return [
    { method: 'GET', path: OIDC_PATH, respond: (request) => exchanges.github(request) },
    { method: 'POST', path: '/v3.0/OS-AUTH/id-token/tokens', respond: (request) => exchanges.iam(request) },
    { method: 'POST', path: '/v5/agencies/assume-with-oidc', respond: (request) => exchanges.sts(request) },
  ];
}

class Exchanges {
  readonly #idTokens: IdTokens;
  #issued = 0;

  constructor(
    private readonly identity: Identity,
    private readonly authenticator: Authenticator,
    private readonly projectId: string,
  ) {
    this.#idTokens = new IdTokens(identity);
  }

  github({ headers, url, at }: RoutedRequest): ApiResponse {
    if (headers.authorization !== `Bearer ${this.identity.oidcRequestToken}`) {
      return { status: 401, body: { message: 'The request token is wrong.' } };
    }
    // GitHub's own default is the owner's URL.
    const audience = new URL(url, 'http://localhost').searchParams.get('audience') ?? 'https://github.com/octo-org';
    return { status: 200, body: { count: 1, value: this.#idTokens.issue(audience, at) } };
  }

  iam(request: RoutedRequest): ApiResponse {
    const { at, body } = request;
    const auth = property(parse(body), 'auth');
    if (headerOf(request, 'x-idp-id') !== this.identity.identityProvider) {
      return iamError(404, 'Could not find identity provider.', 'Not Found');
    }
    const problem = this.#idTokens.problem(text(property(property(auth, 'id_token'), 'id')), at);
    if (problem !== undefined) return iamError(401, problem, 'Unauthorized');
    if (text(property(property(property(auth, 'scope'), 'project'), 'id')) !== this.projectId) {
      return iamError(403, 'The user has no access to the project.', 'Forbidden');
    }
    const token = this.#credential('simulatorIamToken', this.identity.tokenLength);
    const endsAt = at + this.identity.tokenLifetimeMs;
    this.authenticator.acceptToken(token, endsAt);
    // IAM writes microseconds.
    const expires = new Date(endsAt).toISOString().replace('Z', '000Z');
    return {
      status: 201,
      headers: { 'x-subject-token': token },
      body: { token: { expires_at: expires, issued_at: new Date(at).toISOString(), methods: ['mapped'] } },
    };
  }

  sts({ at, body }: RoutedRequest): ApiResponse {
    const asked = parse(body);
    if (text(property(asked, 'provider_urn')) !== this.identity.providerUrn) return stsError(404, 'No such provider.');
    const problem = this.#idTokens.problem(text(property(asked, 'id_token')), at);
    if (problem !== undefined) return stsError(401, problem);
    if (text(property(asked, 'agency_urn')) !== this.identity.agencyUrn) {
      return stsError(403, 'The agency does not trust the provider.');
    }
    if (!/^[\w+=,.@-]{2,64}$/.test(text(property(asked, 'agency_session_name')))) {
      return stsError(400, 'agency_session_name is missing.');
    }
    const id = this.#credential('HSTSIMULATOR', 20);
    const secret = this.#credential('simulatorTemporarySecret', 40);
    const securityToken = this.#credential('simulatorSecurityToken', 800);
    const endsAt = at + this.identity.keyLifetimeMs;
    this.authenticator.acceptKey(id, secret, securityToken, endsAt);
    const credentials = {
      access_key_id: id,
      secret_access_key: secret,
      security_token: securityToken,
      expiration: new Date(endsAt).toISOString(),
    };
    return { status: 200, body: { credentials } };
  }

  /** Different for each, and of an alphabet in which nothing has to be escaped. */
  #credential(name: string, length: number): string {
    this.#issued += 1;
    return `${name}${this.#issued}`.padEnd(length, 'ThatOpensNothing');
  }
}

function iamError(code: number, message: string, title: string): ApiResponse {
  return { status: code, body: { error: { code, message, title } } };
}

/** The shape is the one of all newer APIs; STS's own codes are documented nowhere. */
function stsError(status: number, message: string): ApiResponse {
  return { status, body: { error_code: `STS.${status}`, error_msg: message } };
}

function parse(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}

function property(json: unknown, name: string): unknown {
  return typeof json === 'object' && json !== null ? new Map(Object.entries(json)).get(name) : undefined;
}

function text(json: unknown): string {
  return typeof json === 'string' ? json : '';
}
