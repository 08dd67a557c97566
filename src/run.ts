/** One run of the gate, wherever it is hosted: set-up → engine → reports → exit status. */
import { messageOf } from './base/api-error.js';
import { ignoreInsecureTls } from './config/environment.js';
import type { GateEvent, GateResult } from './engine/events.js';
import { type RunningGate, startGate } from './engine/gate.js';
import type { FetchJob } from './engine/job-client.js';
import { resultOfInternalError } from './engine/outcome.js';
import { ERROR_STATUS, exitStatus, USAGE_ERROR_STATUS } from './exit-status.js';
import type { Host, Reports } from './host.js';
import { annotationsOf, warningOf } from './report/annotations.js';
import { factsOf, type GateFacts, type ReportContext } from './report/facts.js';
import { createLog, type Log } from './report/log/log.js';
import { outputsOf, usageErrorOutputs } from './report/outputs/outputs.js';
import { summaryOf } from './report/summary/summary.js';
import { type Formatter, textFormatter } from './report/text/formatter.js';
import { connect, contextOf, gateOptionsOf, type ReadySetup, setUp, transportOf } from './setup.js';

/** How long the reports may take after an error has come in between. */
const BROKEN_REPORT_MS = 5000;

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
  readonly #setup: ReadySetup;
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

  constructor(host: Host, setup: ReadySetup) {
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
    if (this.#host.isDebugging)
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
          this.#warn(`${what} could not be written: ${messageOf(error)}. The result of the wait is unchanged.`);
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
