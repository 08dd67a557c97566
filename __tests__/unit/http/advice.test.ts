import { describe, expect, it } from '@jest/globals';

import { adviceForGatewayCode, adviceForNetworkError, adviceForStatus } from '../../../src/http/advice.js';
import { naming } from '../../support/naming.js';
import { responseOf, CONTEXT, errorFrom } from './responses.js';

describe('advice for a code of the gateway', () => {
  it.each([
    ['0101', ['cce.example.com', 'region', 'endpoint', 'service']],
    ['0301', ['token', 'region']],
    ['0303', ['clock', '15 minutes']],
    ['0307', ['token', 'expired']],
  ])('%s names what to check', (number, names) => {
    expect(adviceForGatewayCode(`APIG.${number}`, CONTEXT)).toEqual(naming(...names));
    expect(adviceForGatewayCode(`APIGW.${number}`, CONTEXT)).toEqual(naming(...names));
    expect(errorFrom(responseOf(401, { error_code: `APIG.${number}` })).advice).toEqual(naming(...names));
  });

  it.each(['APIG.0000', 'APIG.030', 'APIG.03010', 'apig.0301', 'CCE.0301', 'x APIG.0301', ''])(
    'is none for %p',
    (code) => {
      expect(adviceForGatewayCode(code, CONTEXT)).toBeUndefined();
      expect(errorFrom(responseOf(401, { error_code: code })).advice).toBe(adviceForStatus(401, CONTEXT));
    },
  );
});

describe('advice for a status', () => {
  it.each([
    [302, ['endpoint']],
    [400, ['job_id', 'project_id', 'service']],
    [401, ['token', 'region']],
    [403, ['user', 'cce:job:get', 'project_id']],
    [404, ['job_id', 'project_id', 'service', 'region', 'endpoint']],
    [407, ['https_proxy', 'http://user:password@host:port']],
    [429, ['poll_interval']],
    [408, ['CCE', 'outage_tolerance']],
    [425, ['CCE', 'outage_tolerance']],
    [500, ['CCE', 'outage_tolerance']],
    [503, ['CCE', 'outage_tolerance']],
    [599, ['CCE', 'outage_tolerance']],
    [418, ['service', 'region', 'endpoint']],
  ])('%d names what to check', (status, names) => {
    expect(adviceForStatus(status, CONTEXT)).toEqual(naming(...names));
  });

  it.each([400, 404])('%d names the parent, too, where a job is found by it', (status) => {
    expect(adviceForStatus(status, { ...CONTEXT, hasParent: true })).toEqual(naming('job_id', 'parent_id'));
    expect(adviceForStatus(status, CONTEXT)).not.toEqual(naming('parent_id'));
  });
});

describe('advice for a request without an answer', () => {
  it.each([
    ['ENOTFOUND', ['region', 'endpoint', 'cce.example.com']],
    ['EAI_AGAIN', ['region', 'endpoint', 'cce.example.com']],
    ['ECONNREFUSED', ['cce.example.com', 'region', 'endpoint', 'firewall']],
    ['TIMEOUT', ['cce.example.com', 'request_timeout', 'https_proxy']],
    ['ETIMEDOUT', ['cce.example.com', 'request_timeout', 'https_proxy']],
    ['EHOSTUNREACH', ['cce.example.com', 'request_timeout', 'https_proxy']],
    ['ENETUNREACH', ['cce.example.com', 'request_timeout', 'https_proxy']],
    ['ECONNRESET', ['cce.example.com', 'network']],
    ['', ['cce.example.com', 'network']],
    ['PROXY_502', ['https_proxy', 'no_proxy', 'cce.example.com']],
    ['PROXY_ECONNREFUSED', ['https_proxy', 'no_proxy']],
    ['PROXY_CERT_HAS_EXPIRED', ['certificate', 'proxy', 'clock']],
    ['PROXY_ERR_TLS_CERT_ALTNAME_INVALID', ['certificate', 'https_proxy']],
    ['CERT_HAS_EXPIRED', ['certificate', 'cce.example.com', 'clock']],
    ['CERT_NOT_YET_VALID', ['certificate', 'cce.example.com', 'clock']],
    ['ERR_TLS_CERT_ALTNAME_INVALID', ['certificate', 'cce.example.com', 'region', 'endpoint']],
    ['SELF_SIGNED_CERT_IN_CHAIN', ['certificate', 'cce.example.com', 'NODE_EXTRA_CA_CERTS']],
  ])('%p names what to check', (code, names) => {
    expect(adviceForNetworkError(code, CONTEXT)).toEqual(naming(...names));
  });
});

describe('every advice', () => {
  it('is one sentence, or two, that begin and end as such', () => {
    const statuses = [302, 400, 401, 403, 404, 407, 418, 429, 500].map((status) => adviceForStatus(status, CONTEXT));
    const codes = ['ENOTFOUND', 'ECONNREFUSED', 'TIMEOUT', '', 'CERT_X'].map((code) =>
      adviceForNetworkError(code, CONTEXT),
    );
    for (const advice of [...statuses, ...codes]) expect(advice).toMatch(/^[A-Z][^\n]+\.$/);
  });
});
