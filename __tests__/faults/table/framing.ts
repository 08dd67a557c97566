import type { RawHandler } from '../../../simulator/simulator.js';
import { drop, raw, silence, stallInBody, thenHangUp } from '../../e2e/support/answers.js';
import { muteServer } from '../../e2e/support/fixture.js';
import { IMPATIENT, type Fault, type FaultGroup, type Fixture } from '../fault.js';

const JSON_TYPE = { 'content-type': 'application/json' };
const HEAD = 'HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n';

/** What Node says of a connection that ends too soon; not always the same. */
const HUNG_UP = /hang up|ECONNRESET/;

/** The setting that advice leads to where no answer came in time. */
const LATE = 'request_timeout';

/** 16 MiB may take a busy machine longer than a request otherwise has. */
const FLOOD = { request_timeout: '10s', timeout: '20s' };

/** A fault in which every request is answered by one handler, and no answer is ever usable. */
function broken(
  name: string,
  handler: (fixture: Fixture) => RawHandler,
  says: string | RegExp,
  inputs: Readonly<Record<string, string>> = {},
): Fault {
  return {
    name,
    prepare: (fixture) => {
      fixture.answer(handler(fixture));
      return { inputs };
    },
    outcome: 'error',
    says,
  };
}

/** Begins an answer, and goes on with a part of it every 50 ms as long as the connection is there. */
function trickling(begun: string, part: (index: number) => string): RawHandler {
  return ({ socket }) => {
    socket.write(begun);
    let index = 0;
    const timer = setInterval(() => {
      socket.write(part(index));
      index += 1;
    }, 50);
    socket.once('close', () => {
      clearInterval(timer);
    });
  };
}

/** A body without an end, of which the headers may promise one. */
function endless(headers: Readonly<Record<string, string | number>>): RawHandler {
  const chunk = Buffer.alloc(1024 * 1024, ' ');
  return (_, response) => {
    const pour = (): void => {
      while (!response.destroyed && response.write(chunk));
    };
    response.writeHead(200, { ...JSON_TYPE, ...headers }).on('drain', pour);
    pour();
  };
}

/** Whole JSON about a success, of which the framing says that there was to be more. */
const unfinished = ({ success }: Fixture, headers: Readonly<Record<string, number>>): RawHandler =>
  thenHangUp((response) => {
    response.writeHead(200, { ...JSON_TYPE, ...headers }).write(success);
  });

const trickles: readonly Fault[] = [
  broken('the server stalls after the headers', () => stallInBody, 'HTTP 200', IMPATIENT),
  broken(
    'the body comes a byte at a time',
    ({ success }) => trickling(`${HEAD}content-length: ${success.length}\r\n\r\n`, (index) => success.charAt(index)),
    'HTTP 200',
    IMPATIENT,
  ),
  broken(
    'the headers come a byte at a time',
    () => trickling('', (index) => `${HEAD}\r\n`.charAt(index)),
    LATE,
    IMPATIENT,
  ),
  broken('interim answers for ever', () => trickling('', () => 'HTTP/1.1 103 Early Hints\r\n\r\n'), LATE, IMPATIENT),
];

const floods: readonly Fault[] = [
  broken('the body never ends', () => endless({}), '16777216', FLOOD),
  broken('the body is announced with 1 GB', () => endless({ 'content-length': 1024 ** 3 }), '16777216', FLOOD),
  broken(
    'a success of one byte more than 16 MiB',
    ({ success }) => {
      const large = Buffer.from(success.padEnd(16 * 1024 * 1024 + 1));
      return (_, response) => response.writeHead(200, { ...JSON_TYPE, 'content-length': large.length }).end(large);
    },
    '16777216',
    FLOOD,
  ),
];

/** Answers whose bytes stop too early, never stop, or are no HTTP. */
export const framing: FaultGroup = {
  heading: 'Answers that never arrive whole',
  faults: [
    broken('the connection is dropped before the headers', () => drop, HUNG_UP),
    broken('the connection is dropped among the headers', () => raw(HEAD), /hang up|Parse Error/),
    broken(
      'the connection is reset before the headers',
      () => (request) => request.socket.resetAndDestroy(),
      'ECONNRESET',
    ),
    broken(
      'a body is shorter than its Content-Length, though it is whole JSON',
      (fixture) => unfinished(fixture, { 'content-length': fixture.success.length + 1 }),
      'HTTP 200',
    ),
    broken(
      'a chunked body lacks its last chunk, though it is whole JSON',
      (fixture) => unfinished(fixture, {}),
      'HTTP 200',
    ),
    broken(
      'a body is longer than its Content-Length',
      ({ success }) => raw(`${HEAD}content-length: ${success.length - 1}\r\n\r\n${success}`),
      'HTTP 200',
    ),
    broken(
      'a body that ends with the connection is cut off',
      ({ success }) => raw(`${HEAD}connection: close\r\n\r\n${success.slice(0, -1)}`),
      'HTTP 200',
    ),
    broken('the server takes the request and says nothing', () => silence, LATE, IMPATIENT),
    {
      name: 'the server accepts the connection and says nothing',
      prepare: async ({ listen }) => ({
        endpoint: `http://127.0.0.1:${await listen(muteServer())}`,
        inputs: IMPATIENT,
      }),
      outcome: 'error',
      says: LATE,
      requests: 0,
    },
    {
      name: 'no request is ever answered, and requests have longer than the wait',
      prepare: (fixture) => {
        fixture.answer(silence);
        return { inputs: { timeout: '2s', request_timeout: '20s', outage_tolerance: '20s' } };
      },
      outcome: 'timed-out',
      says: LATE,
    },
    ...trickles,
    ...floods,
    broken('an answer that is no HTTP', ({ success }) => raw(`ok ${success}\r\n\r\n`), 'Parse Error'),
    broken('headers without an end', () => raw(`${HEAD}x-long: ${'x'.repeat(100_000)}`), 'Header overflow'),
    broken(
      'a switch of protocols',
      ({ success }) => raw(`HTTP/1.1 101 Switching Protocols\r\nupgrade: x\r\nconnection: upgrade\r\n\r\n${success}`),
      /hang up|request_timeout/,
      IMPATIENT,
    ),
  ],
};
