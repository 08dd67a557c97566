/** Which page of help fits what came of a request. */
import type { AuthMethod, HelpTopic } from '../base/api-error.js';
import { isCertificateError } from './advice.js';

const NOT_ACCEPTED: Readonly<Record<AuthMethod, HelpTopic>> = {
  token: 'token',
  'access-key': 'access-key',
  iam: 'exchange',
  sts: 'exchange',
};

/** The topic of an error by its HTTP status and the service's error code. */
export function topicOfStatus(status: number, code: string, authMethod: AuthMethod): HelpTopic {
  if (status >= 300 && status < 400) return 'redirect';
  const gatewayCode = /^APIGW?\.(\d{4})$/.exec(code)?.[1];
  if (gatewayCode === '0101') return 'no-such-api';
  if (gatewayCode === '0301' || gatewayCode === '0303' || gatewayCode === '0307') return NOT_ACCEPTED[authMethod];
  switch (status) {
    case 400:
    case 404:
      return 'no-such-job';
    case 401:
      return NOT_ACCEPTED[authMethod];
    case 403:
      return 'permission';
    case 407:
      return 'proxy-credentials';
    case 429:
      return 'throttled';
    default:
      return status >= 500 || status === 408 || status === 425 ? 'trouble' : 'no-such-api';
  }
}

/** The topic of a request that no answer came to, by the system's error code; a proxy's begin with `PROXY_`. */
export function topicOfNetworkError(code: string): HelpTopic {
  if (code === 'PROXY_407') return 'proxy-credentials';
  if (isCertificateError(code.replace(/^PROXY_/, ''))) return 'certificate';
  return code.startsWith('PROXY_') ? 'proxy' : 'network';
}
