import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http';
import { createServer as createTcpServer, type Server as TcpServer, type Socket } from 'node:net';
import { networkInterfaces } from 'node:os';

import { afterEach, describe, expect, it } from '@jest/globals';

import { MAX_BODY_BYTES, createTransport, type HttpResult, type Transport } from '../../../src/http/transport.js';
import { naming } from '../../support/naming.js';

/** Far less than a test may take, and far more than loopback needs. */
const PLENTY_MS = 10_000;
const SHORT_MS = 400;

const open: TcpServer[] = [];
const sockets = new Set<Socket>();

afterEach(async () => {
  for (const socket of sockets) socket.destroy();
  await Promise.all(open.splice(0).map((server) => new Promise((resolve) => server.close(resolve))));
});

/** Starts a server that is closed after the test; its base URL. */
async function start(server: Server | TcpServer, host = '127.0.0.1'): Promise<URL> {
  open.push(server);
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined).once('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, host, resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the server listens on no port');
  return new URL(`http://${host.includes(':') ? `[${host}]` : host}:${address.port}/`);
}

/** Sends one request to a server of this behaviour. */
async function ask(
  behaviour: RequestListener,
  { timeoutMs = PLENTY_MS, signal = new AbortController().signal }: { timeoutMs?: number; signal?: AbortSignal } = {},
): Promise<HttpResult> {
  return send(createTransport('test/1'), await start(createServer(behaviour)), { timeoutMs, signal });
}

function send(
  transport: Transport,
  url: URL,
  { timeoutMs = PLENTY_MS, signal = new AbortController().signal }: { timeoutMs?: number; signal?: AbortSignal } = {},
): Promise<HttpResult> {
  return transport({ url, headers: { 'accept-encoding': 'identity' }, timeoutMs, signal });
}

const whyOf = (result: HttpResult): string => {
  if (result.kind !== 'answer' || result.body.kind !== 'unusable') throw new Error('the body is usable');
  return result.body.why;
};

const textOf = (result: HttpResult): string => {
  if (result.kind !== 'answer' || result.body.kind !== 'complete') throw new Error('there is no body');
  return result.body.bytes.toString();
};

/** How long a request takes. */
async function timed<T>(promise: Promise<T>): Promise<{ result: T; tookMs: number }> {
  const startedAt = performance.now();
  return { result: await promise, tookMs: performance.now() - startedAt };
}

describe('an answer', () => {
  it('is told with status, headers and bytes', async () => {
    const result = await ask((_, response) => response.writeHead(418, { 'x-a': 'b' }).end('tea ☕'));
    expect(result).toMatchObject({ kind: 'answer', status: 418, headers: { 'x-a': 'b' } });
    expect(textOf(result)).toBe('tea ☕');
  });

  it('may have no body', async () => {
    expect(textOf(await ask((_, response) => response.writeHead(204).end()))).toBe('');
  });

  it('may say that it is encoded as what was asked for', async () => {
    expect(textOf(await ask((_, response) => response.setHeader('content-encoding', 'Identity').end('x')))).toBe('x');
  });

  it('is unusable in an encoding that was not', async () => {
    const result = await ask((_, response) => response.setHeader('content-encoding', 'br').end('x'));
    expect(whyOf(result)).toContain('br');
  });

  it('may be as large as the limit', async () => {
    const result = await ask((_, response) => response.end(Buffer.alloc(MAX_BODY_BYTES, ' ')));
    expect(textOf(result)).toHaveLength(MAX_BODY_BYTES);
  });

  it.each([
    ['one byte more', MAX_BODY_BYTES + 1],
    ['a hundred MiB', 100 * 1024 * 1024],
  ])('is unusable with %s, and not read to its end', async (_, length) => {
    const result = await ask((_request, response) => {
      response.writeHead(200, { 'content-length': length }).write(Buffer.alloc(MAX_BODY_BYTES + 1, ' '));
    });
    expect(whyOf(result)).toContain(String(MAX_BODY_BYTES));
  });

  it.each<[string, RequestListener]>([
    ['before its Content-Length', (_, response) => response.writeHead(200, { 'content-length': 9 }).write('{}')],
    ['before its last chunk', (_, response) => response.writeHead(200).write('{}')],
  ])('is unusable where the connection ends %s', async (_, behaviour) => {
    const result = await ask((request, response) => {
      behaviour(request, response);
      request.socket.end();
    });
    expect(result).toMatchObject({ kind: 'answer', status: 200 });
    expect(whyOf(result)).not.toBe('');
  });

  it('that is a redirect is handed on and not followed', async () => {
    const requests: IncomingMessage[] = [];
    const result = await ask((request, response) => {
      requests.push(request);
      response.writeHead(302, { location: '/elsewhere' }).end();
    });
    expect(result).toMatchObject({ status: 302 });
    expect(requests).toHaveLength(1);
  });

  it.each([401, 502, 503, 504])('with status %d is handed on, and not asked for again', async (status) => {
    let requests = 0;
    const result = await ask((_, response) => {
      requests += 1;
      response.writeHead(status).end();
    });
    expect(result).toMatchObject({ status });
    expect(requests).toBe(1);
  });
});

