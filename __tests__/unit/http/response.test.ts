import { describe, expect, it } from '@jest/globals';

import type { ApiErrorKind } from '../../../src/base/api-error.js';
import { INTERLOPER_ADVICE } from '../../../src/http/advice.js';
import { unusableResponse } from '../../../src/http/response.js';
import { naming } from '../../support/naming.js';
import { responseOf, errorFrom, parsed } from './responses.js';

describe('a good answer', () => {
  it.each([200, 201, 202, 203, 299])('with status %d and a JSON object is a document', (status) => {
    expect(parsed(responseOf(status, { a: 1 }, { 'x-request-id': 'r-1' }))).toEqual({
      kind: 'json',
      status,
      json: { a: 1 },
      requestId: 'r-1',
    });
  });

  it('may begin with a byte order mark', () => {
    expect(parsed(responseOf(200, '\ufeff{"a":1}'))).toMatchObject({ kind: 'json', json: { a: 1 } });
  });

  it.each<[string, unknown]>([
    ['nothing', ''],
    ['blanks', '  '],
    ['null', 'null'],
    ['a list', '[{}]'],
    ['a string', '"{}"'],
    ['a number', '0'],
    ['half an object', '{"a":'],
    ['an object and more', '{}{}'],
    ['a duplicate key', '{"status":"FAIL","\\u0073tatus":"SUCCESS"}'],
    ['HTML', ' \n<!DOCTYPE html>'],
    ['bytes that are no UTF-8', Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d])],
  ])('with %s for a body is an outage', (_, content) => {
    const error = errorFrom(responseOf(200, content, { 'x-request-id': 'r-1' }));
    expect(error).toEqual({ ...unusableResponse(200, 'why', 'r-1'), message: expect.stringMatching(/./) });
  });

  it('whose body could not be read is an outage', () => {
    const body = { kind: 'unusable', why: 'its body is cut short' } as const;
    const error = errorFrom({ kind: 'answer', status: 200, headers: {}, body });
    expect(error).toMatchObject({
      kind: 'outage',
      status: 200,
      message: expect.stringContaining('its body is cut short'),
      concernsAllJobs: false,
      retryAfterMs: undefined,
    });
    expect(error.advice).toEqual(naming('endpoint', 'https_proxy', 'no_proxy'));
  });

  it('that is a part is an outage: nobody asked for one', () => {
    expect(errorFrom(responseOf(206, { status: 'SUCCESS' }))).toMatchObject({ kind: 'outage', status: 206 });
  });
});

describe('the contract’s table of answers', () => {
  it.each<[number, ApiErrorKind]>([
    [300, 'fatal'],
    [301, 'fatal'],
    [302, 'fatal'],
    [304, 'fatal'],
    [307, 'fatal'],
    [308, 'fatal'],
    [400, 'fatal'],
    [401, 'fatal'],
    [402, 'fatal'],
    [403, 'fatal'],
    [404, 'not-found'],
    [405, 'fatal'],
    [407, 'fatal'],
    [408, 'outage'],
    [409, 'fatal'],
    [410, 'fatal'],
    [422, 'fatal'],
    [425, 'outage'],
    [429, 'throttled'],
    [431, 'fatal'],
    [451, 'fatal'],
    [499, 'fatal'],
    [500, 'outage'],
    [501, 'outage'],
    [502, 'outage'],
    [503, 'throttled'],
    [504, 'outage'],
    [599, 'outage'],
    [600, 'outage'],
    [0, 'outage'],
  ])('HTTP %d is %s', (status, kind) => {
    const error = errorFrom(responseOf(status, { errorCode: 'CCE.1', errorMessage: 'words' }));
    expect(error).toMatchObject({ kind, status, code: 'CCE.1' });
    expect(error.concernsAllJobs).toBe(status === 401 || status === 403);
    expect(error.advice).toMatch(/^[A-Z].*\.$/);
  });

  it.each([
    ['APIG.0101', 'fatal'],
    ['APIGW.0101', 'fatal'],
    ['APIG.0999', 'fatal'],
    ['CCE.01404001', 'not-found'],
    ['IMG.0144', 'not-found'],
    ['XAPIG.0101', 'not-found'],
    ['', 'not-found'],
  ])('a 404 with the code %p is %s', (code, kind) => {
    expect(errorFrom(responseOf(404, { error_code: code })).kind).toBe(kind);
  });

  it.each([429, 503])('a wait that HTTP %d asks for is told', (status) => {
    expect(errorFrom(responseOf(status, {}, { 'retry-after': '7' })).retryAfterMs).toBe(7000);
    expect(errorFrom(responseOf(status)).retryAfterMs).toBeUndefined();
  });

  it.each([500, 404, 401])('a wait that HTTP %d asks for is not', (status) => {
    expect(errorFrom(responseOf(status, {}, { 'retry-after': '7' })).retryAfterMs).toBeUndefined();
  });
});

