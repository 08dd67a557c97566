import { createSign, createVerify, generateKeyPairSync, type KeyPairKeyObjectResult } from 'node:crypto';

import type { Identity } from './identity.js';

/** One for all simulators of a process, made on first use: that takes longer than all else that they do. */
let keys: KeyPairKeyObjectResult | undefined;

function keyPair(): KeyPairKeyObjectResult {
  keys ??= generateKeyPairSync('rsa', { modulusLength: 2048 });
  return keys;
}

/** GitHub as an issuer of ID tokens (RS256), and the check of them with the copy of its key that clouds hold. */
export class IdTokens {
  readonly #identity: Identity;
  #issued = 0;

  constructor(identity: Identity) {
    this.#identity = identity;
  }

  /** A new token. @param now milliseconds since the epoch */
  issue(audience: string, now: number): string {
    const { issuer, subject, idTokenLifetimeMs } = this.#identity;
    this.#issued += 1;
    const claims = {
      jti: `id-token-${this.#issued}`,
      sub: subject,
      aud: audience,
      iss: issuer,
      nbf: Math.floor(now / 1000) - 600,
      iat: Math.floor(now / 1000),
      exp: Math.floor((now + idTokenLifetimeMs) / 1000),
    };
    const content = [{ typ: 'JWT', alg: 'RS256', kid: 'simulator' }, claims]
      .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
      .join('.');
    const signature = createSign('RSA-SHA256').update(content).sign(keyPair().privateKey, 'base64url');
    return `${content}.${signature}`;
  }

  /** What is wrong with a token; `undefined` if nothing is. @param now milliseconds since the epoch */
  problem(token: string, now: number): string | undefined {
    const [header = '', payload = '', signature = ''] = token.split('.');
    const verify = createVerify('RSA-SHA256').update(`${header}.${payload}`);
    if (!verify.verify(keyPair().publicKey, signature, 'base64url')) return 'The signature of the ID token is wrong.';
    const claims: unknown = JSON.parse(Buffer.from(payload, 'base64url').toString());
    const claim = (name: string): unknown => new Map(Object.entries(claims ?? {})).get(name);
    if (claim('iss') !== this.#identity.trustedIssuer) return 'The issuer of the ID token is unknown.';
    if (claim('aud') !== this.#identity.audience) return 'The audience of the ID token is not the client ID.';
    if (!(Number(claim('exp')) * 1000 > now)) return 'The ID token has expired.';
    return undefined;
  }
}
