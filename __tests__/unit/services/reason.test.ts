/** Where a reason and its code are found, and what is made of a reason that is an answer itself. */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import type { JsonObject } from '../../../src/base/json.js';
import { wordsOf } from '../../../src/services/values.js';
import { decode, flatJob } from './reading.js';

const read = (service: string, more: JsonObject, entities: unknown = {}): string[] => {
  const { reason, errorCode } = decode(service, flatJob('FAIL', entities, more));
  return [reason, errorCode];
};

describe('a reason', () => {
  it.each([
    ['fail_reason', { fail_reason: 'r' }, {}],
    ['error_msg', { error_msg: 'r' }, {}],
    ['message', { message: 'r' }, {}],
    ['error.message', { error: { message: 'r' } }, {}],
    ['entities.errorcode_message', {}, { errorcode_message: 'r' }],
    ['entities.addition_error_msg', {}, { addition_error_msg: 'r' }],
    ['entities.error', {}, { error: 'r' }],
  ])('is found in %s', (_, more, entities) => {
    expect(read('ims', more, entities)).toEqual(['r', '']);
  });

  it.each([
    ['error_code', { error_code: 'c' }, {}],
    ['code', { code: 'c' }, {}],
    ['error.code', { error: { code: 'c' } }, {}],
    ['entities.error_code', {}, { error_code: 'c' }],
    ['entities.addition_error_code', {}, { addition_error_code: 'c' }],
  ])('has its code in %s', (_, more, entities) => {
    expect(read('ims', more, entities)).toEqual(['', 'c']);
  });

  it('is what all places say, each thing once, with the first code', () => {
    const more = { fail_reason: 'copy failed', error_code: 'IMG.1', message: 'copy failed', code: 'IMG.2' };
    expect(read('ims', more, { errorcode_message: 'key disabled' })).toEqual(['copy failed: key disabled', 'IMG.1']);
    expect(read('ims', { fail_reason: null, error_code: null }, null)).toEqual(['', '']);
  });

  it('of IMS is found where a FAIL has none at the top', () => {
    const entities = { error: 'the image file format is not supported', error_code: 'IMG.0303' };
    expect(read('ims', { fail_reason: null, error_code: null }, entities)).toEqual([
      'the image file format is not supported',
      'IMG.0303',
    ]);
  });

  it.each([
    ['dcs', { fail_resson: 'the node is down' }, ['the node is down', '']],
    ['dws', { failed_detail: 'no address', failed_code: 'DWS.0114', job_id: 'j1' }, ['no address', 'DWS.0114']],
  ])('of %s is found in its own spelling', (service, more, expected) => {
    expect(read(service, more)).toEqual(expected);
  });
});

describe('a reason that is JSON itself', () => {
  it.each([
    ['{"error":{"code":"Ecs.0319","message":"sold out"}}', 'sold out', 'Ecs.0319'],
    ['{"badRequest":{"message":"no port is left"}}', 'no port is left', ''],
    ['{"error_code":"VPC.0001","error_msg":"no subnet"}', 'no subnet', 'VPC.0001'],
    ['{"errCode":"SFS.1","errMsg":"wrong"}', 'wrong', 'SFS.1'],
    ['{"errorCode":"CCE.1","errorMessage":"wrong"}', 'wrong', 'CCE.1'],
    ['{"error":"just words"}', 'just words', ''],
    ['{"fail_reason":"a"}', 'a', ''],
    ['{"reason":"a"}', 'a', ''],
    ['{"msg":"a"}', 'a', ''],
    ['{"detail":"a"}', 'a', ''],
    ['{"a":null,"b":{"x":1},"c":{"message":"third"}}', 'third', ''],
    [JSON.stringify({ code: 'A.1', message: '{"error":{"message":"inside","code":"B.2"}}' }), 'inside', 'B.2'],
    [JSON.stringify({ code: 'A.1', message: '{"message":"inside"}' }), 'inside', 'A.1'],
  ])('is shown as its inner message: %s', (text, message, code) => {
    expect(wordsOf(text)).toEqual({ message, code });
    expect(read('ecs', {}, { errorcode_message: text })).toEqual([message, code]);
  });

  it('gives its code only where the job has none, and says nothing twice', () => {
    const entities = { errorcode_message: '{"message":"sold out","code":"Inner.1"}' };
    expect(read('ecs', { error_code: 'Ecs.1', fail_reason: 'sold out' }, entities)).toEqual(['sold out', 'Ecs.1']);
  });

  it.each(['{"message":"cut sho', '{}', '{"a":{"b":{"message":"too deep"}}}', '[{"message":"a"}]', '"words"', 'null'])(
    'is shown as it is where no message is found: %s',
    (text) => {
      expect(wordsOf(text)).toEqual({ message: text, code: '' });
    },
  );

  it('is looked into three times at most, and not at all where it is longer than 64 Ki', () => {
    const packed = (depth: number): string => (depth === 0 ? 'core' : JSON.stringify({ message: packed(depth - 1) }));
    expect(wordsOf(packed(3)).message).toBe('core');
    expect(wordsOf(packed(4)).message).toBe('{"message":"core"}');
    const long = (length: number): string =>
      JSON.stringify({ message: 'm', x: '' }).replace('""', `"${'x'.repeat(length)}"`);
    const rest = 65_536 - long(0).length;
    expect(wordsOf(long(rest)).message).toBe('m');
    expect(wordsOf(long(rest + 1)).message).toBe(long(rest + 1));
  });

  it('has its message looked for in eight objects at most', () => {
    const objects = (silent: number): string =>
      JSON.stringify(
        [...Array.from({ length: silent }, () => ({})), { message: 'here' }].reduce<object>(
          (all, each, index) => ({ ...all, [`o${index}`]: each }),
          {},
        ),
      );
    expect(wordsOf(objects(7)).message).toBe('here');
    expect(wordsOf(objects(8)).message).toBe(objects(8));
  });

  it('is never lost, and never makes reading fail', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.json(),
          fc.string(),
          fc.string().map((text) => `{${text}}`),
        ),
        (text) => {
          expect(wordsOf(text).message === '').toBe(text === '');
        },
      ),
    );
  });
});