describe('the words of an error', () => {
  it.each<[string, unknown, string, string, string]>([
    [
      'CCE',
      { errorMessage: 'Authorization failed.', errorCode: 'CCE.01401001' },
      'CCE.01401001',
      'Authorization failed.',
      '',
    ],
    ['CCE’s legacy', { code: 'E.1', reason: 'Forbidden', message: 'not yours' }, 'E.1', 'not yours', ''],
    ['CCE’s legacy, reason alone', { reason: 'Forbidden' }, '', 'Forbidden', ''],
    ['IMS, EVS, ECS', { error: { message: 'no image', code: 'IMG.0144' } }, 'IMG.0144', 'no image', ''],
    [
      'the gateway',
      { error_msg: 'expired', error_code: 'APIG.0307', request_id: 'in-body' },
      'APIG.0307',
      'expired',
      'in-body',
    ],
    ['the other gateway', { error_msg: 'expired', error_code: 'APIGW.0307' }, 'APIGW.0307', 'expired', ''],
    ['IAM v3', { error: { code: 401, message: 'bad token', title: 'Unauthorized' } }, '401', 'bad token', ''],
    ['IAM', { error_msg: 'denied', error_code: 'IAM.0011' }, 'IAM.0011', 'denied', ''],
    ['an own member before a nested one', { error_code: 'A', error: { code: 'B', message: 'm' } }, 'A', 'm', ''],
    ['members of other types', { error_code: null, error_msg: ['x'], error: 'no object' }, '', '', ''],
  ])('of %s are read', (_, body, code, message, requestId) => {
    const error = errorFrom(responseOf(400, body));
    expect(error.code).toBe(code);
    expect(error.message).toEqual(message === '' ? naming('HTTP 400') : message);
    expect(error.requestId).toBe(requestId);
  });

  it('have no code where it is the status once more, as IAM has it', () => {
    const body = { error: { code: 403, message: 'denied', title: 'Forbidden' } };
    expect(errorFrom(responseOf(403, body))).toMatchObject({ status: 403, code: '', message: 'denied' });
  });

  it.each(['<html>', '', 'oops', '{}'])('are the status where the body is %p', (content) => {
    expect(errorFrom(responseOf(500, content)).message).toContain('HTTP 500');
  });
});

describe('the request ID', () => {
  it('is the header’s, the gateway’s before IAM’s, and the body’s where there is no header', () => {
    const body = { request_id: 'body' };
    expect(errorFrom(responseOf(500, body, { 'x-request-id': 'one', 'x-iam-trace-id': 'two' })).requestId).toBe('one');
    expect(errorFrom(responseOf(500, body, { 'x-iam-trace-id': 'two' })).requestId).toBe('two');
    expect(errorFrom(responseOf(500, body)).requestId).toBe('body');
    expect(errorFrom(responseOf(500, body, { 'x-request-id': ['a', 'b'] })).requestId).toBe('a, b');
  });
});

describe('a redirect', () => {
  it.each<[string | undefined, string]>([
    ['https://other.example.com:8443/path?query#fragment', 'other.example.com:8443'],
    ['//other.example.com/x', 'other.example.com'],
    ['http://cce.example.com/', 'cce.example.com'],
    ['/elsewhere', 'cce.example.com'],
    ['https://user:password@other.example.com/', 'other.example.com'],
    ['https://[', ''],
    [undefined, ''],
  ])('to %p is reported with its host alone', (location, host) => {
    const headers = location === undefined ? {} : { location };
    const error = errorFrom(responseOf(302, { error_msg: 'ignored' }, headers));
    expect(error).toMatchObject({ kind: 'fatal', message: naming('redirect', host) });
    expect(error.message).not.toMatch(/path|query|fragment|elsewhere|user|password|ignored|https?:/);
    expect(error.advice).toContain('endpoint');
  });
});

