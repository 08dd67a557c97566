/** Replies as bytes, and when they go out. */
import { gzipSync } from 'node:zlib';

import { FRAMINGS, isOneOf } from './case.js';
import type { Body, Broken, Doubtful, Reply, RetryAfter, Silent, Spelling, Whole } from './case.js';
import { render } from './json.js';

/** Sends bytes, waits, or ends the connection. */
export type Action =
  | { readonly kind: 'send'; readonly bytes: Buffer }
  | { readonly kind: 'wait'; readonly ms: number }
  | { readonly kind: 'end' | 'reset' | 'hold' };

/** What only the one who sends knows. */
export interface Sending {
  readonly askedId: string;
  /** Base URL of the server that nothing may reach. */
  readonly trap: string;
}

/** What is to be done for a reply, in order. After the last action the connection may be used again. */
export function actionsOf(reply: Reply, sending: Sending): Action[] {
  const body = withoutContent(reply.status) ? Buffer.alloc(0) : bytesOf(reply.body, sending);
  const head = headOf(reply, sending);
  const { framing } = reply;
  if ('part' in framing) return partly(framing, head, body);
  if ('ms' in framing) {
    if (framing.kind === 'slow') return [send(head(lengthOf(body))), ...drops(body, framing.ms)];
    return [{ kind: 'wait', ms: framing.ms }, send(head(lengthOf(body)), body)];
  }
  const { kind } = framing;
  if (isOneOf(FRAMINGS.SILENT, kind)) return silently(kind, head, body);
  if (isOneOf(FRAMINGS.BROKEN, kind)) return broken(kind, head, body);
  if (isOneOf(FRAMINGS.DOUBTFUL, kind)) return doubtfully(kind, head, body);
  return wholly(kind, head, body, reply.status);
}

type Head = (...more: string[]) => string;

function wholly(kind: Whole, head: Head, body: Buffer, status: number): Action[] {
  switch (kind) {
    case 'length':
      return [send(head(lengthOf(body)), body)];
    // Without a word of it: the next request may meet a connection that is closed.
    case 'then hangs up':
      return [send(head(lengthOf(body)), body), { kind: 'end' }];
    case 'early hints':
      return [send('HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n', head(lengthOf(body)), body)];
    case 'chunked':
      return withoutContent(status) ? [send(head())] : [send(head(CHUNKED), chunks(body), '0\r\n\r\n')];
    case 'close-delimited':
      return [send(head('Connection: close'), body), { kind: 'end' }];
    case 'HTTP/1.0':
      return [send(head().replace('HTTP/1.1', 'HTTP/1.0'), body), { kind: 'end' }];
  }
}

function doubtfully(kind: Doubtful, head: Head, body: Buffer): Action[] {
  switch (kind) {
    case 'gzip': {
      const zipped = gzipSync(body);
      return [send(head('Content-Encoding: gzip', lengthOf(zipped)), zipped)];
    }
    case 'called gzip':
      return [send(head('Content-Encoding: gzip', lengthOf(body)), body)];
    case 'a second reply':
      return [send(head(lengthOf(body)), body, head(lengthOf(body)), body)];
    case 'odd head':
      return [send(head('X-Odd : \u0000', lengthOf(body)).replace(' Fuzzed', ''), body), { kind: 'end' }];
    case 'two lengths':
      return [send(head(lengthOf(body), `Content-Length: ${body.length + 1}`), body), { kind: 'end' }];
  }
}

function broken(kind: Broken, head: Head, body: Buffer): Action[] {
  const size = `${body.length.toString(16)}\r\n`;
  const half = body.subarray(0, body.length / 2);
  switch (kind) {
    case 'short length':
      return [send(head(`Content-Length: ${Math.max(0, body.length - 3)}`), body), { kind: 'end' }];
    case 'bad chunk':
      return [send(head(CHUNKED), size, body, '\r\nzz\r\n'), { kind: 'end' }];
    case 'no last chunk':
      return [send(head(CHUNKED), size, body, '\r\n'), { kind: 'end' }];
    case 'cut by reset':
      return [send(head(lengthOf(body)), half), { kind: 'wait', ms: 20 }, { kind: 'reset' }];
  }
}

function silently(kind: Silent, head: Head, body: Buffer): Action[] {
  switch (kind) {
    case 'mute':
      return [{ kind: 'hold' }];
    case 'hang up':
      return [{ kind: 'end' }];
    case 'reset':
      return [{ kind: 'reset' }];
    case 'garbage':
      return [send('\u0000\u0001no HTTP\r\n\r\n'), { kind: 'end' }];
    case 'half a head':
      return [send(head(lengthOf(body)).slice(0, 20)), { kind: 'end' }];
    case 'long headers':
      return [send(head(`X-Long: ${'x'.repeat(100_000)}`, lengthOf(body)), body), { kind: 'end' }];
  }
}

