import { describe, expect, it } from '@jest/globals';

import { parseProxyUrl } from '../../../src/http/proxy.js';

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

  it.each(['socks5://proxy.example.com', 'ftp://proxy.example.com', 'http://', 'http://a b', '::', ''])(
    'is not "%s"',
    (text) => {
      expect(parseProxyUrl(text)).toBeUndefined();
    },
  );
});
