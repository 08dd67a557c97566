/** The service of a case, on a loopback socket, and a record of what it really sent. */
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

import type { Case, Reply } from './case.js';
import { formatOf } from './formats.js';
import { actionsOf, type Action } from './wire.js';

/** One request and what became of its reply. Times are those of `performance.now()`, in milliseconds. */
export interface Exchange {
  /** Which of the case's jobs was asked about; undefined for an ID that is none of theirs. */
  readonly job: number | undefined;
  readonly reply: Reply;
  readonly arrivedAt: number;
  /** When the last byte that the reply has was handed to the system; undefined where it was not. */
  sentAt: number | undefined;
  /** When the connection was gone, if it went before that. */
  goneAt: number | undefined;
}

export interface Service {
  readonly endpoint: string;
  readonly exchanges: readonly Exchange[];
  /** First lines of requests that the service's reference does not have, and of all that reached the trap. */
  readonly strangers: readonly string[];
  /** Resolves with the time of the first request. */
  readonly firstRequest: Promise<number>;
  readonly close: () => Promise<void>;
}

export const PROJECT_ID = 'project-01';
export const PARENT_ID = 'parent-01';

/** The ID of a case's job. */
export function jobIdOf(index: number): string {
  return `job-${index}`;
}

/** Starts the service of a case, and the trap. */
export async function startService(fuzzed: Case): Promise<Service> {
  const exchanges: Exchange[] = [];
  const strangers: string[] = [];
  const [markFirst, firstRequest] = signalled();
  const trap = await listen((head) => {
    strangers.push(`trap: ${head.split('\r\n', 1).join('')}`);
    return [{ kind: 'end' }];
  });
  const main = await listen((head) => {
    const arrivedAt = performance.now();
    markFirst(arrivedAt);
    const askedId = askedFor(fuzzed.service, head);
    if (askedId === undefined) {
      strangers.push(head.split('\r\n', 1).join(''));
      return [{ kind: 'end' }];
    }
    const job = fuzzed.jobs.findIndex((_, index) => jobIdOf(index) === askedId);
    const earlier = exchanges.filter((each) => each.job === job).length;
    const reply = fuzzed.jobs[job]?.[Math.min(earlier, fuzzed.jobs[job].length - 1)] ?? fuzzed.lookUp;
    const exchange: Exchange = {
      job: job < 0 ? undefined : job,
      reply,
      arrivedAt,
      sentAt: undefined,
      goneAt: undefined,
    };
    exchanges.push(exchange);
    return { actions: actionsOf(reply, { askedId, trap: trap.url }), exchange };
  });
  const close = async (): Promise<void> => {
    await Promise.all([main.close(), trap.close()]);
  };
  return { endpoint: main.url, exchanges, strangers, firstRequest, close };
}

function signalled(): [(at: number) => void, Promise<number>] {
  let mark: (at: number) => void = () => undefined;
  const promise = new Promise<number>((resolve) => {
    mark = resolve;
  });
  return [mark, promise];
}

/** The ID that a request asks about, if it is one that the service's reference has. */
function askedFor(service: string, head: string): string | undefined {
  const path = formatOf(service).path.replace('{p}', PROJECT_ID).replace('{o}', PARENT_ID);
  const [before = '', after = ''] = path.split('{j}');
  const target = /^GET (\S+) HTTP\/1\.1$/.exec(head.split('\r\n', 1).join(''))?.[1] ?? '';
  if (!target.startsWith(before) || !target.endsWith(after)) return undefined;
  const id = target.slice(before.length, target.length - after.length);
  return /^[\w-]+$/.test(id) ? id : undefined;
}

type Answer = (
  head: string,
) => readonly Action[] | { readonly actions: readonly Action[]; readonly exchange: Exchange };

interface Listening {
  readonly url: string;
  readonly close: () => Promise<void>;
}

async function listen(answer: Answer): Promise<Listening> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket)).on('error', () => socket.destroy());
    serve(socket, answer);
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  return {
    url: `http://127.0.0.1:${portOf(server)}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        for (const socket of sockets) socket.destroy();
      }),
  };
}

function portOf(server: Server): number {
  const address: AddressInfo | string | null = server.address();
  return typeof address === 'object' && address !== null ? address.port : 0;
}

/** Answers each request of a connection in turn. A gate's requests have no body. */
function serve(socket: Socket, answer: Answer): void {
  let waiting = Buffer.alloc(0);
  let turn = Promise.resolve();
  socket.on('data', (bytes) => {
    waiting = Buffer.concat([waiting, typeof bytes === 'string' ? Buffer.from(bytes) : bytes]);
    for (let end = waiting.indexOf('\r\n\r\n'); end >= 0; end = waiting.indexOf('\r\n\r\n')) {
      const given = answer(waiting.subarray(0, end).toString('latin1'));
      waiting = waiting.subarray(end + 4);
      const { actions, exchange } = 'actions' in given ? given : { actions: given, exchange: undefined };
      turn = turn.then(() => play(socket, actions, exchange));
    }
  });
}

async function play(socket: Socket, actions: readonly Action[], exchange: Exchange | undefined): Promise<void> {
  const gone = (): void => {
    if (exchange?.sentAt === undefined && exchange !== undefined) exchange.goneAt ??= performance.now();
  };
  // A request may come on a connection that an earlier reply has ended: it gets no answer.
  if (socket.writableEnded) {
    gone();
    return;
  }
  socket.once('close', gone);
  for (const action of actions) {
    if (action.kind === 'hold' || socket.destroyed) return;
    if (action.kind === 'wait') await sleep(action.ms);
    else if (action.kind === 'send') await written(socket, action.bytes);
    else if (action.kind === 'end') socket.end();
    else socket.resetAndDestroy();
  }
  if (exchange !== undefined && exchange.goneAt === undefined) exchange.sentAt = performance.now();
  socket.off('close', gone);
}

/** Resolves when the system has the bytes, or the connection is gone. */
function written(socket: Socket, bytes: Buffer): Promise<void> {
  return new Promise((resolve) => {
    if (socket.destroyed) {
      resolve();
      return;
    }
    socket.once('close', resolve);
    socket.write(bytes, () => {
      socket.off('close', resolve);
      resolve();
    });
  });
}
