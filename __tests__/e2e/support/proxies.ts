import { createServer, type IncomingMessage, type Server } from 'node:http';
import { connect } from 'node:net';
import type { Duplex } from 'node:stream';

/** What a proxy does with a CONNECT request. */
export type OnConnect = (request: IncomingMessage, client: Duplex) => void;

/** An HTTP proxy that knows CONNECT alone. */
export function connectProxy(onConnect: OnConnect): Server {
  const server = createServer();
  server.on('connect', (request, client) => {
    client.on('error', () => undefined);
    onConnect(request, client);
  });
  return server;
}

/** Opens the tunnel, to a loopback port whatever host was asked for: no test leaves the machine. */
export function tunnelTo(port: number): OnConnect {
  return (_, client) => {
    const upstream = connect(port, '127.0.0.1', () => {
      client.write('HTTP/1.1 200 Connection established\r\n\r\n');
      upstream.pipe(client);
      client.pipe(upstream);
    });
    upstream.on('error', () => client.destroy());
    client.on('close', () => upstream.destroy());
    upstream.on('close', () => client.destroy());
  };
}

/** Refuses a tunnel as a proxy does that wants credentials, which ends a gate at once. */
export const wantsCredentials: OnConnect = (_, client) => {
  client.end('HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\n\r\n');
};

/** Refuses every tunnel, and notes where it was to lead to: host and port. */
export function recordingProxy(): { readonly server: Server; readonly hosts: readonly string[] } {
  const hosts: string[] = [];
  const server = connectProxy((request, client) => {
    hosts.push(request.url ?? '');
    wantsCredentials(request, client);
  });
  return { server, hosts };
}
