/** A self-signed certificate, made when it is needed: a key in a repository is a key that somebody scans for. */
import { generateKeyPairSync, sign } from 'node:crypto';

/** What a TLS server takes, and a file of trusted certificates holds. */
export interface Certificate {
  readonly key: string;
  readonly cert: string;
}

/** A certificate of a host name for today. */
export function certificateFor(host: string): Certificate {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const algorithm = sequence(oid(0x2a, 0x86, 0x48, 0xce, 0x3d, 0x04, 0x03, 0x02));
  const name = sequence(der(0x31, sequence(oid(0x55, 0x04, 0x03), der(0x0c, Buffer.from(host)))));
  const day = 86_400_000;
  const valid = sequence(...[-day, day].map((offset) => der(0x18, time(new Date(Date.now() + offset)))));
  const hosts = sequence(oid(0x55, 0x1d, 0x11), der(0x04, sequence(der(0x82, Buffer.from(host)))));
  const body = sequence(
    der(0xa0, der(0x02, Buffer.from([2]))),
    der(0x02, Buffer.from([1])),
    algorithm,
    name,
    valid,
    name,
    publicKey.export({ type: 'spki', format: 'der' }),
    der(0xa3, sequence(hosts)),
  );
  const signature = der(0x03, Buffer.concat([Buffer.from([0]), sign('sha256', body, privateKey)]));
  const lines = sequence(body, algorithm, signature)
    .toString('base64')
    .replace(/.{1,64}/g, '$&\n');
  return {
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    cert: `-----BEGIN CERTIFICATE-----\n${lines}-----END CERTIFICATE-----\n`,
  };
}

/** ASN.1 in its distinguished encoding: a tag, a length, a value. */
function der(tag: number, ...values: readonly Buffer[]): Buffer {
  const value = Buffer.concat(values);
  const { length } = value;
  const size = length < 128 ? [length] : length < 256 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from([tag, ...size]), value]);
}

function sequence(...values: readonly Buffer[]): Buffer {
  return der(0x30, ...values);
}

function oid(...encoded: readonly number[]): Buffer {
  return der(0x06, Buffer.from(encoded));
}

function time(date: Date): Buffer {
  return Buffer.from(`${date.toISOString().replace(/[-:T]|\..*$/g, '')}Z`);
}
