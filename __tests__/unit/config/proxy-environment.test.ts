import { describe, expect, it } from '@jest/globals';

import { Secrets } from '../../../src/base/secrets.js';
import { checkProxyEnvironment } from '../../../src/config/proxy.js';
import { naming } from '../../support/naming.js';

function check(environment: NodeJS.ProcessEnv): {
  problems: string[];
  masked: string[];
  environment: NodeJS.ProcessEnv;
} {
  const masked: string[] = [];
  const problems = checkProxyEnvironment(
    environment,
    new Secrets((secret) => {
      masked.push(secret);
    }),
  );
  return { problems, masked, environment };
}

describe('the proxies of the environment', () => {
  it('have their passwords masked, whichever of them is used, in the forms in which they are sent', () => {
    const { problems, masked } = check({
      https_proxy: 'http://u:p%40ss@proxy:3128',
      HTTP_PROXY: 'http://v:word@proxy',
    });
    expect(problems).toEqual([]);
    expect(masked).toEqual(expect.arrayContaining(['p%40ss', 'p@ss', 'u:p@ss', 'word', 'v:word']));
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

  it('are no matter where they are not used', () => {
    const environment = {
      https_proxy: 'http://proxy:3128/',
      HTTPS_PROXY: 'socks5://proxy',
      http_proxy: 'socks5://proxy',
    };
    expect(check({ ...environment })).toEqual({ problems: [], masked: [], environment });
    expect(check({ https_proxy: '' }).problems).toEqual([]);
  });
});
