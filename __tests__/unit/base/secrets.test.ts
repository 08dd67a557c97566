import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { Secrets } from '../../../src/base/secrets.js';

const withSecrets = (...values: readonly string[]): Secrets => {
  const secrets = new Secrets(() => undefined);
  for (const value of values) secrets.add(value);
  return secrets;
};

describe('Secrets', () => {
  it('announces each secret once, and no empty one', () => {
    const announced: string[] = [];
    const secrets = new Secrets((secret) => announced.push(secret));
    for (const value of ['one', '', 'two', 'one']) secrets.add(value);
    expect(announced).toEqual(['one', 'two']);
  });

  it.each([
    ['plain', 'a+b/c=d'],
    ['percent-encoded', encodeURIComponent('a+b/c=d')],
    ['base64', Buffer.from('a+b/c=d').toString('base64')],
    ['base64url', Buffer.from('a+b/c=d').toString('base64url')],
  ])('takes a secret out of a text where it is %s', (_, form) => {
    expect(withSecrets('a+b/c=d').redact(`before ${form}, ${form} after`)).toBe('before ***, *** after');
  });

  it('takes out a secret that contains another one', () => {
    expect(withSecrets('abc', 'abcdef').redact('abcdef abc')).not.toContain('def');
  });

  it('leaves no secret in any text', () => {
    const secret = fc.string({ minLength: 1 }).filter((text) => !/^\*+$/.test(text));
    fc.assert(
      fc.property(secret, fc.string(), fc.string(), (value, before, after) => {
        expect(withSecrets(value).redact(before + value + after)).not.toContain(value);
      }),
    );
  });
});
