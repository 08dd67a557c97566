import { gzipSync } from 'node:zlib';

import { describe, expect, it } from '@jest/globals';

import type { RawHandler } from '../../simulator/simulator.js';
import {
  bytes,
  drop,
  jobDocument,
  json,
  parentDocument,
  raw,
  silence,
  stallInBody,
  subJobDocument,
  thenHangUp,
} from './support/answers.js';
import { jsonOutput, runGate, SLACK_MS, type Gate } from './support/gate.js';
import { listen } from './support/servers.js';

const TIMEOUT_MS = 2000;

/** A text that any careless reader takes for a success. */
const SUCCESS = JSON.stringify(jobDocument('Success'));
const LENGTH = Buffer.byteLength(SUCCESS);
const HEAD = 'HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n';

/** A gate that gets this answer and no other. */
function gateAgainst(answer: RawHandler, inputs: Readonly<Record<string, string>> = {}): Promise<Gate> {
  return runGate({
    inputs: { timeout: `${TIMEOUT_MS}ms`, ...inputs },
    prepare: ({ answerNext }) => {
      answerNext(answer, Infinity);
    },
  });
}

/** What the gate says of a request whose time was up. */
const LATE = 'no complete answer within';

/** What the gate says of the first request. The last one has a second at most, which can be too little for a busy machine. */
function faultOf(gate: Gate): string {
  return /No usable answer: .*/.exec(gate.stdout)?.[0] ?? '';
}

/** Neither green nor late, and nothing made up about the job. */
function expectTimedOut(gate: Gate, { timeoutMs = TIMEOUT_MS } = {}): void {
  expect(gate.exitCode).toBe(3);
  expect(gate.outputs).toMatchObject({ outcome: 'timed-out', phase: 'Unknown', failed_jobs: '[]' });
  expect(jsonOutput(gate, 'jobs')).toMatchObject([{ phase: 'Unknown' }]);
  expect(gate.waitedMs).toBeLessThan(timeoutMs + 1000 + SLACK_MS);
  expect(gate.stdout).not.toContain('✅');
  expect(gate.summary).not.toContain('✅');
}

/** Begins an answer, and goes on with a part of it every 20 ms as long as the connection is there. */
function trickling(begun: string, part: (index: number) => string): RawHandler {
  return ({ socket }) => {
    socket.write(begun);
    let index = 0;
    const timer = setInterval(() => {
      socket.write(part(index));
      index += 1;
    }, 20);
    socket.once('close', () => {
      clearInterval(timer);
    });
  };
}

const NOT_WHOLE: readonly (readonly [string, string, RawHandler])[] = [
  [
    'a body shorter than its Content-Length, though it is whole JSON',
    'cut short|aborted',
    thenHangUp((response) => {
      response.writeHead(200, { 'content-length': LENGTH + 1 }).write(SUCCESS);
    }),
  ],
  [
    'a chunked body without its last chunk, though it is whole JSON',
    'cut short|aborted',
    thenHangUp((response) => {
      response.writeHead(200).write(SUCCESS);
    }),
  ],
  ['a body longer than its Content-Length', 'not JSON', raw(`${HEAD}content-length: ${LENGTH - 1}\r\n\r\n${SUCCESS}`)],
  [
    'a close-delimited body that is cut short',
    'not JSON',
    raw(`${HEAD}connection: close\r\n\r\n${SUCCESS.slice(0, -1)}`),
  ],
  ['a connection that is dropped before any header', 'socket hang up', drop],
  ['a connection that is dropped among the headers', 'socket hang up|Parse Error', raw(HEAD)],
  ['a stall after the headers', LATE, stallInBody],
  ['no answer to the request', LATE, silence],
  [
    'one byte of body at a time',
    LATE,
    trickling(`${HEAD}content-length: ${LENGTH}\r\n\r\n`, (index) => SUCCESS[index] ?? ''),
  ],
  ['one byte of header at a time', LATE, trickling('', (index) => `${HEAD}\r\n`[index] ?? '')],
  ['interim answers for ever', LATE, trickling('', () => 'HTTP/1.1 103 Early Hints\r\n\r\n')],
  ['an answer that is no HTTP', 'Parse Error', raw(`ok ${SUCCESS}\r\n\r\n`)],
  ['headers without an end', 'Header overflow', raw(`${HEAD}x-long: ${'x'.repeat(100_000)}`)],
  [
    'a switch of protocols',
    `${LATE}|hang up`,
    raw(`HTTP/1.1 101 Switching Protocols\r\nupgrade: x\r\nconnection: upgrade\r\n\r\n${SUCCESS}`),
  ],
];

