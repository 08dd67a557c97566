/**
 * One HTTP request, ended by one wall clock.
 *
 * `@actions/http-client` is used for what it does well (proxies, agents) and fenced in where it hangs or leaks: its
 * `getJson` and `readBody` never settle when a server drops the connection halfway, its timer does not cover
 * connecting or reading, and its redirects hand `X-Auth-Token` to another host. So: an AbortSignal in each request, a
 * timer that keeps the process alive, no redirects, no retries, a cap on the body, and a check that it is complete.
 */
import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';

import { getProxyUrl, HttpClient } from '@actions/http-client';

import { parseProxyUrl, ProxyError, TunnelAgent, type TunnelledRequestOptions } from './proxy.js';

/** The largest body that is read, in bytes. The largest real answers, of hundreds of sub-jobs, stay below 1 MiB. */
export const MAX_BODY_BYTES = 16 * 1024 * 1024;

/** The most that an answer's headers may take, in bytes. */
const HEADERS_LIMIT_BYTES = 64 * 1024;

/** http-client's own idle timer must never be the one that fires: 24.8 days, the longest that Node's timers take. */
const IDLE_TIMEOUT_MS = 2 ** 31 - 1;

export interface HttpRequest {
  /** `GET` by default. */
  readonly method?: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  /** None by default. */
  readonly body?: string;
  /** Wall clock for everything: DNS, connecting, TLS, a proxy's handshake, headers and body. */
  readonly timeoutMs: number;
  /** Ends the request at once. */
  readonly signal: AbortSignal;
}

/** The bytes of a body, or why there are none to rely on. */
export type Body =
  { readonly kind: 'complete'; readonly bytes: Buffer } | { readonly kind: 'unusable'; readonly why: string };

/** What a request brought: an answer with a status, whatever became of its body, or none. */
export type HttpResult =
  | { readonly kind: 'answer'; readonly status: number; readonly headers: IncomingHttpHeaders; readonly body: Body }
  | { readonly kind: 'no-answer'; readonly code: string; readonly message: string };

/** Sends a request. Settles within its time in every case, and never rejects. */
export type Transport = (request: HttpRequest) => Promise<HttpResult>;

/** A transport with a connection pool of its own: requests one after another share one connection. */
export function createTransport(userAgent: string): Transport {
  const preparation = new Preparation();
  const client = new HttpClient(userAgent, [preparation], {
    allowRedirects: false,
    allowRetries: false,
    keepAlive: true,
    socketTimeout: IDLE_TIMEOUT_MS,
  });
  return (request) =>
    withinTime(request, async (signal, aborted) => {
      const { method = 'GET', url, body: content = null, headers } = request;
      preparation.signal = signal;
      const { message } = await Promise.race([client.request(method, url.href, content, headers), aborted]);
      const body = await Promise.race([readBody(message), aborted]).catch((error: unknown) =>
        unusable(describe(error).message),
      );
      return { kind: 'answer', status: message.statusCode ?? 0, headers: message.headers, body };
    });
}

/** Adds to each request what http-client has no option for. */
class Preparation {
  /** The signal of the next request: the client prepares it before its method first yields, so no two get mixed up. */
  signal: AbortSignal | undefined;
  readonly #tunnels = new Map<string, TunnelAgent>();

  prepareRequest(options: TunnelledRequestOptions): void {
    if (this.signal !== undefined) options.signal = this.signal;
    const host = options.host ?? '';
    const proxy = options.port === undefined ? '' : getProxyUrl(`https://${host}:${String(options.port)}`);
    if (proxy !== '') {
      options.agent = this.#tunnelThrough(proxy);
      options.tunnelSignal = this.signal;
    }
    // NODE_TLS_REJECT_UNAUTHORIZED=0 is what Node goes by where a request does not say.
    options.rejectUnauthorized = true;
    // Node stops at 16 KiB of headers, and IAM sends a token of that size in one.
    options.maxHeaderSize = HEADERS_LIMIT_BYTES;
    // Node resolves `::1`, not `[::1]`, which is what a URL's hostname says.
    options.host = host.replace(/^\[(.*)\]$/, '$1');
  }

