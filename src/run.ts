/** One run of the gate, wherever it is hosted: settings → config → engine → reports → exit status. */
import { createCredentials } from './auth/create-credentials.js';
import { regionOf } from './base/regions.js';
import { Secrets } from './base/secrets.js';
import { SETTING_DEFAULTS } from './base/settings.js';
import { type Config, parseConfig, SECRET_SETTINGS } from './config/config.js';
import { addProxySecrets, checkProxy, ignoreInsecureTls, SECRET_VARIABLES } from './config/environment.js';
import type { Problem } from './config/settings.js';
import type { GateEvent, GateResult } from './engine/events.js';
import { type GateOptions, type RunningGate, startGate } from './engine/gate.js';
import { createJobClient, type FetchJob } from './engine/job-client.js';
import { ERROR_STATUS, exitStatus, resultOfInternalError, USAGE_ERROR_STATUS } from './engine/outcome.js';
import type { Host, Reports } from './host.js';
import { loggedTransport } from './http/logged-transport.js';
import type { Transport } from './http/transport.js';
import { annotationsOf, warningOf } from './report/annotations.js';
import { factsOf, type GateFacts, type ReportContext } from './report/facts.js';
import { createLog, type Log } from './report/log/log.js';
import { outputsOf, usageErrorOutputs } from './report/outputs/outputs.js';
import { summaryOf } from './report/summary/summary.js';
import { type Formatter, textFormatter } from './report/text/formatter.js';
import { createSanitizer, type Sanitize } from './report/text/sanitize.js';

/** How much of a response body a debug line shows, in characters. */
const MAX_DEBUG_LINE_LENGTH = 20_000;

/** How long the reports may take after an error has come in between. */
const BROKEN_REPORT_MS = 5000;

/** Settings that have been checked, and what keeps secrets out of every text. */
type Setup =
  | { readonly kind: 'ready'; readonly config: Config; readonly secrets: Secrets; readonly sanitize: Sanitize }
  | { readonly kind: 'usage-error'; readonly problems: readonly Problem[]; readonly sanitize: Sanitize };

/** Announces every secret that is known, then checks every setting. Nothing is sent. */
function setUp(host: Host): Setup {
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
  if (given.length > 0) return { kind: 'usage-error', problems: given, sanitize };
  const { endpoint, credentials } = parsed.config.access;
  const proxyProblems = checkProxy(
    environment,
    'endpoint' in credentials ? [endpoint, credentials.endpoint] : [endpoint],
  );
  if (proxyProblems.length === 0) return { kind: 'ready', config: parsed.config, secrets, sanitize };
  const problems = proxyProblems.map((message): Problem => ({ setting: undefined, message }));
  return { kind: 'usage-error', problems, sanitize };
}

