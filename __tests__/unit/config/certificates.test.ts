import { describe, expect, it } from '@jest/globals';

import { ignoreInsecureTls } from '../../../src/config/certificates.js';

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
