/** Requests to the services that issue tokens: an OIDC provider, IAM, STS. */
import type { IncomingHttpHeaders } from 'node:http';

import type { ApiError, AuthMethod, HelpTopic } from '../base/api-error.js';
import { type Clock, parseInstant } from '../base/time.js';
import type { JsonObject } from '../base/json.js';
import { dateOf, parseResponse, unusableResponse } from '../http/response.js';
import type { ExchangeDependencies, Failure, RequestLimits } from './credentials.js';

/** A service that issues tokens. */
export interface TokenService {
  readonly title: string;
  /** The setting that names its host, as the host spells it. */
  readonly setting: string;
  /** What to do when it refuses. */
  readonly advice: string;
  /** Where `docs/troubleshooting.md` says more. */
  readonly topic: HelpTopic;
  readonly authMethod: AuthMethod;
}

/** A good answer. */
export interface TokenResponse {
  readonly kind: 'response';
  readonly status: number;
  readonly json: JsonObject;
  readonly headers: IncomingHttpHeaders;
}

/** Sends one request, and gives its JSON answer or the error that came of it. `content` makes it a POST. */
export type SendToTokenService = (
  url: URL,
  headers: Record<string, string>,
  limits: RequestLimits,
  content?: unknown,
) => Promise<TokenResponse | Failure>;

const COMMON_HEADERS = {
  accept: 'application/json',
  'accept-encoding': 'identity',
  'content-type': 'application/json',
};

/** A client for one token service, with connections of its own. */
export function createTokenServiceClient(
  service: TokenService,
  { clock, newTransport, nameOf }: Pick<ExchangeDependencies, 'clock' | 'newTransport' | 'nameOf'>,
): SendToTokenService {
  const transport = newTransport();
  return async (url, headers, { timeoutMs, until, signal }, content) => {
    const result = await transport({
      url,
      headers: { ...COMMON_HEADERS, ...headers },
      ...(content === undefined ? {} : { method: 'POST', body: JSON.stringify(content) }),
      timeoutMs: Math.max(1, Math.min(timeoutMs, until - clock.now())),
      signal,
    });
    const context = { ...service, nameOf, permission: '', hasParent: false, host: url.host };
    const parsed = parseResponse(result, context, clock.wallTime());
    if (parsed.kind === 'error') return { kind: 'error', error: inExchange(parsed.error, service) };
    return { ...parsed, kind: 'response', headers: result.kind === 'answer' ? result.headers : {} };
  };
}

/** A refusal here is about credentials, so about every job, and never about a job that may not be visible yet. */
function inExchange(error: ApiError, { title, advice, topic }: TokenService): ApiError {
  const refused = error.kind === 'fatal' || error.kind === 'not-found';
  const { status = 0 } = error;
  const isItsOwn = refused && status >= 400 && status !== 407;
  return {
    ...error,
    kind: refused ? 'fatal' : error.kind,
    message: `${title}: ${error.message}`,
    advice: isItsOwn ? advice : error.advice,
    topic: isItsOwn ? topic : error.topic,
    concernsAllJobs: refused,
  };
}

/** A good answer that lacks what it was asked for. */
export function unusable({ status }: TokenResponse, why: string): Failure {
  return { kind: 'error', error: unusableResponse(status, why, '') };
}

/** Whether credentials can be sent in a header: printable ASCII, and not empty. */
export function isSendable(text: string): boolean {
  return /^[\x21-\x7e]+$/.test(text);
}

/** How long credentials live, by the clock of whoever issued them; `undefined` where that makes no sense. */
export function lifetimeOf(
  end: string,
  headers: IncomingHttpHeaders,
  clock: Pick<Clock, 'wallTime'>,
): number | undefined {
  const left = (parseInstant(end) ?? Number.NaN) - (dateOf(headers.date) || clock.wallTime());
  return left > 0 ? left : undefined;
}
