import { createServer } from 'node:net';

import type { RawHandler } from '../../../simulator/simulator.js';
import { freePort } from '../../e2e/support/fixture.js';
import type { Fault, FaultGroup } from '../fault.js';

const fails: RawHandler = (_, response) => response.writeHead(500).end('{}');
const resets: RawHandler = (request) => request.socket.resetAndDestroy();
const notFound: RawHandler = (_, response) =>
  response.writeHead(404).end('{"errorCode":"CCE.01404001","errorMessage":"Resource not found."}');

/** Back-off is random: a tolerance as short as that of the other faults could be used up by bad luck. */
const PATIENT = { inputs: { outage_tolerance: '10s', timeout: '10s' } };

/** A fault that passes: the gate goes on and succeeds. */
function passing(name: string, handler: RawHandler, times: number, says: string | RegExp): Fault {
  return {
    name,
    prepare: (fixture) => {
      fixture.answer(handler, times);
      return PATIENT;
    },
    outcome: 'success',
    says,
  };
}

/** Faults that come and go. */
export const sequences: FaultGroup = {
  heading: 'Faults that come and go',
  faults: [
    passing('one dropped connection', (request) => request.socket.destroy(), 1, /hang up|ECONNRESET/),
    passing('one 502', (_, response) => response.writeHead(502).end('<html>'), 1, 'HTTP 502'),
    passing('a storm of three resets', resets, 3, 'ECONNRESET'),
    passing(
      'one 429 with a Retry-After of one second',
      (_, response) => response.writeHead(429, { 'retry-after': '1' }).end('{}'),
      1,
      'HTTP 429',
    ),
    passing('404, then the job is visible', notFound, 2, 'HTTP 404'),
    {
      name: 'flapping: every other request fails',
      prepare: (fixture) => {
        let count = 0;
        const document = fixture.success.replaceAll('"Success"', '"Running"');
        fixture.answer((request, response) => {
          count += 1;
          if (count % 2 === 1) fails(request, response);
          else response.writeHead(200).end(document);
        }, 6);
        return PATIENT;
      },
      outcome: 'success',
      says: 'HTTP 500',
    },
    {
      name: 'the job is visible, then gone',
      prepare: (fixture) => {
        fixture.answer(
          (_, response) => response.writeHead(200).end(fixture.success.replaceAll('"Success"', '"Running"')),
          1,
        );
        fixture.answer(notFound);
        return {};
      },
      outcome: 'error',
      says: 'HTTP 404 CCE.01404001',
      requests: 3,
    },
    {
      name: 'the connection is refused',
      prepare: async () => ({ endpoint: `http://127.0.0.1:${await freePort()}` }),
      outcome: 'error',
      says: 'ECONNREFUSED',
      requests: 0,
    },
    {
      name: 'the connection is refused, then accepted',
      prepare: async (fixture) => {
        const port = await freePort();
        const forward = createServer((socket) => {
          socket.end(
            `HTTP/1.1 200 OK\r\nContent-Length: ${Buffer.byteLength(fixture.success)}\r\nConnection: close\r\n\r\n${fixture.success}`,
          );
          socket.on('error', () => undefined);
        });
        return {
          endpoint: `http://127.0.0.1:${port}`,
          ...PATIENT,
          meanwhile: async ({ action }) => {
            await action.waitForLog('ECONNREFUSED');
            await fixture.listen(forward, port);
          },
        };
      },
      outcome: 'success',
      says: 'ECONNREFUSED',
      requests: 0,
    },
  ],
};
