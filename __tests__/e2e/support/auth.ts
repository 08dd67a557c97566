/** Gates that authenticate in every way there is, and the search for what they may have left behind. */
import { expect, jest } from '@jest/globals';

import { SETTING_DEFAULTS } from '../../../src/base/settings.js';
import type { Identity } from '../../../simulator/identity/identity.js';
import { startAction, type ActionResult } from '../../../simulator/runner.js';
import { scenarioNamed } from '../../../simulator/scenarios/index.js';
import { startSimulator, type Simulator } from '../../../simulator/simulator.js';

/** No gate of these tests has a longer deadline; one that still runs then hangs. */
const HANGS_AFTER_MS = 25_000;

/** Jest must not be the one to give up: it would leave the gate's process behind. */
jest.setTimeout(2 * HANGS_AFTER_MS);

/** How the gate is given its credentials. */
export const WAYS = ['token', 'access-key', 'temporary', 'iam', 'sts'] as const;
export type Way = (typeof WAYS)[number];

/** A temporary key that the simulator knows from the start. */
export const TEMPORARY_KEY = {
  id: 'HSTTEMPORARYKEY00000',
  secret: 'temporarySecretKeyThatOpensNothing012345',
  securityToken: 'temporarySecurityTokenThatOpensNothing0123456789+/==',
};

export interface AuthOptions {
  readonly way: Way;
  readonly scenarios?: readonly string[];
  readonly inputs?: Readonly<Record<string, string>>;
  /** Inputs that are not given although the way would. */
  readonly without?: readonly string[];
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly identity?: Partial<Identity>;
  readonly clockOffsetMs?: number;
  /** Milliseconds of simulated time for each on the clock. */
  readonly speed?: number;
  readonly prepare?: (simulator: Simulator) => void;
  readonly meanwhile?: (simulator: Simulator) => Promise<void>;
}

/** A gate that has ended, and the simulator it asked, which is closed by now. */
export interface AuthGate extends ActionResult {
  readonly simulator: Simulator;
  /** The kinds of requests that arrived, in their order. */
  readonly requests: readonly string[];
}

/** Runs the bundle with credentials of some kind until it ends. */
export async function runAuthGate(options: AuthOptions): Promise<AuthGate> {
  const scenarios = (options.scenarios ?? ['create-cluster']).map(scenarioNamed);
  const simulator = await startSimulator({
    scenarios,
    speed: options.speed ?? 20,
    clockOffsetMs: options.clockOffsetMs ?? 0,
    identity: { ...options.identity, keys: [PERMANENT_KEY, TEMPORARY_KEY] },
  });
  options.prepare?.(simulator);
  const inputs = {
    service: scenarios[0]?.service ?? 'cce',
    endpoint: simulator.endpoint,
    project_id: simulator.projectId,
    job_id: scenarios.map(({ job }) => job.id).join(','),
    poll_interval: '100ms',
    timeout: '20s',
    ...inputsOf(options.way, simulator),
    ...options.inputs,
  };
  const action = startAction({
    defaults: SETTING_DEFAULTS,
    inputs: Object.fromEntries(Object.entries(inputs).filter(([name]) => options.without?.includes(name) !== true)),
    env: { ...(options.way === 'iam' || options.way === 'sts' ? simulator.oidcEnvironment : {}), ...options.env },
  });
  const watchdog = setTimeout(() => void action.stop(), HANGS_AFTER_MS);
  try {
    await options.meanwhile?.(simulator);
    const result = await action.result;
    expect(result.stderr).toBe('');
    return { ...result, simulator, requests: simulator.requests.map(({ path }) => kindOf(path)) };
  } finally {
    clearTimeout(watchdog);
    await action.stop();
    await simulator.close();
  }
}

/** A permanent key that the simulator knows. */
export const PERMANENT_KEY = {
  id: 'PERMANENTACCESSKEY00',
  secret: 'permanentSecretKeyThatOpensNothing012345',
};

function inputsOf(way: Way, { endpoint, token, identity }: Simulator): Record<string, string> {
  switch (way) {
    case 'token':
      return { token };
    case 'access-key':
      return { access_key: PERMANENT_KEY.id, secret_key: PERMANENT_KEY.secret };
    case 'temporary':
      return {
        access_key: TEMPORARY_KEY.id,
        secret_key: TEMPORARY_KEY.secret,
        security_token: TEMPORARY_KEY.securityToken,
      };
    case 'iam':
      return { identity_provider: identity.identityProvider, audience: identity.audience, iam_endpoint: endpoint };
    case 'sts':
      return {
        provider_urn: identity.providerUrn,
        agency_urn: identity.agencyUrn,
        audience: identity.audience,
        sts_endpoint: endpoint,
      };
  }
}

function kindOf(path: string): string {
  if (path.startsWith('/_apis/')) return 'github';
  if (path.startsWith('/v3.0/')) return 'iam';
  return path.startsWith('/v5/') ? 'sts' : 'job';
}

/** Everything that a gate has left behind, but for the commands that tell the runner what to mask. */
function remains({ stdout, stderr, outputs, summary, files }: ActionResult): string {
  const shown = stdout
    .split('\n')
    .filter((line) => !line.startsWith('::add-mask::'))
    .join('\n');
  return [shown, stderr, JSON.stringify(outputs), ...Object.values(outputs), summary, JSON.stringify(files)].join('\n');
}

/** Every secret that the gate had or was given: those of its inputs and environment, and what arrived in requests. */
function secretsOf({ simulator }: AuthGate): string[] {
  const sent = simulator.requests.flatMap(({ headers, body }) => [
    headers['x-auth-token'],
    headers['x-security-token'],
    ...[...body.matchAll(/"(?:id|id_token)":"([\w-]+\.[\w-]+\.[\w-]+)"/g)].map(([, idToken]) => idToken),
  ]);
  const known = [simulator.token, simulator.identity.oidcRequestToken, PERMANENT_KEY.secret, TEMPORARY_KEY.secret];
  const all = [...sent, ...known, TEMPORARY_KEY.securityToken].map(String).filter((each) => each !== 'undefined');
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
export function expectNoSecrets(gate: AuthGate): void {
  const text = remains(gate);
  for (const secret of secretsOf(gate)) {
    for (const form of formsOf(secret)) expect(text.includes(form) ? `${form} (of ${secret})` : '').toBe('');
  }
}
