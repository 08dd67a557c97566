/** The GitHub host: inputs → gate → reports → exit. */
import * as core from '@actions/core';

import { createCredentials } from '../../auth/create.js';
import { systemClock } from '../../base/clock.js';
import { Secrets } from '../../base/secrets.js';
import { type Config, givenToken, parseConfig, type ReportChoice, SECRET_INPUTS } from '../../config/config.js';
import { SECRET_VARIABLES } from '../../config/environment.js';
import { ignoreInsecureTls } from '../../config/certificates.js';
import { checkProxyEnvironment } from '../../config/proxy.js';
import type { GateEvent, GateResult } from '../../engine/events.js';
import { type RunningGate, startGate } from '../../engine/gate.js';
import { createJobClient } from '../../engine/job-client.js';
import { ERROR_STATUS, exitStatus, resultOfInternalError, USAGE_ERROR_STATUS } from '../../engine/outcome.js';
import type { Transport } from '../../http/transport.js';
import { exitWith } from '../../process/exit.js';
import { type Cancellation, listenForCancellation } from '../../process/signals.js';
import { annotations, warningOf } from '../../report/annotations.js';
import type { ReportContext } from '../../report/context.js';
import { createLog, type Log } from '../../report/log.js';
import { outputsOf, usageErrorOutputs } from '../../report/outputs.js';
import { ansi, plain } from '../../report/paint.js';
import { summaryOf } from '../../report/summary.js';
import { createSanitizer, type Sanitize } from '../../report/text/sanitize.js';
import { writeComment } from './comment.js';
import { runUrlOf } from './comment/place.js';
import { contextOf } from './context.js';
import { showsColour, variable } from './environment.js';
import { annotate, attempt, printGroups, printLines, writeOutputs, writeReport, writeSummary } from './reports.js';
import { createExchangeTransport, createHostTransport } from './transport.js';

/** Runs the action, from its inputs to the end of the process. */
export async function main(): Promise<never> {
  const cancellation = listenForCancellation();
  // A reader that closes the log is no reason to lose the verdict.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);
  const secrets = new Secrets(core.setSecret);
  for (const name of SECRET_INPUTS) secrets.add(core.getInput(name));
  for (const name of SECRET_VARIABLES) secrets.add(readVariable(name));
  secrets.add(givenToken(core.getInput));
  const sanitize = createSanitizer(secrets);
  const proxyProblems = checkProxyEnvironment(process.env, secrets);
  const parsed = parseConfig(core.getInput, readVariable, sanitize);
  if (parsed.kind === 'problems' || proxyProblems.length > 0) {
    const problems = [...(parsed.kind === 'problems' ? parsed.problems : []), ...proxyProblems];
    return endWithUsageError(problems, cancellation, sanitize);
  }
  const insecureTls = ignoreInsecureTls(process.env);
  if (insecureTls !== undefined)
    annotate({ level: 'warning', title: 'Certificates are checked', message: insecureTls });
  const run = new ActionRun(parsed.config, cancellation, secrets, sanitize);
  process.on('uncaughtException', (error) => void run.endWithDefect(error));
  return run.toEnd();
}

function readVariable(name: string): string {
  return variable(name).trim();
}

function endWithUsageError(problems: readonly string[], { signal }: Cancellation, sanitize: Sanitize): Promise<never> {
  for (const problem of problems) annotate({ level: 'error', title: 'Wrong input', message: problem });
  core.info('Nothing was sent. The README of the action describes its inputs.');
  writeOutputs({ ...usageErrorOutputs(problems, sanitize), report: '' });
  return exitWith(USAGE_ERROR_STATUS, signal);
}

/** One run of the action with a valid configuration. */
class ActionRun {
  readonly #config: Config;
  readonly #cancellation: Cancellation;
  readonly #secrets: Secrets;
  readonly #sanitize: Sanitize;
  readonly #context: ReportContext;
  readonly #log: Log;
  readonly #startedAt = systemClock.now();
  readonly #transport: Transport;
  #gate: RunningGate | undefined;
  /** The reports and the end of the process, once that has begun. */
  #ending: Promise<never> | undefined;
  #brokenOff = false;
  /** The verdict's, as soon as there is one. */
  #status = ERROR_STATUS;

