/** What comes before the routing: a request's body, and handlers that answer in place of the simulator. */
import type { IncomingMessage, ServerResponse } from 'node:http';

/** Answers a request in place of the simulator. `X-Request-Id` is already set on the response. */
export type RawHandler = (request: IncomingMessage, response: ServerResponse) => void;

/** Handlers that wait for a request of theirs, in the order in which they were added. */
export class RawAnswers {
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

/** Answers a request once its body is there; one without a body as soon as its headers are. */
export function withBody(incoming: IncomingMessage, answer: (body: string) => void): void {
  const { 'content-length': length, 'transfer-encoding': encoding } = incoming.headers;
  if (length === undefined && encoding === undefined) {
    answer('');
    return;
  }
  const chunks: string[] = [];
  incoming
    .setEncoding('utf8')
    .on('data', (chunk: string) => chunks.push(chunk))
    .on('end', () => {
      answer(chunks.join(''));
    });
}
