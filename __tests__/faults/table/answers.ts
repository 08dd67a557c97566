import { gzipSync } from 'node:zlib';

import type { RawHandler } from '../../../simulator/simulator.js';
import { bytes, json, jobDocument, parentDocument, subJobDocument } from '../../e2e/support/answers.js';
import type { Fault, FaultGroup, Fixture } from '../fault.js';

/** A fault in which every answer is whole, and proves nothing. */
function answered(name: string, handler: (fixture: Fixture) => RawHandler, says = 'HTTP 200'): Fault {
  return {
    name,
    prepare: (fixture) => {
      fixture.answer(handler(fixture));
      return {};
    },
    outcome: 'error',
    says,
  };
}

/** A fault in which every answer has status 200 and this body. */
function body(name: string, content: (success: string) => string | Buffer, says = 'HTTP 200'): Fault {
  return answered(name, ({ success }) => bytes(Buffer.from(content(success))), says);
}

const GZIP = { 'content-encoding': 'gzip' };

const encodings: readonly Fault[] = [
  body('invalid UTF-8', (success) => Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(success)])),
  body('invalid UTF-8 in the middle', (success) => Buffer.from(success.replace('demo', 'dem\xff'), 'latin1')),
  body('UTF-16', (success) => Buffer.from(`\ufeff${success}`, 'utf16le')),
  answered('a gzip body that nobody asked for', ({ success }) => bytes(gzipSync(success), 200, GZIP), 'gzip'),
  answered('a body that claims to be gzip', ({ success }) => bytes(Buffer.from(success), 200, GZIP), 'gzip'),
  body('a gzip body that does not say so', (success) => gzipSync(success)),
];

/** A job that says Success in a response that cannot be relied on. */
const aboutJob = (name: string, response: Record<string, unknown>, says?: string): Fault =>
  answered(name, () => json(response), says);

const nested = (open: string, close: string): string => open.repeat(10_000) + close.repeat(10_000);

const documents: readonly Fault[] = [
  body('an object that says Failed and Success under one key', (success) =>
    success.replace('"phase":"Success"', '"phase":"Failed","phase":"Success"'),
  ),
  body('two statuses in one object', (success) =>
    success.replace('"status":', '"status":{"phase":"Failed"},"status":'),
  ),
  body('objects nested 10,000 deep', () => nested('{"a":[', ']}')),
  body('arrays nested 10,000 deep', () => nested('[', ']')),
  aboutJob('another job', jobDocument('Success', { metadata: { uid: 'another-job' } }), 'another-job'),
  aboutJob('a job with an empty ID', jobDocument('Success', { metadata: { uid: '' } })),
  aboutJob('a job without an ID', jobDocument('Success', { metadata: {} })),
  aboutJob('a job without metadata', jobDocument('Success', { metadata: null })),
  aboutJob('sub-jobs that are no list', parentDocument('Success', { 0: subJobDocument('A', 'Failed') })),
  aboutJob('a sub-job that is no object', parentDocument('Success', ['Failed'])),
  aboutJob('an error with status 200', { error_code: 'APIG.0307', error_msg: 'Success' }),
];

/** Responses that arrive whole and are no answer about the job. */
export const answers: FaultGroup = {
  heading: 'Answers that prove nothing',
  faults: [
    body('a page of HTML with status 200', () => '<!DOCTYPE html><title>Sign in</title>'),
    body('an empty body', () => ''),
    body('blanks', () => ' \n'),
    ...['null', '[]', '"Success"', 'true'].map((text) => body(`the body \`${text}\``, () => text)),
    body('a list with the job', (success) => `[${success}]`),
    body('two JSON objects', (success) => success + success),
    body('a body with NaN in it', (success) => success.replace('{', '{"progress":NaN,')),
    ...encodings,
    ...documents,
    answered('status 204', () => (_, response) => response.writeHead(204).end(), 'HTTP 204'),
    answered('status 205', () => (_, response) => response.writeHead(205).end(), 'HTTP 205'),
    answered('status 206 with the whole job', () => json(jobDocument('Success'), 206), 'HTTP 206'),
    {
      name: 'a byte order mark before the job',
      prepare: (fixture) => {
        fixture.answer(bytes(Buffer.from(`\ufeff${fixture.success}`)));
        return {};
      },
      outcome: 'success',
      requests: 1,
    },
  ],
};

/** A job whose phase proves nothing, until the deadline. */
function unproved(name: string, handler: RawHandler, says: string): Fault {
  return {
    name,
    prepare: ({ answer }) => {
      answer(handler);
      return { inputs: { timeout: '1s' } };
    },
    outcome: 'timed-out',
    says,
  };
}

/** Phases by which no service says that a job has succeeded. */
export const phases: FaultGroup = {
  heading: 'Phases that prove nothing',
  faults: [
    unproved('a phase that no reference lists', json(jobDocument('Succeeded')), 'Succeeded'),
    unproved('a phase that only begins like a success', json(jobDocument('Success!')), 'Success!'),
    unproved('a phase that is no word', json(jobDocument({ phase: 'Success' })), 'Unknown'),
    unproved('an empty phase', json(jobDocument('')), 'Unknown'),
    unproved('a job without a status', json(jobDocument('Success', { status: undefined })), 'Unknown'),
  ],
};
