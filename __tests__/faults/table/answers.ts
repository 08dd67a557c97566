import { gzipSync } from 'node:zlib';

import type { RawHandler } from '../../../simulator/simulator.js';
import type { Fault, FaultGroup, Stage } from '../fault.js';

const JSON_TYPE = { 'content-type': 'application/json' };

/** A fault in which every answer has a good status and a body that proves nothing. */
function body(name: string, bytes: (stage: Stage) => string | Buffer, says: string): Fault {
  return {
    name,
    scene: (stage) => {
      const content = bytes(stage);
      stage.answer((_, response) => response.writeHead(200, JSON_TYPE).end(content));
      return {};
    },
    outcome: 'error',
    says,
  };
}

/** A fault in which every request is answered by a handler, and no answer is ever usable. */
function broken(
  name: string,
  handler: (stage: Stage) => RawHandler,
  says: string | RegExp,
  inputs: Readonly<Record<string, string>> = {},
): Fault {
  return {
    name,
    scene: (stage) => {
      stage.answer(handler(stage));
      return { inputs };
    },
    outcome: 'error',
    says,
  };
}

/** 16 MiB may take a busy machine longer than a request otherwise has. */
const FLOOD = { request_timeout: '10s', timeout: '20s' };

const nested = (depth: number): string => `${'{"a":['.repeat(depth)}${']}'.repeat(depth)}`;

/** Bodies that never arrive whole, and bodies that are whole but no answer. */
export const answers: FaultGroup = {
  heading: 'Answers that prove nothing',
  faults: [
    broken(
      'the connection is dropped before the headers',
      () => (request) => request.socket.destroy(),
      /hang up|ECONNRESET/,
    ),
    broken(
      'the connection is reset before the headers',
      () => (request) => request.socket.resetAndDestroy(),
      'ECONNRESET',
    ),
    broken(
      'a body with a Content-Length is cut off',
      ({ success }) =>
        (_, response) => {
          response.writeHead(200, { ...JSON_TYPE, 'content-length': success.length });
          response.write(success.slice(0, -1), () => response.destroy());
        },
      /aborted|cut short/,
    ),
    broken(
      'a chunked body is cut off',
      ({ success }) =>
        (_, response) => {
          response.writeHead(200, JSON_TYPE);
          response.write(success, () => response.destroy());
        },
      /aborted|cut short/,
    ),
    broken(
      'a body that ends with the connection is cut off',
      ({ success }) =>
        ({ socket }) => {
          socket.end(
            `HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nConnection: close\r\n\r\n${success.slice(0, -1)}`,
          );
        },
      'not JSON',
    ),
    broken('the server accepts and says nothing', () => () => undefined, 'no complete answer within'),
    broken(
      'the server stalls after the headers',
      ({ success }) =>
        (_, response) => {
          response.writeHead(200, { ...JSON_TYPE, 'content-length': success.length }).flushHeaders();
        },
      'no complete answer within',
    ),
    broken(
      'the body comes a byte at a time, for ever',
      () => (_, response) => {
        response.writeHead(200, JSON_TYPE);
        const timer = setInterval(() => response.write(' '), 50);
        response.on('close', () => {
          clearInterval(timer);
        });
      },
      'no complete answer within',
    ),
    {
      name: 'no request is ever answered, and requests have longer than the wait',
      scene: (stage) => {
        stage.answer(() => undefined);
        return { inputs: { timeout: '2s', request_timeout: '20s', outage_tolerance: '20s' } };
      },
      outcome: 'timed-out',
      says: 'no complete answer within',
    },
    broken(
      'the body never ends',
      () => (_, response) => {
        const chunk = Buffer.alloc(1024 * 1024, ' ');
        const pour = (): void => {
          while (!response.destroyed && response.write(chunk));
        };
        response.writeHead(200, JSON_TYPE).on('drain', pour);
        pour();
      },
      'larger than 16777216 bytes',
      FLOOD,
    ),
    broken(
      'the body is announced with 1 GB',
      () => (_, response) => {
        const chunk = Buffer.alloc(1024 * 1024, ' ');
        const pour = (): void => {
          while (!response.destroyed && response.write(chunk));
        };
        response.writeHead(200, { ...JSON_TYPE, 'content-length': 1024 ** 3 }).on('drain', pour);
        pour();
      },
      'larger than 16777216 bytes',
      FLOOD,
    ),
    body('a page of HTML with status 200', () => '<!DOCTYPE html><title>Sign in</title>', 'HTML, not JSON'),
    body('an empty body', () => '', 'its body is empty'),
    body('the body `null`', () => 'null', 'not an object'),
    body('the body `[]`', () => '[]', 'not an object'),
    body('the body `"x"`', () => '"x"', 'not an object'),
    body('a body with NaN in it', ({ success }) => success.replace('{', '{"progress":NaN,'), 'not JSON'),
    body(
      'invalid UTF-8',
      ({ success }) => Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(success)]),
      'not JSON',
    ),
    body(
      'a document that says Failed and Success under one key',
      ({ success }) => success.replace('"phase":"Success"', '"phase":"Failed","phase":"Success"'),
      'names a member twice',
    ),
    body('objects nested 10,000 deep', () => nested(10_000), 'does not say which job'),
    body(
      "another job's document",
      ({ success }) => success.replace(/"uid":"[^"]*"/, '"uid":"another-job"'),
      'it is about job another-job',
    ),
    body(
      'a document without a job ID',
      ({ success }) => success.replace(/"uid":"[^"]*"/, '"uid":""'),
      'does not say which job',
    ),
    broken(
      'a gzip body that nobody asked for',
      ({ success }) =>
        (_, response) =>
          response.writeHead(200, { ...JSON_TYPE, 'content-encoding': 'gzip' }).end(gzipSync(success)),
      'encoded as gzip',
    ),
    broken('status 204', () => (_, response) => response.writeHead(204).end(), 'its body is empty'),
    broken(
      'status 206 with a whole document',
      ({ success }) =>
        (_, response) =>
          response.writeHead(206, JSON_TYPE).end(success),
      'HTTP 206',
    ),
    {
      name: 'a byte order mark before the document',
      scene: (stage) => {
        stage.answer((_, response) => response.writeHead(200, JSON_TYPE).end(`\ufeff${stage.success}`));
        return {};
      },
      outcome: 'success',
      says: 'Success',
      requests: 1,
    },
    {
      name: 'a phase that no document lists',
      scene: (stage) => {
        stage.answer((_, response) =>
          response.writeHead(200, JSON_TYPE).end(stage.success.replaceAll('"Success"', '"Succeeded"')),
        );
        return {};
      },
      outcome: 'timed-out',
      says: 'Unknown (status Succeeded)',
    },
    {
      name: 'a document without a status',
      scene: (stage) => {
        stage.answer((_, response) =>
          response.writeHead(200, JSON_TYPE).end(stage.success.replaceAll('"status"', '"state"')),
        );
        return {};
      },
      outcome: 'timed-out',
      says: 'Unknown (no status)',
    },
  ],
};
