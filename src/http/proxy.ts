/**
 * The way through an HTTP proxy (RFC 9110, 9.3.6: CONNECT).
 *
 * http-client brings an agent of its own for this, which falls short in two ways that matter here: a proxy that has
 * accepted the connection and says nothing more cannot be aborted, and every poll opens a new tunnel.
 */
import { request as requestHttp } from 'node:http';
import { Agent, request as requestHttps, type RequestOptions } from 'node:https';
import { Duplex } from 'node:stream';
import { connect as connectTls } from 'node:tls';

import { checkBypass } from '@actions/http-client/lib/proxy';

/** The options of one request, with the signal that ends its tunnel's making: Node keeps its own from the agent. */
export interface TunnelledRequestOptions extends RequestOptions {
  tunnelSignal?: AbortSignal | undefined;
}

/** There is no tunnel. */
export class ProxyError extends Error {
  /** `PROXY_` and the HTTP status that the proxy answered, the system's code for why it did not answer, or `INVALID`. */
  readonly code: string;

  constructor(code: number | string, message: string) {
    super(message);
    this.code = `PROXY_${code}`;
  }
}

/**
 * A proxy's URL from its text: with the scheme `http` or `https`, or `host:port` alone, which means `http`.
 *
 * @returns `undefined` for anything else; `new URL` would take the host of `proxy.example.com:3128` for a scheme
 */
export function parseProxyUrl(text: string): URL | undefined {
  const full = text.includes('://') ? text : `http://${text}`;
  if (!/^https?:/i.test(full) || !URL.canParse(full)) return undefined;
  const url = new URL(full);
  return url.port === '0' ? undefined : url;
}

/** Whether a request goes without a proxy: to this machine, and where `no_proxy` says so, as http-client reads it. */
export function isDirect(target: URL): boolean {
  return checkBypass(target);
}

/** An agent whose connections are TLS inside a tunnel of the proxy's, and are kept for the next request. */
export class TunnelAgent extends Agent {
  readonly #proxy: URL;

  /** @param proxy its URL, `http` or `https`, with percent-encoded credentials if it wants any */
  constructor(proxy: URL) {
    super({ keepAlive: true });
    this.#proxy = proxy;
  }

  /** Called by Node for each connection that a request needs. */
  override createConnection(
    options: TunnelledRequestOptions,
    done: (error: Error | null, stream: Duplex) => void,
  ): undefined {
    const host = options.host ?? '';
    const authority = `${host.includes(':') ? `[${host}]` : host}:${String(options.port)}`;
    const request = this.#proxy.protocol === 'https:' ? requestHttps : requestHttp;
    const connecting = request({
      ...proxyAddress(this.#proxy),
      method: 'CONNECT',
      path: authority,
      headers: { host: authority, ...proxyAuthorization(this.#proxy) },
      agent: false,
      // Also where NODE_TLS_REJECT_UNAUTHORIZED=0 says otherwise: an https proxy is given the proxy's credentials.
      rejectUnauthorized: true,
      signal: options.tunnelSignal,
    });
    // Node wants a stream with an error too, and does not look at it.
    const fail = (error: Error): void => {
      done(error, new Duplex());
    };
    // Said to be the proxy's: whoever reads ECONNREFUSED would look for it at the service.
    connecting.once('error', (error: NodeJS.ErrnoException) => {
      const words = `the proxy ${this.#proxy.host} gives no answer: ${error.message}`;
      fail(new ProxyError(error.code ?? '', words));
    });
    connecting.once('connect', ({ statusCode = 0 }, socket) => {
      if (statusCode >= 200 && statusCode < 300) {
        const servername = options.servername ?? '';
        done(null, connectTls({ socket, host, servername, rejectUnauthorized: true, ALPNProtocols: ['http/1.1'] }));
      } else {
        socket.destroy();
        fail(new ProxyError(statusCode, `the proxy answered ${statusCode}`));
      }
    });
    connecting.end();
    return undefined;
  }
}

function proxyAddress({ protocol, hostname, port }: URL): { host: string; port: number } {
  return { host: hostname.replace(/^\[(.*)\]$/, '$1'), port: Number(port) || (protocol === 'https:' ? 443 : 80) };
}

function proxyAuthorization({ username, password }: URL): Record<string, string> {
  if (username === '' && password === '') return {};
  const credentials = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
  return { 'proxy-authorization': `Basic ${Buffer.from(credentials).toString('base64')}` };
}
