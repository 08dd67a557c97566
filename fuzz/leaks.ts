/** What must stand nowhere in what a gate writes: its secrets in any encoding, and what remote text has forged. */
import type { Case } from './case.js';
import type { Finding } from './finding.js';
import type { Observation } from './run-gate.js';
import { encodingsOf, FORGED, SECRETS } from './texts.js';

/** As much of a secret's beginning or end is as bad as the whole. */
const PART = 24;

type Leaks = readonly (readonly [name: string, text: string])[];

/** What must not be found, with its name, by how the gate authenticates. */
const LEAKS: Readonly<Record<Case['auth'], Leaks>> = {
  token: leaksFrom(SECRETS.token),
  'access key': leaksFrom(SECRETS.secretKey),
};

function leaksFrom(secret: string): Leaks {
  return Object.entries({
    ...encodingsOf(secret),
    ...suffixed(encodingsOf(secret.slice(0, PART)), 'the beginning'),
    ...suffixed(encodingsOf(secret.slice(-PART)), 'the end'),
  });
}

function suffixed(encodings: Readonly<Record<string, string>>, part: string): Record<string, string> {
  const kept = Object.entries(encodings).filter(([name]) => name !== 'beginning' && name !== 'end');
  return Object.fromEntries(kept.map(([name, text]) => [`${name} of ${part}`, text.replace(/=+$/, '')]));
}

/** The commands that a gate may print. */
const COMMAND = /^::(?:add-mask|group|endgroup|debug|error|warning|notice)(?: [^:]*)?::/;

/** What a gate gave away, and what a service could make its runner do. */
export function leaksOf({ result, fuzzed }: Observation): Finding[] {
  const { stdout, stderr, summary, outputs, files } = result;
  const printed = `${stdout}\n${stderr}`;
  const written = [summary, ...Object.values(outputs), ...Object.values(files)].join('\n');
  const unmasked = printed.replaceAll(/^::add-mask::.*$/gm, '');
  return [...secretsIn(`${unmasked}\n${written}`, LEAKS[fuzzed.auth]), ...forgedIn(printed)];
}

function secretsIn(text: string, leaks: Leaks): Finding[] {
  // Wrapped over lines, or with signs escaped, it is still the secret.
  const unwrapped = text.replaceAll(/[\s\\]+/g, '');
  const found = leaks.filter(([, leak]) => text.includes(leak) || unwrapped.includes(leak));
  return found.slice(0, 1).map(([name, leak]) => ({ rule: 'secret', text: `${name}: ${around(text, leak)}` }));
}

function around(text: string, part: string): string {
  const index = text.indexOf(part);
  return index < 0 ? 'wrapped' : JSON.stringify(text.slice(Math.max(0, index - 60), index + 90));
}

function forgedIn(printed: string): Finding[] {
  const lines = printed.split(/\r\n|[\n\v\f\r\u0085\u2028\u2029]/).map((line) => line.replace(/^[\s\p{Cf}]+/u, ''));
  const commands = lines.filter((line) => line.startsWith('::') && !COMMAND.test(line));
  const hashes = lines.filter((line) => line.includes('##['));
  const cursor = lines.filter((line) => line.includes(`\u001b[2J`) || line.includes(`\u009b`));
  const all = [...commands, ...lines.filter((line) => line.startsWith(`::${FORGED}`)), ...hashes, ...cursor];
  return all.slice(0, 1).map((line) => ({ rule: 'forged', text: JSON.stringify(line.slice(0, 200)) }));
}
