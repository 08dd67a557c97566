/** The GitHub host: inputs → gate → reports → exit. */
import * as core from '@actions/core';

import { createCredentials } from '../auth/create.js';
import { systemClock } from '../base/clock.js';
import { givenToken, parseConfig, SECRET_INPUTS, type Config, type ReportChoice } from '../inputs/config.js';
import { resultOfDefect } from '../wait/defect.js';
import { SECRET_VARIABLES } from '../base/environment.js';
import type { GateEvent, GateResult } from '../events/events.js';
import { ERROR_STATUS, exitStatus, USAGE_ERROR_STATUS } from '../events/exit-status.js';
import { runGate } from '../wait/gate.js';
import { runUrlOf } from '../comment/place.js';
import { listenForCancellation, type Cancellation } from './cancellation.js';
import { writeComment } from './comment.js';
import { showsColour, variable } from './environment.js';
import { exitWith } from './exit.js';
import { checkProxyEnvironment } from './proxy-environment.js';
import { annotate, printGroups, printLines, writeOutputs, writeReport, writeSummary } from './reports.js';
import { createExchangeTransport, createHostTransport } from './transport.js';
import type { Transport } from '../http/transport.js';
import { askForJobsOf } from '../wait/job-api.js';
import { annotations, warningOf } from '../report/annotations.js';
import type { ReportContext } from '../report/context.js';
import { createLog, type Log } from '../report/log.js';
import { outputsOf, usageErrorOutputs } from '../report/outputs.js';
import { ansi, plain } from '../report/paint.js';
import { regionOf } from '../report/region.js';
import { summaryOf } from '../report/summary.js';
import { createCleaner, type Clean } from '../report/text.js';
import { Secrets } from '../base/secrets.js';

/** Runs the action, from its inputs to the end of the process. */
export async function main(): Promise<never> {
  const cancellation = listenForCancellation();
  // A reader that closes the log is no reason to lose the verdict.
  process.stdout.on('error', () => undefined);
  const secrets = new Secrets(core.setSecret);
  for (const name of SECRET_INPUTS) secrets.add(core.getInput(name));
  for (const name of SECRET_VARIABLES) secrets.add(readVariable(name));
  secrets.add(givenToken(core.getInput));
  const clean = createCleaner(secrets);
  const proxyProblems = checkProxyEnvironment(process.env, secrets);
  const parsed = parseConfig(core.getInput, readVariable, clean);
  if (parsed.kind === 'problems' || proxyProblems.length > 0) {
    const problems = [...(parsed.kind === 'problems' ? parsed.problems : []), ...proxyProblems];
    return endWithUsageError(problems, cancellation, clean);
  }
  const run = new ActionRun(parsed.config, cancellation, secrets, clean);
  process.on('uncaughtException', (error) => void run.endWithDefect(error));
  return run.toEnd();
}

function readVariable(name: string): string {
  return variable(name).trim();
}

function endWithUsageError(problems: readonly string[], { signal }: Cancellation, clean: Clean): Promise<never> {
  for (const problem of problems) annotate({ level: 'error', title: 'Wrong input', message: problem });
  core.info('Nothing was sent. The README of the action describes its inputs.');
  writeOutputs({ ...usageErrorOutputs(problems, clean), report: '' });
  return exitWith(USAGE_ERROR_STATUS, signal);
}

/** One run of the action with a valid configuration. */
class ActionRun {
  readonly #config: Config;
  readonly #cancellation: Cancellation;
  readonly #secrets: Secrets;
  readonly #clean: Clean;
  readonly #context: ReportContext;
  readonly #log: Log;
  readonly #startedAt = systemClock.now();
  readonly #transport: Transport;
  #ending = false;
  /** The verdict's, as soon as all that is left to do is a comment. */
  #status = ERROR_STATUS;

  constructor(config: Config, cancellation: Cancellation, secrets: Secrets, clean: Clean) {
    this.#config = config;
    this.#cancellation = cancellation;
    this.#secrets = secrets;
    this.#clean = clean;
    this.#context = {
      jobIds: config.plan.jobIds,
      service: config.service.name,
      projectId: config.access.projectId,
      region: regionOf(config.access.endpoint),
      endpoint: config.access.endpoint.href,
      sources: config.access.sources,
      timeoutMs: config.plan.timeoutMs,
      pollInterval: config.plan.pollInterval,
      startedAt: systemClock.wallTime(),
    };
    this.#log = createLog(this.#context, clean, showsColour() ? ansi : plain);
    this.#transport = createHostTransport(clean);
  }

  /** Waits for the jobs, reports, and ends the process. */
  async toEnd(): Promise<never> {
    printLines(this.#log.header());
    try {
      return await this.#end(await this.#wait());
    } catch (error) {
      return this.endWithDefect(error);
    }
  }

  /** Ends the process after a fault of the gate's own, which proves nothing about the jobs. */
  async endWithDefect(error: unknown): Promise<never> {
    // A fault while the reports are written leaves nothing to report it with.
    if (this.#ending) process.exit(this.#status);
    core.debug(this.#clean(error instanceof Error ? (error.stack ?? error.message) : String(error), 4000));
    const { jobIds } = this.#config.plan;
    return this.#end(resultOfDefect(error, jobIds, systemClock.now() - this.#startedAt));
  }

  #wait(): Promise<GateResult> {
    const { service, access, plan } = this.#config;
    const credentials = createCredentials(access.credentials, access.projectId, {
      clock: systemClock,
      newTransport: () => createExchangeTransport(),
      keepSecret: (secret) => {
        this.#secrets.add(secret);
      },
      tell: (event) => {
        this.#tell({ kind: 'credentials', waitedMs: systemClock.now() - this.#startedAt, event });
      },
    });
    return runGate(plan, {
      ask: askForJobsOf({ ...access, service, credentials, transport: this.#transport, clock: systemClock }),
      clock: systemClock,
      random: Math.random,
      signal: this.#cancellation.signal,
      listen: (event) => {
        this.#tell(event);
      },
    });
  }

  #tell(event: GateEvent): void {
    printLines(this.#log.event(event));
    const warning = warningOf(event, this.#clean);
    if (warning !== undefined) annotate(warning);
  }

  async #end(result: GateResult): Promise<never> {
    this.#ending = true;
    const { summary, comment } = this.#config;
    const markdown = summaryOf(result, this.#context, this.#clean);
    const written = isWanted(summary, result) && writeSummary(markdown);
    const report = writeReport(markdown);
    writeOutputs({ ...outputsOf(result, this.#clean), report });
    printGroups(this.#log.groups(result));
    const page = written ? runUrlOf(variable) || 'on the page of this run' : '';
    printLines(this.#log.ending(result, { summary: page, report }));
    for (const annotation of annotations(result, this.#clean)) annotate(annotation);
    this.#status = exitStatus(result.outcome, this.#cancellation.cause());
    if (comment !== 'never') await this.#comment(result, comment);
    return exitWith(this.#status, this.#cancellation.signal);
  }

  #comment(result: GateResult, choice: Exclude<ReportChoice, 'never'>): Promise<void> {
    const request = { result, context: this.#context, token: this.#config.githubToken, choice };
    return writeComment(request, {
      transport: this.#transport,
      cancellation: this.#cancellation,
      clean: this.#clean,
    });
  }
}

function isWanted(choice: ReportChoice, { outcome }: GateResult): boolean {
  return choice === 'always' || (choice === 'on-failure' && outcome !== 'success');
}