describe('no answer', () => {
  it.each(['ECONNREFUSED', 'ECONNRESET', 'ENOTFOUND', 'TIMEOUT', 'CANCELLED', ''])('(%p) is an outage', (code) => {
    expect(errorFrom({ kind: 'no-answer', code, message: 'words' })).toMatchObject({
      kind: 'outage',
      status: undefined,
      code,
      message: 'words',
      requestId: '',
      retryAfterMs: undefined,
      concernsAllJobs: false,
    });
  });

  it.each([
    ['CERT_HAS_EXPIRED', 'clock'],
    ['CERT_NOT_YET_VALID', 'clock'],
    ['DEPTH_ZERO_SELF_SIGNED_CERT', 'NODE_EXTRA_CA_CERTS'],
    ['SELF_SIGNED_CERT_IN_CHAIN', 'NODE_EXTRA_CA_CERTS'],
    ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'NODE_EXTRA_CA_CERTS'],
    ['UNABLE_TO_GET_ISSUER_CERT_LOCALLY', 'NODE_EXTRA_CA_CERTS'],
    ['ERR_TLS_CERT_ALTNAME_INVALID', 'cce.example.com'],
    ['HOSTNAME_MISMATCH', 'cce.example.com'],
    ['INVALID_CA', 'NODE_EXTRA_CA_CERTS'],
    ['INVALID_PURPOSE', 'NODE_EXTRA_CA_CERTS'],
  ])('because of a certificate (%s) is final', (code, words) => {
    const error = errorFrom({ kind: 'no-answer', code, message: 'words' });
    expect(error).toMatchObject({ kind: 'fatal', status: undefined, code, message: 'words' });
    expect(error.advice).toContain(words);
  });

  it('because the proxy wants credentials is final', () => {
    const error = errorFrom({ kind: 'no-answer', code: 'PROXY_407', message: 'the proxy answered 407' });
    expect(error).toMatchObject({ kind: 'fatal', status: 407, code: '', message: 'the proxy answered 407' });
    expect(error.advice).toContain('https_proxy');
  });

  it('because of the certificate of a proxy is final', () => {
    const error = errorFrom({ kind: 'no-answer', code: 'PROXY_CERT_HAS_EXPIRED', message: 'words' });
    expect(error).toMatchObject({ kind: 'fatal', status: undefined, code: '' });
  });

  it('because the proxy is none for HTTP is final', () => {
    const error = errorFrom({ kind: 'no-answer', code: 'PROXY_INVALID', message: 'words' });
    expect(error).toMatchObject({ kind: 'fatal', status: undefined, code: '', message: 'words' });
    expect(error.advice).toContain('https_proxy');
  });

  it('because the proxy is in trouble is an outage', () => {
    const error = errorFrom({ kind: 'no-answer', code: 'PROXY_502', message: 'the proxy answered 502' });
    expect(error).toMatchObject({ kind: 'outage', status: undefined, code: '', message: 'the proxy answered 502' });
    expect(error.advice).toContain('https_proxy');
  });
});

describe('advice', () => {
  it('for an error in HTML also says that something else may have answered', () => {
    const { advice } = errorFrom(responseOf(502, 'oops'));
    expect(errorFrom(responseOf(502, '<html>')).advice).toBe(`${INTERLOPER_ADVICE} ${advice}`);
    expect(errorFrom(responseOf(302, '<html>')).advice).toBe(errorFrom(responseOf(302, 'oops')).advice);
  });

  it.each([{ encoded_authorization_message: 'abc' }, { error: { encoded_authorization_message: 'abc' } }])(
    'for %j says what can be decoded',
    (body) => {
      expect(errorFrom(responseOf(403, body)).advice).toMatch(/cce:job:get.*encoded_authorization_message/);
    },
  );
});
