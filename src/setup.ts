/** What comes before a run: secrets are announced, settings checked, the client for the job API is made. Nothing is sent. */
import { createCredentials } from './auth/create-credentials.js';
import { regionOf } from './base/regions.js';
import { Secrets } from './base/secrets.js';
import { SETTING_DEFAULTS } from './base/settings.js';
import { type Config, parseConfig, SECRET_SETTINGS } from './config/config.js';
import { addProxySecrets, checkProxy, SECRET_VARIABLES } from './config/environment.js';
import type { SettingProblem } from './config/settings.js';
import type { GateEvent } from './engine/events.js';
import type { GateOptions } from './engine/gate.js';
import { createJobClient, type FetchJob } from './engine/job-client.js';
import type { Host } from './host.js';
import { loggedTransport } from './http/logged-transport.js';
import type { Transport } from './http/transport.js';
import type { ReportContext } from './report/facts.js';
import { createSanitizer, type Sanitize } from './report/text/sanitize.js';

/** How much of a response body a debug line shows, in characters. */
const MAX_DEBUG_LINE_LENGTH = 20_000;

/** Settings that have been checked, and what keeps secrets out of every text. */
export interface ReadySetup {
  readonly kind: 'ready';
  readonly config: Config;
  readonly secrets: Secrets;
  readonly sanitize: Sanitize;
}

/** What setting up comes to. */
type Setup =
  | ReadySetup
  | { readonly kind: 'usage-error'; readonly problems: readonly SettingProblem[]; readonly sanitize: Sanitize };

/** Announces every secret that is known, then checks every setting. Nothing is sent. */
export function setUp(host: Host): Setup {
  const { settings, environment } = host;
  const secrets = new Secrets(host.announceSecret);
  const known = [
    ...host.secrets,
    ...settings.layers.flatMap(({ read }) => SECRET_SETTINGS.map(read)),
    ...SECRET_VARIABLES.map(settings.variable),
  ];
  // Outside GitHub's own runner the default of github_token may come as it stands in action.yml.
  for (const secret of known) if (secret !== SETTING_DEFAULTS.github_token) secrets.add(secret);
  addProxySecrets(environment, secrets);
  const sanitize = createSanitizer(secrets);
  const parsed = parseConfig(settings, sanitize);
  const given = settings.problems ?? [];
  if (parsed.kind === 'problems') return { kind: 'usage-error', problems: [...given, ...parsed.problems], sanitize };
  const problems = [...given, ...proxyProblems(environment, parsed.config)];
  if (problems.length > 0) return { kind: 'usage-error', problems, sanitize };
  return { kind: 'ready', config: parsed.config, secrets, sanitize };
}

/** What is wrong with the proxy of the requests that there will be. */
function proxyProblems(
  environment: Host['environment'],
  { access: { endpoint, credentials } }: Config,
): SettingProblem[] {
  const targets = 'endpoint' in credentials ? [endpoint, credentials.endpoint] : [endpoint];
  return checkProxy(environment, targets).map((message) => ({ setting: undefined, message }));
}

/** The client for the job API that a configuration describes, with its credentials. Nothing is sent. */
export function connect(
  host: Host,
  { config, secrets, sanitize }: ReadySetup,
  emit: (event: GateEvent) => void,
): FetchJob {
  const { clock, settings, newTransport } = host;
  const { access, service } = config;
  const startedAt = clock.now();
  const credentials = createCredentials(access.credentials, access.projectId, {
    clock,
    newTransport,
    idTokens: host.idTokens,
    nameOf: settings.nameOf,
    addSecret: (secret) => {
      secrets.add(secret);
    },
    emit: (event) => {
      emit({ kind: 'credentials', waitedMs: clock.now() - startedAt, event });
    },
  });
  const transport = transportOf(host, sanitize);
  return createJobClient({ ...access, service, credentials, transport, clock, nameOf: settings.nameOf });
}

/**
 * A transport that logs every request, and the body that it brought, where debugging is on. Exchanges have other
 * transports: what they bring is secret.
 */
export function transportOf({ clock, debug, newTransport, isDebugging }: Host, sanitize: Sanitize): Transport {
  if (!isDebugging) return newTransport();
  return loggedTransport(newTransport(), {
    now: () => clock.now(),
    sanitize,
    maxBodyLength: MAX_DEBUG_LINE_LENGTH,
    emit: ({ summary, body }) => {
      debug(sanitize(summary, MAX_DEBUG_LINE_LENGTH));
      if (body !== '') debug(sanitize(body, MAX_DEBUG_LINE_LENGTH));
    },
  });
}

/** How the gate waits. Who asks once asks until somebody answers, and about every job. */
export function gateOptionsOf({ task }: Host, { gate }: Config): GateOptions {
  return task === 'wait' ? gate : { ...gate, pollsOnce: true, failFast: false, outageToleranceMs: gate.timeoutMs };
}

/** What the reports say of the wait besides how it went. */
export function contextOf(
  { task, clock, startedAt, settings, helpPage }: Host,
  { gate, access, service }: Config,
): ReportContext {
  return {
    task,
    jobIds: gate.jobIds,
    service: service.name,
    projectId: access.projectId,
    region: regionOf(access.endpoint)?.name ?? '',
    endpoint: access.endpoint.href,
    sources: access.sources,
    timeoutMs: gate.timeoutMs,
    pollInterval: gate.pollInterval,
    startedAt: clock.wallTime() - (clock.now() - startedAt),
    nameOf: settings.nameOf,
    helpPage,
  };
}
