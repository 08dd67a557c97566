/**
 * SDK-HMAC-SHA256, the signature that Huawei Cloud's gateways check ("AK/SK Signing and Authentication Algorithm" in
 * the API Gateway documents). The secret key itself never leaves the process.
 */
import { createHash, createHmac } from 'node:crypto';

const ALGORITHM = 'SDK-HMAC-SHA256';

/** An access key as requests are signed with it. */
export interface AccessKey {
  /** The key's public name. */
  readonly id: string;
  readonly secret: string;
  /** Of a temporary key, `''` of a permanent one. */
  readonly securityToken: string;
}

/** A request as far as a signature covers it. */
export interface SignableRequest {
  readonly method: string;
  readonly url: URL;
  /** Each is signed, so nothing on the way may change it. Names in any case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/**
 * Signs a request.
 *
 * @param at milliseconds since the epoch; the gateway accepts 15 minutes to either side of its own clock
 * @returns the headers given, in lower case, with `host`, `x-sdk-date` and `authorization`: what is signed is what has
 *   to be sent
 */
export function sign(request: SignableRequest, key: AccessKey, at: number): Record<string, string> {
  const date = new Date(at).toISOString().replace(/[-:]|\.\d+/g, '');
  const given = Object.entries({ ...request.headers, host: request.url.host, 'x-sdk-date': date })
    .map(([name, value]) => [name.toLowerCase(), value.trim()] as const)
    .sort(([a], [b]) => compare(a, b));
  const names = given.map(([name]) => name).join(';');
  const canonicalRequest = [
    request.method,
    canonicalPath(request.url.pathname),
    canonicalQuery(request.url.searchParams),
    given.map(([name, value]) => `${name}:${value}\n`).join(''),
    names,
    sha256(request.body),
  ].join('\n');
  const signature = createHmac('sha256', key.secret)
    .update([ALGORITHM, date, sha256(canonicalRequest)].join('\n'))
    .digest('hex');
  return {
    ...Object.fromEntries(given),
    authorization: `${ALGORITHM} Access=${key.id}, SignedHeaders=${names}, Signature=${signature}`,
  };
}

/** Ends in a slash, whatever the URL does. Each segment is encoded once, from what it stands for. */
function canonicalPath(path: string): string {
  return `${path.split('/').map(decoded).map(encoded).join('/')}/`.replace(/\/\/$/, '/');
}

/** Sorted by name, then by value, before they are encoded. */
function canonicalQuery(query: URLSearchParams): string {
  return [...query]
    .sort(([a, x], [b, y]) => compare(a, b) || compare(x, y))
    .map(([name, value]) => `${encoded(name)}=${encoded(value)}`)
    .join('&');
}

function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    // A lone percent sign stands for itself.
    return segment;
  }
}

/** RFC 3986: all but the unreserved characters, of which encodeURIComponent takes a wider view. */
function encoded(text: string): string {
  return encodeURIComponent(text).replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
