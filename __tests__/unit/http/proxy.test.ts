import { afterEach, describe, expect, it } from '@jest/globals';

import { isDirect, parseProxyUrl } from '../../../src/http/proxy.js';

describe("a proxy's URL", () => {
  it.each([
    ['http://proxy.example.com:3128', 'http://proxy.example.com:3128/'],
    ['HTTPS://proxy.example.com', 'https://proxy.example.com/'],
    ['proxy.example.com:3128', 'http://proxy.example.com:3128/'],
    ['10.0.0.1:3128', 'http://10.0.0.1:3128/'],
    ['user:pass@proxy.example.com:3128', 'http://user:pass@proxy.example.com:3128/'],
    ['http://user:p%40ss@proxy.example.com', 'http://user:p%40ss@proxy.example.com/'],
  ])('is read from %s', (text, url) => {
    expect(parseProxyUrl(text)?.href).toBe(url);
  });

  it.each(['socks5://proxy.example.com', 'ftp://proxy.example.com', 'http://', 'http://a b', 'http://a:0', '::', ''])(
    'is not "%s"',
    (text) => {
      expect(parseProxyUrl(text)).toBeUndefined();
    },
  );
});

describe('a request', () => {
  const variables = { ...process.env };
  afterEach(() => {
    process.env = { ...variables };
  });

  it.each([
    ['https://cce.example.com', '', false],
    ['https://cce.example.com', '*', true],
    ['https://cce.example.com', 'example.com', true],
    ['https://cce.example.com', '.other.example, .example.com', true],
    ['https://cce.example.com:8443', 'cce.example.com:8443', true],
    ['https://example.org', '.example.com', false],
    ['http://127.0.0.1:8080', '', true],
    ['https://localhost', '', true],
    ['https://[::1]:8443', '', true],
  ])('to %s goes without a proxy where no_proxy is "%s": %s', (url, noProxy, direct) => {
    process.env['no_proxy'] = noProxy;
    expect(isDirect(new URL(url))).toBe(direct);
  });
});