/** The client for the job API that a configuration describes, with its credentials. Nothing is sent. */
function connect(
  host: Host,
  { config, secrets, sanitize }: Extract<Setup, { kind: 'ready' }>,
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
 * A transport that tells every request, and the body that it brought, where debugging is on. Exchanges have other
 * transports: what they bring is secret.
 */
function transportOf({ clock, debug, newTransport, isDebugging }: Host, sanitize: Sanitize): Transport {
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

/** A run that has begun. */
export interface Running {
  /** The status to end the process with. Never rejects. */
  readonly exitStatus: Promise<number>;
  /** Ends the run because of an error that nobody caught, with what is known by then: never a success. */
  readonly fail: (error: unknown) => void;
}

/** Runs the gate to its end. The verdict is reported once, whatever happens. */
export function startRun(host: Host): Running {
  const setup = setUp(host);
  const warn = (title: string, message: string): void => {
    host.warn(title, setup.sanitize(message));
  };
  for (const warning of host.settings.warnings) warn('Unknown input', warning);
  if (setup.kind === 'usage-error') {
    const messages = setup.problems.map(({ message }) => message);
    host.reportUsageError(setup.problems, usageErrorOutputs(messages, setup.sanitize));
    return { exitStatus: Promise.resolve(USAGE_ERROR_STATUS), fail: () => undefined };
  }
  const insecureTls = ignoreInsecureTls(host.environment);
  if (insecureTls !== undefined) warn('Certificates are checked', insecureTls);
  for (const warning of setup.config.warnings) warn('Check the settings', warning);
  const run = new Run(host, setup);
  return {
    exitStatus: run.toEnd(),
    fail: (error) => {
      run.fail(error);
    },
  };
}

class Run {
  readonly #host: Host;
  readonly #setup: Extract<Setup, { kind: 'ready' }>;
  readonly #context: ReportContext;
  readonly #format: Formatter;
  readonly #log: Log;
  #gate: RunningGate | undefined;
  /** The verdict's status, as soon as there is one. */
  #status = ERROR_STATUS;
  #isReporting = false;
  #hasFailed = false;
  /** Settles the run. */
  #end: (status: number) => void = () => undefined;
  readonly #ended = new Promise<number>((resolve) => {
    this.#end = resolve;
  });

  constructor(host: Host, setup: Extract<Setup, { kind: 'ready' }>) {
    this.#host = host;
    this.#setup = setup;
    this.#context = contextOf(host, setup.config);
    this.#format = textFormatter(setup.sanitize);
    this.#log = createLog(this.#context, textFormatter(setup.sanitize, host.colour));
  }

  toEnd(): Promise<number> {
    void this.#wait().catch((error: unknown) => {
      this.fail(error);
    });
    return this.#ended;
  }

  fail(error: unknown): void {
    const { sanitize, config } = this.#setup;
    this.#host.debug(sanitize(error instanceof Error ? (error.stack ?? error.message) : String(error), 4000));
    if (this.#isReporting) {
      this.#failWhileReporting(error);
      return;
    }
    this.#hasFailed = true;
    const result = this.#gate?.abandon(error) ?? resultOfInternalError(error, config.gate.jobIds);
    void this.#report(result);
  }

  /** The verdict is known. What is left of the reports goes on for a while, unless the error has stopped them. */
  #failWhileReporting(error: unknown): void {
    if (this.#hasFailed) return;
    this.#hasFailed = true;
    this.#warn(`The gate broke off: ${String(error)}`);
    void this.#host.clock.sleep(BROKEN_REPORT_MS, this.#host.cancellation.signal).then(() => {
      this.#end(this.#status);
    });
  }

  async #wait(): Promise<void> {
    const { clock, startedAt, random, cancellation, printHeader, notReady } = this.#host;
    const [title = '', ...lines] = this.#log.header();
    printHeader({ title, lines });
    const emit = (event: GateEvent): void => {
      this.#emit(event);
    };
    const fetchJob =
      notReady === undefined
        ? connect(this.#host, this.#setup, emit)
        : (): ReturnType<FetchJob> => Promise.resolve({ kind: 'error', error: notReady });
    const dependencies = { fetchJob, clock, startedAt, random, signal: cancellation.signal, emit };
    this.#gate = startGate(gateOptionsOf(this.#host, this.#setup.config), dependencies);
    const result = await this.#gate.result;
    if (!this.#isReporting) await this.#report(result);
  }

  #emit(event: GateEvent): void {
    // Who asks once is shown the whole tree at the end.
    const isShownLater = this.#host.task === 'status' && (event.kind === 'ended' || isAnswer(event));
    if (!isShownLater) this.#host.print(this.#log.event(event));
    const warning = warningOf(event, this.#format);
    if (warning !== undefined) this.#host.annotate(warning);
    this.#host.onEvent(event, this.#setup.sanitize);
  }

  /** Each part on its own: what one of them trips over must not keep the others. */
  async #report(result: GateResult): Promise<void> {
    this.#isReporting = true;
    const { cancellation, printEnding, printGroup, annotate, maxAnnotations, writeReports, afterVerdict } = this.#host;
    this.#status = exitStatus(result.outcome, cancellation.cause());
    const reports = this.#reportsOn(result);
    const { attempt, facts } = reports;
    let places = { summary: '', report: '' };
    await attempt('The reports', async () => {
      places = await writeReports(reports);
    });
    await attempt('The log', () => {
      this.#log.groups(facts()).forEach(printGroup);
    });
    // Before the end of the log, whose last lines are what is read.
    await attempt('The annotations', () => {
      annotationsOf(facts(), this.#context, this.#format, maxAnnotations).forEach(annotate);
    });
    await attempt('The end of the log', () => {
      printEnding(this.#log.ending(facts(), places));
    });
    await attempt('What follows', () => afterVerdict(reports));
    this.#end(this.#status);
  }

  #reportsOn(result: GateResult): Reports {
    const { config, sanitize } = this.#setup;
    let known: GateFacts | undefined;
    const facts = (): GateFacts => (known ??= factsOf(result));
    const made = new Map<number | undefined, string>();
    return {
      result,
      facts,
      exitStatus: this.#status,
      config,
      context: this.#context,
      sanitize,
      newTransport: () => transportOf(this.#host, sanitize),
      outputs: () => outputsOf(facts(), sanitize),
      markdown: (maxBytes) => {
        const markdown = made.get(maxBytes) ?? summaryOf(facts(), this.#context, sanitize, maxBytes);
        made.set(maxBytes, markdown);
        return markdown;
      },
      attempt: async (what, write) => {
        try {
          await write();
        } catch (error) {
          const why = error instanceof Error ? error.message : String(error);
          this.#warn(`${what} could not be written: ${why}. The verdict stands.`);
        }
      },
    };
  }

  #warn(message: string): void {
    this.#host.warn('', this.#setup.sanitize(message));
  }
}

function isAnswer(event: GateEvent): boolean {
  return event.kind === 'watch' && event.event.kind === 'answer';
}

/** Who asks once asks until somebody answers, and about every job. */
function gateOptionsOf({ task }: Host, { gate }: Config): GateOptions {
  return task === 'wait' ? gate : { ...gate, pollsOnce: true, failFast: false, outageToleranceMs: gate.timeoutMs };
}

function contextOf(
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