// To Jest Node's own errors are of another realm than the code under test, which then does not see their codes: those
// are the end-to-end tests' matter.
describe('no answer', () => {
  /** A port on which nothing listens. */
  async function nowhere(): Promise<string> {
    const { port } = await start(createTcpServer());
    await Promise.all(open.splice(0).map((server) => new Promise((resolve) => server.close(resolve))));
    return port;
  }

  it('is what a dropped connection brings', async () => {
    const result = await ask((request) => request.socket.destroy());
    expect(result).toMatchObject({ kind: 'no-answer', message: expect.stringContaining('socket hang up') });
  });

  it.each(['127.0.0.1', 'localhost'])('is what a port of %s without a server brings', async (host) => {
    const result = await send(createTransport('test/1'), new URL(`http://${host}:${await nowhere()}/`));
    expect(result).toMatchObject({ kind: 'no-answer', message: expect.stringMatching(/Error/) });
  });

  it('is what a header that cannot be sent brings, and the transport goes on working', async () => {
    const url = await start(createServer((_, response) => response.end('well')));
    const transport = createTransport('test/1');
    const request = { url, timeoutMs: PLENTY_MS, signal: new AbortController().signal };
    const bad = await transport({ ...request, headers: { 'x-auth-token': 'secret\nsecret' } });
    expect(bad).toMatchObject({ kind: 'no-answer', message: expect.stringContaining('Invalid character in header') });
    expect(JSON.stringify(bad)).not.toContain('secret');
    expect(textOf(await transport({ ...request, headers: {} }))).toBe('well');
  });

  it('is what bytes that are no HTTP bring', async () => {
    const url = await start(createTcpServer((socket) => socket.end('hello\r\n\r\n')));
    const result = await send(createTransport('test/1'), url);
    expect(result).toMatchObject({ kind: 'no-answer', message: expect.stringContaining('Parse Error') });
  });
});

describe('the time', () => {
  it.each<[string, RequestListener]>([
    ['no headers come', () => undefined],
    [
      'one interim answer after another comes',
      (_, response) => {
        setInterval(() => {
          response.writeProcessing();
        }, 10).unref();
      },
    ],
  ])('ends a request to which %s', async (_, behaviour) => {
    const { result, tookMs } = await timed(ask(behaviour, { timeoutMs: SHORT_MS }));
    expect(result).toEqual({ kind: 'no-answer', code: 'TIMEOUT', message: naming(String(SHORT_MS)) });
    expect(tookMs).toBeGreaterThan(SHORT_MS - 5);
    expect(tookMs).toBeLessThan(PLENTY_MS);
  });

  it.each<[string, RequestListener]>([
    ['stalls', (_, response) => response.writeHead(200).write('{')],
    [
      'trickles',
      (_, response) => {
        response.writeHead(200).write('{');
        setInterval(() => response.write(' '), 10).unref();
      },
    ],
  ])('ends an answer whose body %s, and keeps its status', async (_, behaviour) => {
    const { result, tookMs } = await timed(ask(behaviour, { timeoutMs: SHORT_MS }));
    expect(result).toMatchObject({ kind: 'answer', status: 200 });
    expect(whyOf(result)).toContain(String(SHORT_MS));
    expect(tookMs).toBeLessThan(PLENTY_MS);
  });

  it('ends a connection that is accepted and never read', async () => {
    const url = await start(createTcpServer({ pauseOnConnect: true }));
    const { result, tookMs } = await timed(send(createTransport('test/1'), url, { timeoutMs: SHORT_MS }));
    expect(result).toMatchObject({ kind: 'no-answer', code: 'TIMEOUT' });
    expect(tookMs).toBeLessThan(PLENTY_MS);
  });

  it('ends nothing that was in time', async () => {
    const transport = createTransport('test/1');
    const url = await start(createServer((_, response) => response.end('well')));
    expect(textOf(await send(transport, url, { timeoutMs: SHORT_MS }))).toBe('well');
    await new Promise((resolve) => setTimeout(resolve, 2 * SHORT_MS));
    expect(textOf(await send(transport, url, { timeoutMs: SHORT_MS }))).toBe('well');
  });
});

