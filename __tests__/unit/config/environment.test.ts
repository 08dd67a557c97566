import { describe, expect, it } from '@jest/globals';

import { Secrets } from '../../../src/base/secrets.js';
import { addProxySecrets, checkProxy, ignoreInsecureTls } from '../../../src/config/environment.js';
import { naming } from '../../support/naming.js';

const TARGETS = [new URL('https://cce.example.com'), new URL('https://iam.example.com')];

interface Checked {
  readonly problems: readonly string[];
  readonly masked: readonly string[];
  readonly environment: Record<string, string | undefined>;
}

/** @param direct the hosts that requests reach without a proxy */
function check(environment: Record<string, string | undefined>, direct: readonly string[] = []): Checked {
  const masked: string[] = [];
  const secrets = new Secrets((secret) => {
    masked.push(secret);
  });
  addProxySecrets(environment, secrets);
  const problems = checkProxy(environment, TARGETS, ({ hostname }) => direct.includes(hostname));
  return { problems, masked, environment };
}

const base64 = (text: string): string => Buffer.from(text).toString('base64');

describe('the proxies of the environment', () => {
  it('have their passwords masked, whichever of them is used, in the forms in which they are sent', () => {
    const { problems, masked } = check({
      https_proxy: 'http://u:p%40ss@proxy:3128',
      HTTP_PROXY: 'http://v:word@proxy',
    });
    expect(problems).toEqual([]);
    expect(masked).toEqual(['p%40ss', 'p@ss', base64('u:p@ss'), 'word', base64('v:word')]);
  });

  it('are named by whole URLs afterwards, with the user as it was given', () => {
    expect(check({ HTTPS_PROXY: 'Alice:SeCret@proxy:3128' }).environment).toEqual({
      HTTPS_PROXY: 'http://Alice:SeCret@proxy:3128/',
    });
  });

  it.each(['socks5://proxy:1080', 'http://', 'http://u:%zz@proxy'])('are refused where it is %s', (value) => {
    expect(check({ https_proxy: value }).problems).toEqual([naming('https_proxy', 'http://host:port')]);
    expect(check({ HTTPS_PROXY: value }).problems).toEqual([naming('HTTPS_PROXY', 'http://host:port')]);
  });

  it('are refused where any request goes through them, and are no matter where none does', () => {
    const environment = { https_proxy: 'socks5://proxy:1080' };
    expect(check(environment, ['iam.example.com']).problems).toHaveLength(1);
    expect(check(environment, ['iam.example.com', 'cce.example.com']).problems).toEqual([]);
  });

  it('are no matter where another one is used', () => {
    const environment = {
      https_proxy: 'http://proxy:3128/',
      HTTPS_PROXY: 'socks5://proxy',
      http_proxy: 'socks5://proxy',
    };
    expect(check({ ...environment })).toEqual({ problems: [], masked: [], environment });
    expect(check({ https_proxy: '' }).problems).toEqual([]);
  });
});

describe('NODE_TLS_REJECT_UNAUTHORIZED', () => {
  it('is taken out where it is 0, with a warning that names it', () => {
    const environment = { NODE_TLS_REJECT_UNAUTHORIZED: '0', PATH: '/bin' };
    expect(ignoreInsecureTls(environment)).toMatch(/NODE_TLS_REJECT_UNAUTHORIZED=0 has no effect.*NODE_EXTRA_CA_CERTS/);
    expect(environment).toEqual({ PATH: '/bin' });
  });

  // Node compares with exactly this text.
  it.each(['', '1', 'false', '00'])('is left alone where it is "%s", which turns nothing off', (value) => {
    const environment = { NODE_TLS_REJECT_UNAUTHORIZED: value };
    expect(ignoreInsecureTls(environment)).toBeUndefined();
    expect(environment).toEqual({ NODE_TLS_REJECT_UNAUTHORIZED: value });
  });
});
