/** Remote text: harmless, long, hostile, or with one of the gate's own secrets in some encoding. */
import fc from 'fast-check';

import { inEscapes, type Json } from './json.js';

/** The secrets that the gate is given, long enough that 24 characters of an end are but a part. */
export const SECRETS = {
  token: 'MIIFuzz+T0ken/9zQw7Lr2Xk5Vb8Nc1Ys4Hd6Jg3Pf0Ta+Ue/Ri9Wo2Mx5Kb7Zq==',
  accessKey: 'FUZZACCESSKEY0000001',
  secretKey: 'fUzzS3cretKey9aB8cD7eF6gH5iJ4kL3mN2oP1qR',
} as const;

/** A name that no command, tag or file of the gate's own has. */
export const FORGED = 'fuzz-forged';

/** The ways in which a secret may be written: text by text, what must not be found in any report. */
export function encodingsOf(secret: string): Readonly<Record<string, string>> {
  const bytes = Buffer.from(secret);
  return {
    raw: secret,
    beginning: secret.slice(0, 28),
    end: secret.slice(-28),
    percent: encodeURIComponent(secret),
    'lower percent': encodeURIComponent(secret).replaceAll(/%../g, (escape) => escape.toLowerCase()),
    base64: bytes.toString('base64'),
    base64url: bytes.toString('base64url'),
    'base64 at offset 1': Buffer.concat([Buffer.from('x'), bytes])
      .toString('base64')
      .slice(4, -4),
    'base64 at offset 2': Buffer.concat([Buffer.from('xy'), bytes])
      .toString('base64')
      .slice(4, -4),
    hexadecimal: bytes.toString('hex'),
    'upper hexadecimal': bytes.toString('hex').toUpperCase(),
    'JSON escapes': secret.replaceAll('/', '\\/'),
    'unicode escapes': inEscapes(secret),
    'HTML references': secret.replaceAll(/[^]/g, (sign) => `&#${sign.charCodeAt(0)};`),
  };
}

const HOSTILE: readonly string[] = [
  `::${FORGED}::x`,
  `a\n::${FORGED}::x`,
  `a\r::${FORGED} name=x::x`,
  `a\u2028::${FORGED}::x`,
  `\u0085\u200b::${FORGED}::x`,
  `a ##[${FORGED}]x`,
  `%0A::${FORGED}::x`,
  `\u001b[2J\u001b[1;1H${FORGED}`,
  `\u009b2J${FORGED}`,
  'x\noutcome=success\nx',
  'x\nEOF\noutcome<<E\nsuccess\nE',
  `</td></tr></table><img src=x alt=${FORGED}>`,
  '|\n| --- |\n',
  '\ud800 lone',
  '\u202e right to left',
  '{"error_msg": "inner"}',
  '%s %d {} ${HOME} $(id)',
];

/** Alphabets that make a careless clean-up slow. */
const LONG: readonly string[] = [
  '#',
  '\u200b',
  '\u001b[31m',
  '%0A',
  '&#',
  '`',
  '\\u',
  'é',
  '\ud83d\ude00',
  ' ',
  '\r\n',
  '::',
];

const plain = fc.constantFrom('no address left', 'quota exceeded', 'x', '', 'Ω 网络');

const hostile = fc.constantFrom(...HOSTILE);

/** What mail and PEM files do to long lines; an escape is not broken in the middle. */
function wrapped(encoded: string): string {
  return /[&\\]/.test(encoded) ? encoded : encoded.replaceAll(/.{60}/g, '$&\r\n');
}

const leaking = fc
  .constantFrom(...[SECRETS.token, SECRETS.secretKey].flatMap((secret) => Object.values(encodingsOf(secret))))
  .chain((encoded) => fc.constantFrom(encoded, `refused: ${encoded} (x)`, wrapped(encoded)));

const long = fc.record({ repeat: fc.constantFrom(...LONG), times: fc.constantFrom(5000, 100_000) });

/** Megabytes of one sign. */
export const hugeText: fc.Arbitrary<Json> = fc.record({
  repeat: fc.constantFrom(...LONG),
  times: fc.constantFrom(500_000, 1_000_000),
});

/** What stands in a document where the reference has a text. */
export const remoteText: fc.Arbitrary<Json> = fc.oneof(
  { weight: 30, arbitrary: plain },
  { weight: 8, arbitrary: hostile },
  { weight: 6, arbitrary: leaking },
  { weight: 1, arbitrary: long },
  { weight: 2, arbitrary: fc.constant(null) },
);

/** The same as a string, for headers and bodies that are no JSON. */
export const remoteString: fc.Arbitrary<string> = fc.oneof(
  { weight: 5, arbitrary: plain },
  { weight: 2, arbitrary: hostile },
  { weight: 2, arbitrary: leaking },
);
