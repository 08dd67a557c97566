/** One request to one of those who take part in an exchange, and GitHub's part in it. */
import type { IncomingHttpHeaders } from 'node:http';

import type { ApiError } from '../base/api-error.js';
import type { HelpTopic } from '../base/help.js';
import { parseInstant } from '../base/instant.js';
import { type JsonObject, textAt } from '../base/json.js';
import { dateOf, parseResponse, unusableResponse } from '../http/response.js';
import type { Transport } from '../http/transport.js';
import type { CredentialsDependencies, OidcOptions, RequestLimits } from './credentials.js';

/** What exchanges need from outside. */
export interface ExchangeDependencies extends CredentialsDependencies {
  /** A transport for one of the parties, with connections of its own. */
  readonly newTransport: () => Transport;
  /** Told each secret before it is used. */
  readonly keepSecret: (secret: string) => void;
}

/** Somebody who takes part in an exchange. */
export interface TokenService {
  readonly title: string;
  /** The setting that names its host. */
  readonly input: string;
  /** What to do when it refuses. */
  readonly advice: string;
  /** Where `docs/troubleshooting.md` says more. */
  readonly topic: HelpTopic;
  readonly authMethod: 'iam' | 'sts';
}

/** Why there is no answer to work with. */
export interface Refusal {
  readonly kind: 'fault';
  readonly fault: ApiError;
}

/** A good answer. */
export interface Reply {
  readonly kind: 'reply';
  readonly status: number;
  readonly document: JsonObject;
  readonly headers: IncomingHttpHeaders;
}

/**
 * GitHub's OIDC tokens, a new one each time. The toolkit's `getIDToken` does the same, but hangs where the connection
 * breaks at the wrong moment, retries without regard to a deadline, and cannot be cancelled.
 */
export function createIdTokenClient(
  oidc: OidcOptions,
  authMethod: 'iam' | 'sts',
  ports: ExchangeDependencies,
): (limits: RequestLimits) => Promise<string | Refusal> {
  const url = new URL(oidc.requestUrl);
  if (oidc.audience !== '') url.searchParams.append('audience', oidc.audience);
  const ask = createTokenServiceClient(
    {
      title: "GitHub's OIDC provider",
      input: 'ACTIONS_ID_TOKEN_REQUEST_URL',
      advice: 'Check that the job still has permissions: id-token: write, and that GitHub is well.',
      topic: 'id-token',
      authMethod,
    },
    ports,
  );
  return async (limits) => {
    const reply = await ask(url, { authorization: `Bearer ${oidc.requestToken}` }, limits);
    if (reply.kind === 'fault') return reply;
    const idToken = textAt(reply.document, 'value');
    if (!/^[\w-]+\.[\w-]+\.[\w-]+$/.test(idToken)) return unusable(reply, "GitHub's OIDC provider: it has no token");
    ports.keepSecret(idToken);
    return idToken;
  };
}

/** Makes the function that sends a party one request, and gives its JSON answer or the fault that came of it. */
export function createTokenServiceClient(
  party: TokenService,
  { clock, newTransport }: ExchangeDependencies,
): (url: URL, headers: Record<string, string>, limits: RequestLimits, content?: unknown) => Promise<Reply | Refusal> {
  const transport = newTransport();
  const common = { accept: 'application/json', 'accept-encoding': 'identity', 'content-type': 'application/json' };
  return async (url, headers, { timeoutMs, until, signal }, content) => {
    const result = await transport({
      url,
      headers: { ...common, ...headers },
      ...(content === undefined ? {} : { method: 'POST', body: JSON.stringify(content) }),
      timeoutMs: Math.max(1, Math.min(timeoutMs, until - clock.now())),
      signal,
    });
    const context = { ...party, permission: '', host: url.host };
    const outcome = parseResponse(result, context, clock.wallTime());
    if (outcome.kind === 'fault') return { kind: 'fault', fault: inExchange(outcome.fault, party) };
    return { ...outcome, kind: 'reply', headers: result.kind === 'answer' ? result.headers : {} };
  };
}

/** A refusal here is about credentials, so about every job, and never about a job that may not be visible yet. */
function inExchange(fault: ApiError, { title, advice, topic }: TokenService): ApiError {
  const refused = fault.kind === 'fatal' || fault.kind === 'not-found';
  const { status = 0 } = fault;
  const its = refused && status >= 400 && status !== 407;
  return {
    ...fault,
    kind: refused ? 'fatal' : fault.kind,
    message: `${title}: ${fault.message}`,
    advice: its ? advice : fault.advice,
    topic: its ? topic : fault.topic,
    concernsAllJobs: refused,
  };
}

/** A good answer that lacks what it was asked for. */
export function unusable({ status }: Reply, why: string): Refusal {
  return { kind: 'fault', fault: unusableResponse(status, why, '') };
}

/** How long credentials live, by the clock of whoever issued them; `undefined` where that makes no sense. */
export function lifetime(
  end: string,
  headers: IncomingHttpHeaders,
  { clock }: ExchangeDependencies,
): number | undefined {
  const left = (parseInstant(end) ?? Number.NaN) - (dateOf(headers.date) || clock.wallTime());
  return left > 0 ? left : undefined;
}