const NOT_USABLE: readonly (readonly [string, string, RawHandler])[] = [
  ['HTML with status 200', 'its body is HTML, not JSON', bytes(Buffer.from('<!doctype html><title>Success</title>'))],
  ['an empty body', 'its body is empty', bytes(Buffer.alloc(0))],
  ['blanks', 'its body is not JSON', bytes(Buffer.from(' \n'))],
  ['null', 'its body is JSON, but not an object', json(null)],
  ['a list', 'its body is JSON, but not an object', json([jobDocument('Success')])],
  ['a string', 'its body is JSON, but not an object', json('Success')],
  ['true', 'its body is JSON, but not an object', json(true)],
  ['two documents', 'its body is not JSON', bytes(Buffer.from(`${SUCCESS}${SUCCESS}`))],
  ['status 204', 'its body is empty', (_, response) => response.writeHead(204).end()],
  ['status 205', 'its body is empty', (_, response) => response.writeHead(205).end()],
  ['status 206', 'HTTP 206', json(jobDocument('Success'), 206)],
  ['a body in gzip, unasked', 'gzip, unasked', bytes(gzipSync(SUCCESS), 200, { 'content-encoding': 'gzip' })],
  [
    'a body that claims to be in gzip',
    'gzip, unasked',
    bytes(Buffer.from(SUCCESS), 200, { 'content-encoding': 'gzip' }),
  ],
  ['a body in gzip that does not say so', 'its body is not JSON', bytes(gzipSync(SUCCESS))],
  [
    'bytes that are no UTF-8',
    'its body is not JSON',
    bytes(Buffer.concat([Buffer.from(SUCCESS.slice(0, -3)), Buffer.from([0xff]), Buffer.from(SUCCESS.slice(-3))])),
  ],
  ['UTF-16', 'its body is not JSON', bytes(Buffer.from(`\ufeff${SUCCESS}`, 'utf16le'))],
  ['another job', 'it is about job other', json(jobDocument('Success', { metadata: { uid: 'other' } }))],
  ['a job without an ID', 'it does not say which job it is about', json(jobDocument('Success', { metadata: {} }))],
  ['no metadata', 'it does not say which job it is about', json(jobDocument('Success', { metadata: null }))],
  [
    'sub-jobs that are no list',
    'its subJobs is not a list',
    json(parentDocument('Success', { 0: subJobDocument('A', 'Failed') })),
  ],
  ['a sub-job that is no object', 'has an entry that is not an object', json(parentDocument('Success', ['Failed']))],
  [
    'a member that is there twice',
    'names a member twice',
    bytes(Buffer.from(SUCCESS.replace('"status":', '"status":{"phase":"Failed"},"status":'))),
  ],
  ['an error with status 200', 'it does not say which job', json({ error_code: 'APIG.0307', error_msg: 'Success' })],
];

describe('never green, never late:', () => {
  it.concurrent.each(NOT_WHOLE)('%s', async (_, words, answer) => {
    const gate = await gateAgainst(answer, words.includes(LATE) ? { request_timeout: '120ms' } : {});
    expectTimedOut(gate);
    expect(faultOf(gate)).toMatch(new RegExp(words));
    expect(gate.outputs['reason']).toMatch(new RegExp(`${words}|${LATE}`));
  });

  it.concurrent.each(NOT_USABLE)('%s', async (_, words, answer) => {
    const gate = await gateAgainst(answer);
    expectTimedOut(gate);
    expect(faultOf(gate)).toContain(words);
    expect(gate.outputs['reason']).toMatch(new RegExp(`${words}|${LATE}`));
    expect(gate.simulator.requests.length).toBeGreaterThan(1);
  });

  it.concurrent('a body over 16 MiB, though it is a success', async () => {
    const large = Buffer.from(SUCCESS + ' '.repeat(16 * 1024 * 1024 + 1 - LENGTH));
    const gate = await gateAgainst(bytes(large), { timeout: '4s' });
    expectTimedOut(gate, { timeoutMs: 4000 });
    expect(gate.outputs['reason']).toContain('its body is larger than 16777216 bytes');
  });

  it.concurrent('a body without an end', async () => {
    const block = ' '.repeat(1024 * 1024);
    const gate = await gateAgainst((_, response) => {
      const more = (): void => {
        while (!response.destroyed && response.write(block));
      };
      response.on('drain', more);
      more();
    });
    expectTimedOut(gate);
    expect(gate.outputs['reason']).toMatch(/larger than|within/);
  });

  it.concurrent('arrays 10,000 deep', async () => {
    const gate = await gateAgainst(bytes(Buffer.from('['.repeat(10_000) + ']'.repeat(10_000))));
    expectTimedOut(gate);
  });

  it.concurrent('a server that accepts connections and says nothing', async () => {
    const mute = await listen();
    const startedAt = performance.now();
    try {
      const gate = await runGate({
        inputs: { endpoint: `http://127.0.0.1:${mute.port}`, timeout: `${TIMEOUT_MS}ms` },
      });
      expect(gate.exitCode).toBe(3);
      expect(gate.outputs).toMatchObject({ outcome: 'timed-out', phase: 'Unknown' });
      expect(performance.now() - startedAt).toBeLessThan(TIMEOUT_MS + 1000 + 2 * SLACK_MS);
      expect(mute.connections).toBeGreaterThan(0);
    } finally {
      await mute.close();
    }
  });
});

