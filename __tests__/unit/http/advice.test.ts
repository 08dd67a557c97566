import { describe, expect, it } from '@jest/globals';

import { adviceForGatewayCode, adviceForNetworkError, adviceForStatus } from '../../../src/http/advice.js';
import { responseOf, CONTEXT, errorFrom } from './responses.js';

describe('advice for a code of the gateway', () => {
  it.each([
    ['0101', 'cce.example.com has no such API'],
    ['0301', 'The token is wrong'],
    ['0303', 'clock of the runner'],
    ['0307', 'has expired'],
  ])('%s', (number, words) => {
    expect(adviceForGatewayCode(`APIG.${number}`, CONTEXT)).toContain(words);
    expect(adviceForGatewayCode(`APIGW.${number}`, CONTEXT)).toContain(words);
    expect(errorFrom(responseOf(401, { error_code: `APIG.${number}` })).advice).toContain(words);
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
    [302, 'never followed'],
    [400, 'Check job_id and project_id'],
    [401, 'or was issued by another region'],
    [403, 'Grant the user cce:job:get'],
    [404, 'Check job_id, project_id, service'],
    [407, 'https_proxy'],
    [429, 'raise poll_interval'],
    [408, 'CCE or its gateway is in trouble'],
    [425, 'CCE or its gateway is in trouble'],
    [500, 'CCE or its gateway is in trouble'],
    [503, 'CCE or its gateway is in trouble'],
    [599, 'CCE or its gateway is in trouble'],
    [418, 'Check service, and region or endpoint.'],
  ])('%d', (status, words) => {
    expect(adviceForStatus(status, CONTEXT)).toContain(words);
  });
});

describe('advice for a request without an answer', () => {
  it.each([
    ['ENOTFOUND', 'Check region or endpoint, and that the runner can resolve the host name cce.example.com'],
    ['EAI_AGAIN', 'Check region or endpoint, and that the runner can resolve the host name cce.example.com'],
    ['ECONNREFUSED', 'Nothing listens at cce.example.com: check region or endpoint, and'],
    ['TIMEOUT', 'raise request_timeout'],
    ['ETIMEDOUT', 'raise request_timeout'],
    ['EHOSTUNREACH', 'raise request_timeout'],
    ['ENETUNREACH', 'raise request_timeout'],
    ['ECONNRESET', 'Check the network between the runner and cce.example.com'],
    ['', 'Check the network between the runner and cce.example.com'],
    ['PROXY_502', 'Check the proxy that https_proxy names, and that it lets the runner reach cce.example.com'],
    ['PROXY_ECONNREFUSED', 'Check the proxy that https_proxy names'],
    ['PROXY_CERT_HAS_EXPIRED', 'The certificate of the proxy is not valid today'],
    ['PROXY_ERR_TLS_CERT_ALTNAME_INVALID', 'another host than the proxy: check the host name in https_proxy'],
    ['CERT_HAS_EXPIRED', 'The certificate of cce.example.com is not valid today'],
    ['CERT_NOT_YET_VALID', 'The certificate of cce.example.com is not valid today'],
    ['ERR_TLS_CERT_ALTNAME_INVALID', 'The certificate belongs to another host than cce.example.com'],
    ['SELF_SIGNED_CERT_IN_CHAIN', 'point NODE_EXTRA_CA_CERTS to its certificate'],
  ])('%p', (code, words) => {
    expect(adviceForNetworkError(code, CONTEXT)).toContain(words);
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