  canHandleAuthentication(): boolean {
    return false;
  }

  handleAuthentication(): Promise<never> {
    return Promise.reject(new Error('no request is repeated with other credentials'));
  }

  #tunnelThrough(proxy: string): TunnelAgent {
    const known = this.#tunnels.get(proxy);
    if (known !== undefined) return known;
    const url = parseProxyUrl(proxy);
    if (url === undefined) throw new ProxyError('INVALID', 'the environment names a proxy that is not an HTTP proxy');
    const agent = new TunnelAgent(url);
    this.#tunnels.set(proxy, agent);
    return agent;
  }
}

/**
 * Runs an exchange until it settles, its time is over or its signal aborts. The race matters beside the signal: a
 * proxy that has accepted CONNECT and says nothing more leaves an aborted request pending.
 */
async function withinTime(
  request: HttpRequest,
  exchange: (signal: AbortSignal, aborted: Promise<never>) => Promise<HttpResult>,
): Promise<HttpResult> {
  const controller = new AbortController();
  const aborted = new Promise<never>((_, reject) => {
    controller.signal.addEventListener('abort', () => {
      reject(abortReason(controller.signal));
    });
  });
  aborted.catch(() => undefined);
  const cancel = (): void => {
    controller.abort(new Interruption('CANCELLED', 'the request was cancelled'));
  };
  const timer = setTimeout(() => {
    controller.abort(new Interruption('TIMEOUT', `no complete answer within ${Math.round(request.timeoutMs)} ms`));
  }, request.timeoutMs);
  request.signal.addEventListener('abort', cancel);
  if (request.signal.aborted) cancel();
  try {
    return await exchange(controller.signal, aborted);
  } catch (error) {
    return { kind: 'no-answer', ...describe(controller.signal.aborted ? abortReason(controller.signal) : error) };
  } finally {
    clearTimeout(timer);
    request.signal.removeEventListener('abort', cancel);
  }
}

/** Why a request of ours was ended by us. */
class Interruption extends Error {
  constructor(
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}

function abortReason(signal: AbortSignal): Error {
  const reason: unknown = signal.reason;
  return reason instanceof Error ? reason : new Interruption('CANCELLED', 'the request was cancelled');
}

/** Reads a body under the cap, whatever its Content-Length promises. */
async function readBody(message: IncomingMessage): Promise<Body> {
  const encoding = message.headers['content-encoding'] ?? 'identity';
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of message) {
    if (!Buffer.isBuffer(chunk)) return unusable('its body is not made of bytes');
    size += chunk.length;
    if (size > MAX_BODY_BYTES) return unusable(`its body is larger than ${MAX_BODY_BYTES} bytes`);
    chunks.push(chunk);
  }
  if (!message.complete) return unusable('its body is cut short');
  if (encoding.toLowerCase() !== 'identity') return unusable(`its body is encoded as ${encoding}, unasked`);
  return { kind: 'complete', bytes: Buffer.concat(chunks, size) };
}

function unusable(why: string): Body {
  return { kind: 'unusable', why };
}

/** An error's code and words. A host with several addresses fails with one error for each. */
function describe(error: unknown): { code: string; message: string } {
  if (!(error instanceof Error)) return { code: '', message: String(error) };
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  // Node has one code for all of them, and in the message the place in OpenSSL's sources.
  const tls = /SSL routines:[^:]*:(?<reason>[^:]*):/.exec(error.message)?.groups?.['reason'];
  if (code === 'EPROTO' && tls !== undefined) {
    const isPlain = tls === 'wrong version number' || tls === 'packet length too long';
    return { code: isPlain ? 'ERR_SSL_WRONG_VERSION_NUMBER' : code, message: `the TLS handshake failed: ${tls}` };
  }
  const inner: readonly unknown[] = error instanceof AggregateError ? error.errors : [];
  const message = [error.message, ...inner.map((each) => (each instanceof Error ? each.message : ''))];
  return { code, message: message.filter((text) => text !== '').join('; ') || code };
}