describe('a phase that is not known', () => {
  it.concurrent.each([
    ['Succeeded', 'Unknown (status Succeeded)'],
    ['Success!', 'Unknown (status Success!)'],
    ['SuccessFailed', 'Unknown (status SuccessFailed)'],
    ['constructor', 'Unknown (status constructor)'],
    [1, 'Unknown (status 1)'],
    [true, 'Unknown (status true)'],
    [['Success'], 'Unknown (status not a word)'],
    [{ phase: 'Success' }, 'Unknown (status not a word)'],
    ['', 'Unknown (no status)'],
    [null, 'Unknown (no status)'],
    [undefined, 'Unknown (no status)'],
  ])('%p times out, is named, and is warned about once', async (phase, words) => {
    const gate = await gateAgainst(json(jobDocument(phase)));
    expectTimedOut(gate);
    expect(gate.outputs['reason']).toContain(`CreateCluster demo-cluster was still ${words}`);
    expect(gate.stdout.match(/^::warning title=Unknown phase/gm)).toHaveLength(1);
    expect(gate.simulator.requests.length).toBeGreaterThan(1);
  });

  it.concurrent('is what a document without a status has', async () => {
    expectTimedOut(await gateAgainst(json(jobDocument('Success', { status: undefined }))));
    expectTimedOut(
      await gateAgainst(
        bytes(Buffer.from(SUCCESS.replace('"status":', '"status":{"__proto__":').replace(/\}$/, '}}'))),
      ),
    );
  });

  it.concurrent('of a sub-job neither fails nor hides anything', async () => {
    const gate = await gateAgainst(
      json(parentDocument('Success', [subJobDocument('Odd', 'Paused'), subJobDocument('Plain', undefined)])),
    );
    expect(gate.exitCode).toBe(0);
    expect(gate.stdout.match(/^::warning title=Unknown phase — Odd::/gm)).toHaveLength(1);
    expect(gate.stdout).not.toContain('Unknown phase — Plain');
  });

  it.concurrent('is no matter of case or blanks', async () => {
    expect((await gateAgainst(json(jobDocument(' sUCCESS\n')))).exitCode).toBe(0);
    expect((await gateAgainst(json(jobDocument('\tFAILED ')))).exitCode).toBe(1);
  });
});

describe('once the job has been seen', () => {
  it.concurrent('an outage that lasts until the deadline is a timeout that tells of both', async () => {
    const gate = await runGate({
      inputs: { timeout: `${TIMEOUT_MS}ms` },
      prepare: ({ answerNext }) => {
        answerNext(json(jobDocument('Running')));
        answerNext(bytes(Buffer.from(SUCCESS.slice(0, -1))), Infinity);
      },
    });
    expect(gate.exitCode).toBe(3);
    expect(gate.outputs['phase']).toBe('Running');
    expect(gate.outputs['reason']).toContain(
      'was still Running; the last request failed: HTTP 200: the answer is not usable',
    );
  });

  it.concurrent('a failure stays one, whatever comes after', async () => {
    const gate = await runGate({
      inputs: { fail_fast: 'false' },
      prepare: ({ answerNext }) => {
        answerNext(json(parentDocument('Running', [subJobDocument('Step', 'Failed', 'once is enough')])));
        answerNext(json(parentDocument('Running', [])));
        answerNext(drop, 1);
        answerNext(json(parentDocument('Success', [subJobDocument('Step', 'Success')])), Infinity);
      },
    });
    expect(gate.exitCode).toBe(1);
    expect(gate.outputs).toMatchObject({ outcome: 'failed', phase: 'Failed', reason: 'Step failed: once is enough' });
  });
});
