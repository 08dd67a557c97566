/** The search for secrets in everything that a gate leaves behind. */
import { expect } from '@jest/globals';

import type { ActionResult } from '../../../simulator/runner.js';
import { PERMANENT_KEY, RUN_TOKEN, TEMPORARY_KEY } from './credentials.js';
import type { Gate } from './gate.js';

/** Everything that a gate has left behind, but for the commands that tell the runner what to mask. */
export function leftBehind({ stdout, stderr, outputs, summary, files }: ActionResult): string {
  const shown = stdout
    .split('\n')
    .filter((line) => !line.startsWith('::add-mask::'))
    .join('\n');
  return [shown, stderr, JSON.stringify(outputs), ...Object.values(outputs), summary, JSON.stringify(files)].join('\n');
}

/** Every secret that the gate had or was given: those of its inputs and environment, and what arrived in requests. */
function secretsOf({ simulator }: Gate): string[] {
  const sent = simulator.requests.flatMap(({ headers, body }) => [
    headers['x-auth-token'],
    headers['x-security-token'],
    ...[...body.matchAll(/"(?:id|id_token)":"([\w-]+\.[\w-]+\.[\w-]+)"/g)].map(([, idToken]) => idToken),
  ]);
  const known = [simulator.token, simulator.identity.oidcRequestToken, PERMANENT_KEY.secret, TEMPORARY_KEY.secret];
  const all = [...sent, ...known, TEMPORARY_KEY.securityToken, RUN_TOKEN]
    .map(String)
    .filter((each) => each !== 'undefined');
  return [...new Set(all)];
}

/** A secret in every form in which it, or a part of it that is worth something, could be recognised. */
function formsOf(secret: string): string[] {
  const bytes = Buffer.from(secret);
  return [
    secret,
    encodeURIComponent(secret),
    JSON.stringify(secret).slice(1, -1),
    bytes.toString('base64').replace(/=+$/, ''),
    bytes.toString('base64url'),
    bytes.toString('hex'),
    // A cut secret is one too: half of it is more than anybody should see.
    secret.slice(0, Math.ceil(secret.length / 2)),
    secret.slice(-Math.ceil(secret.length / 2)),
  ];
}

/** Fails where any secret is found in what a gate has left behind. */
export function expectNoSecrets(gate: Gate): void {
  const text = leftBehind(gate);
  for (const secret of secretsOf(gate)) {
    for (const form of formsOf(secret)) expect(text.includes(form) ? `${form} (of ${secret})` : '').toBe('');
  }
}
