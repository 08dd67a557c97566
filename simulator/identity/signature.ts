/** SDK-HMAC-SHA256 as a gateway checks it: from the request as it arrived, by rules of its own, not by the signer's. */
import { createHash, createHmac, timingSafeEqual } from 'node:crypto';

import type { RoutedRequest } from '../routing.js';

/** What an `Authorization` header says. */
export interface ParsedAuthorization {
  readonly keyId: string;
  readonly signedNames: readonly string[];
  readonly signature: string;
}

/** The parts of an `Authorization` header; `undefined` where it is of another kind or damaged. */
export function parseAuthorization(header: string): ParsedAuthorization | undefined {
  const match = /^SDK-HMAC-SHA256 Access=([^, ]+), SignedHeaders=([a-z0-9;-]+), Signature=([0-9a-f]{64})$/.exec(header);
  const [, keyId = '', names = '', signature = ''] = match ?? [];
  return match === null ? undefined : { keyId, signedNames: names.split(';'), signature };
}

/** An `X-Sdk-Date`, in milliseconds since the epoch; NaN for anything else. */
export function parseSdkDate(text: string): number {
  const match = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(text);
  if (match === null) return Number.NaN;
  const [, year, month, day, hour, minute, second] = match;
  return Date.UTC(Number(year), Number(month) - 1, Number(day), Number(hour), Number(minute), Number(second));
}

/** Whether a signature is the one that the secret key gives for the request. */
export function isSignedWith(
  secret: string,
  { signedNames, signature }: ParsedAuthorization,
  request: RoutedRequest,
): boolean {
  const [path = '', query = ''] = request.url.split('?', 2);
  const headers = signedNames.map((name) => `${name}:${headerOf(request, name)}\n`);
  const canonical = [
    request.method,
    slashed(path.split('/').map(recoded).join('/')),
    canonicalQuery(query),
    headers.join(''),
    signedNames.join(';'),
    createHash('sha256').update(request.body).digest('hex'),
  ].join('\n');
  const hash = createHash('sha256').update(canonical).digest('hex');
  const text = `SDK-HMAC-SHA256\n${headerOf(request, 'x-sdk-date')}\n${hash}`;
  const expected = createHmac('sha256', secret).update(text).digest();
  return timingSafeEqual(expected, Buffer.from(signature, 'hex'));
}

/** By name and then by value, as they read: `~` comes before `ä`, although its encoded form would not. */
function canonicalQuery(query: string): string {
  const pairs = query
    .split('&')
    .filter((pair) => pair !== '')
    .map((pair) => ({ name: pair.split('=', 1)[0] ?? '', value: pair.replace(/^[^=]*=?/, '') }))
    .map(({ name, value }) => ({ name: decodeURIComponent(name), value: decodeURIComponent(value) }));
  const names = [...new Set(pairs.map(({ name }) => name))].sort();
  const valuesOf = (name: string): string[] =>
    pairs
      .filter((pair) => pair.name === name)
      .map(({ value }) => value)
      .sort();
  return names.flatMap((name) => valuesOf(name).map((value) => `${escaped(name)}=${escaped(value)}`)).join('&');
}

/** A header as it arrived; `''` where it did not. */
export function headerOf({ headers }: Pick<RoutedRequest, 'headers'>, name: string): string {
  return String(headers[name] ?? '').trim();
}

function slashed(path: string): string {
  return path.endsWith('/') ? path : `${path}/`;
}

function recoded(segment: string): string {
  return escaped(decodeURIComponent(segment));
}

/** Bytes that are unreserved (RFC 3986) as they are, all others as %XX. */
function escaped(text: string): string {
  return [...Buffer.from(text)]
    .map((byte) => {
      const character = String.fromCharCode(byte);
      return /[A-Za-z0-9._~-]/.test(character) ? character : `%${byte.toString(16).toUpperCase().padStart(2, '0')}`;
    })
    .join('');
}
