/** A proxy that notes where it is asked to lead to, and leads nowhere. */
import { once } from 'node:events';
import { createServer } from 'node:http';

export interface Tunnels {
  readonly url: string;
  /** Host and port of each tunnel that was asked for. */
  readonly hosts: readonly string[];
  readonly close: () => Promise<void>;
}

/** Starts one. It refuses every tunnel for want of credentials, which ends a gate at once. */
export async function recordTunnels(): Promise<Tunnels> {
  const hosts: string[] = [];
  const server = createServer();
  server.on('connect', (request, socket) => {
    hosts.push(request.url ?? '');
    socket.end('HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\n\r\n');
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the proxy listens on no port');
  return {
    url: `http://127.0.0.1:${address.port}`,
    hosts,
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
