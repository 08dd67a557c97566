import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { describeJson } from '../../../src/http/logged-transport.js';
import { Secrets } from '../../../src/base/secrets.js';
import { createSanitizer } from '../../../src/report/text/sanitize.js';
import { ENCODINGS } from '../../support/encodings.js';

const describe20 = (value: unknown, maxLength = 20_000): string => describeJson(value, (text) => text, maxLength);

describe('a JSON value', () => {
  it('is described as itself where nothing in it is secret and all of it fits', () => {
    fc.assert(
      fc.property(fc.jsonValue({ noUnicodeString: false }), (value) => {
        const json = JSON.stringify(value);
        fc.pre(!/token|secret|passw|credential|authorization|signature|cookie|private|eyJ/i.test(json));
        expect(JSON.parse(describe20(value))).toEqual(JSON.parse(json));
      }),
    );
  });

  it('is described without what is secret by its name, alone or in a list', () => {
    const credentials = {
      access_key_id: 'AK',
      secret_access_key: 'hunter2',
      security_token: 'hunter2',
      tokens: ['hunter2', 7, ['hunter2'], { name: 'shown' }],
      pin: { token: 7 },
      hasToken: true,
    };
    expect(JSON.parse(describe20({ credentials, extendParam: { userPassword: 'hunter2' } }))).toEqual({
      credentials: {
        access_key_id: 'AK',
        secret_access_key: '***',
        security_token: '***',
        tokens: ['***', '***', ['***'], { name: 'shown' }],
        pin: { token: '***' },
        hasToken: true,
      },
      extendParam: { userPassword: '***' },
    });
  });

  it('is described without JSON web tokens, wherever they stand', () => {
    const jwt = 'eyJhbGciOi.eyJzdWIiOi.c2ln';
    expect(describe20({ value: jwt, reason: `sent ${jwt}, refused` })).toBe(
      '{"value":"***","reason":"sent ***, refused"}',
    );
  });

  it('is described without a secret in any encoding, in values and names', () => {
    const secrets = new Secrets(() => undefined);
    const secret = 'MIIFvwYJKo+Zq/hvc7NAQ"cCoIIF/sDCyCBaw\\CAQ0Ex-DTA';
    secrets.add(secret);
    for (const [name, encode] of Object.entries(ENCODINGS)) {
      const text = encode(secret).join('');
      const json = describeJson({ a: text, [`b${text}`]: [text] }, createSanitizer(secrets), 20_000);
      expect([name, json.replace(/\*\*\*[^"]{0,12}/g, '***')]).toEqual([
        name,
        expect.stringMatching(/^\{"a":".{0,12}\*\*\*","b.{0,12}\*\*\*":\[".{0,12}\*\*\*"\]\}$/),
      ]);
    }
  });

  it('is described no further than wanted, however much there is, and with no more work', () => {
    let sanitized = 0;
    const count = (text: string): string => {
      sanitized += 1;
      return text;
    };
    const many = Array.from({ length: 100_000 }, (_, index) => ({ [`name${index}`]: 'text' }));
    for (const value of [many, Object.assign({}, ...many), [many, many]]) {
      sanitized = 0;
      expect(describeJson(value, count, 1000).length).toBeLessThan(1100);
      expect(sanitized).toBeLessThan(500);
    }
  });

  it('is described to a depth that no stack minds', () => {
    const deep: unknown = JSON.parse(`${'['.repeat(100_000)}${']'.repeat(100_000)}`);
    expect(describe20(deep)).toBe(`${'['.repeat(101)}"…"${']'.repeat(101)}`);
  });

  it('is searched for web tokens in a time that grows as the text does', () => {
    expect(describe20({ reason: 'eyJ'.repeat(1_000_000) }).length).toBeGreaterThan(3_000_000);
  });
});
