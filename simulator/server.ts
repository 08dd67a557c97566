/** The HTTP server: reads requests, records them, and answers by the routes or by a handler of a test's own. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';

import type { RecordedRequest, RequestLog } from './request-log.js';
import { route, send, type Route } from './routing.js';

/** Loopback alone: no other machine may use the simulator. */
export const HOST = '127.0.0.1';

/** A token may have 16,384 characters, which is all that Node takes in headers by default. */
const HEADERS_LIMIT_BYTES = 65_536;

/** Real gateways keep a connection open for about a minute; Node's own 5 s would close it between two polls. */
const KEEP_ALIVE_MS = 60_000;

/** Answers a request in place of the simulator. `X-Request-Id` is already set on the response. */
export type RawHandler = (request: IncomingMessage, response: ServerResponse) => void;

/** Handlers that wait for a request of theirs, in the order in which they were added. */
export class RawHandlers {
  readonly #queue: { readonly handler: RawHandler; readonly path: string; times: number }[] = [];

  /** Leaves so many requests to a handler, of those whose path has the text. */
  add(handler: RawHandler, times: number, path: string): void {
    this.#queue.push({ handler, times, path });
  }

  /** The handler of a request; `undefined` where none waits for it. */
  take(path: string): RawHandler | undefined {
    const index = this.#queue.findIndex((each) => path.includes(each.path));
    const found = this.#queue[index];
    if (found === undefined) return undefined;
    found.times -= 1;
    if (found.times <= 0) this.#queue.splice(index, 1);
    return found.handler;
  }
}

/** What answers a request, and what is kept of it. */
export interface ServerParts {
  readonly routes: readonly Route[];
  readonly log: RequestLog;
  readonly rawHandlers: RawHandlers;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** How far the server's clock is ahead, in milliseconds. */
  readonly clockOffsetMs: number;
}

/** The server, which does not listen yet. */
export function createSimulatorServer({ routes, log, rawHandlers, now, clockOffsetMs }: ServerParts): Server {
  const server = createServer({ maxHeaderSize: HEADERS_LIMIT_BYTES }, (incoming, response) => {
    withBody(incoming, (body) => {
      const request = record(incoming, body, now(), log);
      const at = request.at + clockOffsetMs;
      response.setHeader('x-request-id', request.requestId);
      response.setHeader('date', new Date(at).toUTCString());
      const handler = rawHandlers.take(request.path);
      if (handler !== undefined) handler(incoming, response);
      else send(response, route(routes, { ...request, url: request.path, at }));
    });
  });
  server.keepAliveTimeout = KEEP_ALIVE_MS;
  server.on('connection', () => {
    log.connected();
  });
  return server;
}

/** Calls back with a request's body once it is there; for one without a body, as soon as its headers are. */
function withBody(incoming: IncomingMessage, callback: (body: string) => void): void {
  const { 'content-length': length, 'transfer-encoding': encoding } = incoming.headers;
  if (length === undefined && encoding === undefined) {
    callback('');
    return;
  }
  const chunks: string[] = [];
  incoming
    .setEncoding('utf8')
    .on('data', (chunk: string) => chunks.push(chunk))
    .on('end', () => {
      callback(chunks.join(''));
    });
}

function record(incoming: IncomingMessage, body: string, at: number, log: RequestLog): RecordedRequest {
  const request: RecordedRequest = {
    method: incoming.method ?? '',
    path: incoming.url ?? '',
    headers: incoming.headers,
    body,
    at,
    // Counted, not random: what a test or a reader sees is the same in every run.
    requestId: (log.requests.length + 1).toString(16).padStart(32, '0'),
  };
  log.add(request);
  return request;
}

/** Listens on loopback. @param port 0 for a free one @returns the port; rejects where it is taken */
export function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, HOST, () => {
      server.off('error', reject);
      const address = server.address();
      if (address !== null && typeof address === 'object') resolve(address.port);
      else reject(new Error('the simulator listens on no port'));
    });
  });
}

/** Frees the port and every connection, busy ones included. */
export function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    // An error here means that it was closed before, which is all that was asked for.
    server.close(() => {
      resolve();
    });
    server.closeAllConnections();
  });
}