  constructor(config: Config, cancellation: Cancellation, secrets: Secrets, sanitize: Sanitize) {
    this.#config = config;
    this.#cancellation = cancellation;
    this.#secrets = secrets;
    this.#sanitize = sanitize;
    this.#context = contextOf(config);
    this.#log = createLog(this.#context, sanitize, showsColour() ? ansi : plain);
    this.#transport = createHostTransport(sanitize);
  }

  /** Waits for the jobs, reports, and ends the process. */
  async toEnd(): Promise<never> {
    try {
      printLines(this.#log.header());
      this.#gate = this.#start();
      const result = await this.#gate.result;
      return await this.#end(result);
    } catch (error) {
      // The wait rejects with what has ended it already.
      return this.#ending ?? this.endWithDefect(error);
    }
  }

  /** Ends the process after a fault of the gate's own, with what is known about the jobs by then. */
  endWithDefect(error: unknown): Promise<never> {
    core.debug(this.#sanitize(error instanceof Error ? (error.stack ?? error.message) : String(error), 4000));
    if (this.#ending === undefined) {
      return this.#end(this.#gate?.abandon(error) ?? resultOfInternalError(error, this.#config.plan.jobIds));
    }
    // The verdict is known, and reported as far as that went.
    if (this.#brokenOff) process.exit(this.#status);
    this.#brokenOff = true;
    core.warning(this.#sanitize(`The gate broke off: ${String(error)}`));
    return exitWith(this.#status, this.#cancellation.signal);
  }

  #start(): RunningGate {
    const { service, access, plan } = this.#config;
    const credentials = createCredentials(access.credentials, access.projectId, {
      clock: systemClock,
      newTransport: () => createExchangeTransport(),
      keepSecret: (secret) => {
        this.#secrets.add(secret);
      },
      emit: (event) => {
        this.#tell({ kind: 'credentials', waitedMs: systemClock.now() - this.#startedAt, event });
      },
    });
    return startGate(plan, {
      fetchJob: createJobClient({ ...access, service, credentials, transport: this.#transport, clock: systemClock }),
      clock: systemClock,
      random: Math.random,
      signal: this.#cancellation.signal,
      emit: (event) => {
        this.#tell(event);
      },
    });
  }

  #tell(event: GateEvent): void {
    printLines(this.#log.event(event));
    const warning = warningOf(event, this.#sanitize);
    if (warning !== undefined) annotate(warning);
  }

  /** A gate ends once: whatever comes later waits for the end of the process. */
  #end(result: GateResult): Promise<never> {
    this.#ending ??= this.#report(result).catch((error: unknown) => this.endWithDefect(error));
    return this.#ending;
  }

  /** Reports and ends the process. Each part on its own: what one of them trips over must not keep the others. */
  async #report(result: GateResult): Promise<never> {
    this.#status = exitStatus(result.outcome, this.#cancellation.cause());
    const { summary, comment } = this.#config;
    const sanitize = this.#sanitize;
    const part = (what: string, make: () => void): void => {
      attempt(what, make, sanitize);
    };
    const places = { summary: '', report: '' };
    part('The report', () => {
      const markdown = summaryOf(result, this.#context, sanitize);
      const written = isWanted(summary, result) && writeSummary(markdown);
      if (written) places.summary = runUrlOf(variable) || 'on the page of this run';
      places.report = writeReport(markdown);
    });
    let outputs: Readonly<Record<string, string>> = { outcome: result.outcome };
    part('The outputs', () => {
      outputs = outputsOf(result, sanitize);
    });
    writeOutputs({ ...outputs, report: places.report });
    part('The log', () => {
      printGroups(this.#log.groups(result));
    });
    part('The end of the log', () => {
      printLines(this.#log.ending(result, places));
    });
    part('The annotations', () => {
      for (const annotation of annotations(result, sanitize)) annotate(annotation);
    });
    if (comment !== 'never') await this.#comment(result, comment);
    return exitWith(this.#status, this.#cancellation.signal);
  }

  #comment(result: GateResult, choice: Exclude<ReportChoice, 'never'>): Promise<void> {
    const request = { result, context: this.#context, token: this.#config.githubToken, choice };
    return writeComment(request, {
      transport: this.#transport,
      cancellation: this.#cancellation,
      sanitize: this.#sanitize,
    });
  }
}

function isWanted(choice: ReportChoice, { outcome }: GateResult): boolean {
  return choice === 'always' || (choice === 'on-failure' && outcome !== 'success');
}