const CHUNKED = 'Transfer-Encoding: chunked';

function partly(framing: Extract<Reply['framing'], { part: number }>, head: Head, body: Buffer): Action[] {
  const part = body.subarray(0, Math.floor(Math.max(0, body.length - 1) * framing.part));
  const then: Action = { kind: framing.kind === 'cut' ? 'end' : 'hold' };
  if (framing.how === 'length') return [send(head(lengthOf(body)), part), then];
  if (framing.how === 'close') return [send(head('Connection: close'), part), then];
  return [send(head(CHUNKED), `${body.length.toString(16)}\r\n`, part), then];
}

/** Whether HTTP knows no body for a status. */
export function withoutContent(status: number): boolean {
  return status === 204 || status === 304;
}

function headOf({ status, retryAfter, location, skew, requestId, body }: Reply, { trap, askedId }: Sending): Head {
  const html = body.kind === 'text' || body.spelling === 'called HTML';
  const headers = [
    `HTTP/1.1 ${status} Fuzzed`,
    `Content-Type: ${html ? 'text/html' : 'application/json'}`,
    `Date: ${new Date(Date.now() + skew).toUTCString()}`,
    ...(retryAfter === undefined ? [] : [`Retry-After: ${retryAfterText(retryAfter)}`]),
    ...(location === undefined ? [] : [`Location: ${location.replace('@trap', trap).replace('@asked', askedId)}`]),
    ...(requestId === undefined ? [] : [`X-Request-Id: ${requestId}`]),
  ];
  return (...more) => [...headers, ...more, '', ''].join('\r\n');
}

function retryAfterText(retryAfter: RetryAfter): string {
  if (retryAfter.kind === 'nonsense') return retryAfter.text;
  if (retryAfter.kind === 'seconds') return String(retryAfter.seconds);
  return new Date(Date.now() + retryAfter.inMs).toUTCString();
}

/** A body's bytes. Text is sent as Latin 1 where it has no other signs, else as UTF-8. */
function bytesOf(body: Body, { askedId }: Sending): Buffer {
  if (body.kind === 'text') return Buffer.from(body.text);
  return spell(render(body.value, askedId), body.spelling);
}

const OVER_16_MIB = 16 * 1024 * 1024 + 1;

function spell(text: string, spelling: Spelling): Buffer {
  switch (spelling) {
    case 'plain':
    case 'called HTML':
      return Buffer.from(text);
    case 'spaced':
      return Buffer.from(`\r\n \t${text} \n`);
    case 'byte-order mark':
      return Buffer.from(`\ufeff${text}`);
    case 'cut':
      return Buffer.from(text.slice(0, -1));
    case 'trailing comma':
      return Buffer.from(text.replace(/([}\]])$/, ',$1'));
    case 'not a number':
      return Buffer.from(`{"a":NaN,${text.slice(1)}`);
    case 'single quotes':
      return Buffer.from(text.replaceAll('"', "'"));
    case 'trailing garbage':
      return Buffer.from(`${text}x`);
    case 'two documents':
      return Buffer.from(text + text);
    case 'UTF-16':
      return Buffer.from(text, 'utf16le');
    case 'over 16 MiB':
      return Buffer.from(text.padEnd(OVER_16_MIB));
  }
}

function lengthOf(body: Buffer): string {
  return `Content-Length: ${body.length}`;
}

function send(...parts: (string | Buffer)[]): Action {
  return {
    kind: 'send',
    bytes: Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(part, 'latin1') : part))),
  };
}

/** In chunks of a few hundred bytes at first, the rest in one. */
function chunks(body: Buffer): Buffer {
  const parts = [body.subarray(0, 100), body.subarray(100, 101), body.subarray(101)].filter((part) => part.length > 0);
  return Buffer.concat(
    parts.map((part) => Buffer.concat([Buffer.from(`${part.length.toString(16)}\r\n`), part, Buffer.from('\r\n')])),
  );
}

const DROPS = 10;

/** The body in ten parts over a time. */
function drops(body: Buffer, ms: number): Action[] {
  const size = Math.ceil(body.length / DROPS);
  return Array.from({ length: DROPS }, (_, n) => body.subarray(n * size, (n + 1) * size)).flatMap((bytes): Action[] => [
    { kind: 'wait', ms: ms / DROPS },
    { kind: 'send', bytes },
  ]);
}
