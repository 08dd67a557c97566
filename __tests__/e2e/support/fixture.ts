/** What a test puts around a gate: answers in place of the simulator's, servers beside it, files. All of it ends with the run. */
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import type { IncomingMessage } from 'node:http';
import { createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type { RawHandler, Simulator } from '../../../simulator/simulator.js';
import { jobDocument } from './answers.js';

export interface Fixture {
  readonly simulator: Simulator;
  /** Answers the next requests, one by default, in place of the simulator. */
  readonly answerNext: Simulator['answerNext'];
  /** Answers the next requests, all of them by default, in place of the simulator. */
  readonly answer: (handler: RawHandler, times?: number) => void;
  /** A response body, as JSON text, that says of the job that it has succeeded. */
  readonly success: string;
  /** A server that must never be reached: a run in which it is fails. */
  readonly trap: URL;
  /** A folder of its own. */
  readonly folder: string;
  /** Listens on a loopback port, a free one by default. */
  readonly listen: (server: Server, port?: number) => Promise<number>;
}

interface OpenFixture extends Fixture {
  /** How many connections have reached the trap. */
  readonly trapped: number;
  /** Adds what is to be done at the end, before everything that was there before. */
  readonly closing: (close: () => Promise<unknown>) => void;
  readonly close: () => Promise<void>;
}

/** Puts a fixture around a simulator, which is closed with it. */
export async function openFixture(simulator: Simulator): Promise<OpenFixture> {
  const folder = await mkdtemp(join(tmpdir(), 'cloud-job-gate-fixture-'));
  const closings: (() => Promise<unknown>)[] = [() => rm(folder, { recursive: true, force: true }), simulator.close];
  const listen = async (server: Server, port = 0): Promise<number> => {
    const close = await listenOn(server, port);
    closings.push(close);
    return portOf(server);
  };
  let trapped = 0;
  const trapPort = await listen(
    createServer((socket) => {
      trapped += 1;
      socket.destroy();
    }),
  );
  return {
    simulator,
    answerNext: simulator.answerNext,
    answer: (handler, times = Infinity) => {
      simulator.answerNext(handler, times);
    },
    success: JSON.stringify(jobDocument('Success')),
    trap: new URL(`http://127.0.0.1:${trapPort}`),
    folder,
    listen,
    get trapped() {
      return trapped;
    },
    closing: (close) => closings.push(close),
    close: async () => {
      for (const close of closings.reverse()) await close();
    },
  };
}

/** Listens on loopback. @returns what cuts every connection and frees the port */
async function listenOn(server: Server, port: number): Promise<() => Promise<void>> {
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined).once('close', () => sockets.delete(socket));
  });
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  return async () => {
    if (!server.listening) return;
    server.close();
    for (const socket of sockets) socket.destroy();
    await once(server, 'close');
  };
}

/** The port that a server listens on. */
function portOf(server: Server): number {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the server listens on no port');
  return address.port;
}

/** A port on which nothing listens, and which was free a moment ago. */
export async function freePort(): Promise<number> {
  const server = createServer();
  const close = await listenOn(server, 0);
  const port = portOf(server);
  await close();
  return port;
}

/** A server that accepts connections and reads, without ever writing. It keeps the event loop from nothing. */
export function muteServer(): Server {
  return createServer((socket) => socket.resume());
}

/** A request's headers, without those that Node adds for the connection. */
export function ownHeaders({ headers }: Pick<IncomingMessage, 'headers'>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => name !== 'host' && name !== 'connection'));
}
