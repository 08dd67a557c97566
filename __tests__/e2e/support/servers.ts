/** Servers beside the simulator: for what must not be reached, and for what never answers. */
import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import { createServer, type Server, type Socket } from 'node:net';

/** Something that listens on loopback. */
export interface Listening {
  readonly port: number;
  readonly connections: number;
  /** Resolves with the first connection. */
  readonly connected: Promise<void>;
  readonly close: () => Promise<void>;
}

/** A server that accepts connections, and by default reads without ever writing. */
export async function listen(
  onConnection: (socket: Socket) => void = (socket) => socket.resume(),
  host = '127.0.0.1',
): Promise<Listening> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined).once('close', () => sockets.delete(socket));
    onConnection(socket);
  });
  const connected = once(server, 'connection').then(() => undefined);
  connected.catch(() => undefined);
  let connections = 0;
  server.on('connection', () => (connections += 1));
  server.listen(0, host);
  await once(server, 'listening');
  return {
    port: portOf(server),
    get connections() {
      return connections;
    },
    connected,
    close: async () => {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}

/** The port that a server listens on. */
export function portOf(server: Server): number {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the server listens on no port');
  return address.port;
}

/** A port on which nothing listens. */
export async function freePort(): Promise<number> {
  const { port, close } = await listen();
  await close();
  return port;
}

/** A request's headers, without those that Node adds for the connection. */
export function ownHeaders({ headers }: Pick<IncomingMessage, 'headers'>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => name !== 'host' && name !== 'connection'));
}