describe('the signal', () => {
  it.each<[string, RequestListener]>([
    ['before the headers', () => undefined],
    ['in the body', (_, response) => response.writeHead(200).write('{')],
  ])('ends a request %s at once', async (_, behaviour) => {
    const controller = new AbortController();
    const asked = ask(
      (request, response) => {
        behaviour(request, response);
        setTimeout(() => {
          controller.abort();
        }, 30);
      },
      { timeoutMs: PLENTY_MS, signal: controller.signal },
    );
    const { result, tookMs } = await timed(asked);
    expect(JSON.stringify(result)).toContain('cancelled');
    expect(tookMs).toBeLessThan(PLENTY_MS / 2);
  });

  it('keeps a request from being sent when it has aborted before', async () => {
    let requests = 0;
    const result = await ask(
      (_, response) => {
        requests += 1;
        response.end();
      },
      { signal: AbortSignal.abort() },
    );
    expect(result).toMatchObject({ kind: 'no-answer', code: 'CANCELLED' });
    expect(requests).toBe(0);
  });

  it('of one request is no matter for another at the same time', async () => {
    const controller = new AbortController();
    const transport = createTransport('test/1');
    const url = await start(
      createServer((request, response) => {
        if (request.url === '/stays') setTimeout(() => response.end('well'), SHORT_MS);
        else controller.abort();
      }),
    );
    const stays = send(transport, new URL('/stays', url));
    const goes = send(transport, new URL('/goes', url), { signal: controller.signal });
    expect(await goes).toMatchObject({ kind: 'no-answer', code: 'CANCELLED' });
    expect(textOf(await stays)).toBe('well');
  });

  it('is left without listeners', async () => {
    const { signal } = new AbortController();
    let listeners = 0;
    const [add, remove] = [signal.addEventListener.bind(signal), signal.removeEventListener.bind(signal)];
    Object.assign(signal, {
      addEventListener: (...given: Parameters<typeof add>) => {
        listeners += 1;
        add(...given);
      },
      removeEventListener: (...given: Parameters<typeof remove>) => {
        listeners -= 1;
        remove(...given);
      },
    });
    await ask((_, response) => response.end(), { signal });
    await ask((request) => request.socket.destroy(), { signal });
    expect(listeners).toBe(0);
  });
});

describe('a request', () => {
  it('is a GET with the headers given, and who asks', async () => {
    const requests: IncomingMessage[] = [];
    await ask((request, response) => {
      requests.push(request);
      response.end();
    });
    const [request] = requests;
    expect(request?.method).toBe('GET');
    expect(request?.headers).toMatchObject({ 'accept-encoding': 'identity', 'user-agent': 'test/1' });
    expect(request?.headers).not.toHaveProperty('content-length');
  });

  it('shares the connection of the one before', async () => {
    let connections = 0;
    const server = createServer((_, response) => response.end('x')).on('connection', () => (connections += 1));
    const url = await start(server);
    const transport = createTransport('test/1');
    for (let count = 0; count < 5; count += 1) expect(textOf(await send(transport, url))).toBe('x');
    expect(connections).toBe(1);
  });

  const hasIpv6 = Object.values(networkInterfaces())
    .flat()
    .some((address) => address?.address === '::1');

  (hasIpv6 ? it : it.skip)('reaches [::1]', async () => {
    const url = await start(
      createServer((_, response) => response.end('six')),
      '::1',
    );
    expect(textOf(await send(createTransport('test/1'), url))).toBe('six');
  });
});
