/** The log of a run: lines on standard error, folded where a CI system folds, below them on a terminal what goes on right now. */
import * as labels from '../../report/text/labels.js';
import { type Clock, formatDuration, systemClock } from '../../base/time.js';
import type { GateEvent } from '../../engine/events.js';
import { subJobCounts } from '../../engine/job.js';
import { busySubJobs } from '../../report/facts.js';
import { MAX_NAMED } from '../../report/limits.js';
import type { LogGroup } from '../../report/log/ending.js';
import { type Formatter, textFormatter } from '../../report/text/formatter.js';
import { ESC, type Sanitize } from '../../report/text/sanitize.js';
import type { Job } from '../../services/job.js';
import { canRewrite, isGitLab, variable } from './environment.js';
import { Terminal } from './terminal.js';

/** How often the line that is rewritten is, in milliseconds. */
const REWRITE_MS = 1000;

export class RunLog {
  readonly #terminal = new Terminal(process.stderr);
  readonly #isQuiet: boolean;
  readonly #startedAt: number;
  readonly #isGitLab = isGitLab();
  #sections = 0;
  #isLive: boolean;
  #status: LiveStatus | undefined;
  #timer: NodeJS.Timeout | undefined;

  /**
   * @param isQuiet whether nothing but the ending is printed
   * @param startedAt when the wait began, on the monotonic clock
   */
  constructor(isQuiet: boolean, startedAt: number) {
    this.#isQuiet = isQuiet;
    this.#startedAt = startedAt;
    this.#isLive = !isQuiet && canRewrite(process.stderr, variable);
  }

  /** Prints lines of the wait. */
  print(lines: readonly string[]): void {
    if (!this.#isQuiet) this.#terminal.print(lines);
  }

  /** Prints what is waited for, with details that are folded up where anything folds. */
  printHeader(header: LogGroup): void {
    this.print(this.#isGitLab ? this.#section(header) : [header.title, ...header.lines]);
  }

  /** Prints lines that are folded under a title. */
  printGroup(group: LogGroup): void {
    this.print(this.#isGitLab ? this.#section(group) : indentedLines(group));
  }

  /** Prints lines that matter even to those who want no log, such as the ending. */
  printAlways(lines: readonly string[]): void {
    this.#terminal.print(lines);
  }

  /** Prints a warning. One without a title is about a file that could not be written, which matters to everybody. */
  warn(title: string, sentence: string): void {
    if (title === '' || !this.#isQuiet) this.#terminal.print([`Warning: ${sentence}`]);
  }

  /** Follows what happens in the last line of the terminal. */
  follow(event: GateEvent, sanitize: Sanitize): void {
    if (!this.#isLive) return;
    const status = (this.#status ??= new LiveStatus(systemClock, this.#startedAt, sanitize));
    status.onEvent(event);
    this.#terminal.show(status.text());
    this.#timer ??= setInterval(() => {
      this.#terminal.show(status.text());
    }, REWRITE_MS).unref();
  }

  #section(group: LogGroup): string[] {
    this.#sections += 1;
    return gitLabSection(group, `cloud_job_gate_${this.#sections}`, Math.floor(systemClock.wallTime() / 1000));
  }

  /** Takes the last line away for good. */
  endFollowing(): void {
    this.#isLive = false;
    clearInterval(this.#timer);
    this.#terminal.show('');
  }
}

/** Follows what happens, and says it in one line. */
export class LiveStatus {
  readonly #clock: Pick<Clock, 'now'>;
  readonly #startedAt: number;
  readonly #format: Formatter;
  /** The last answer about each job. */
  readonly #jobs = new Map<string, Job>();
  readonly #ended = new Set<string>();
  #isOut = false;

  /** @param startedAt when the wait began, on the monotonic clock */
  constructor(clock: Pick<Clock, 'now'>, startedAt: number, sanitize: Sanitize) {
    this.#clock = clock;
    this.#startedAt = startedAt;
    this.#format = textFormatter(sanitize);
  }

  onEvent(event: GateEvent): void {
    if (event.kind === 'watch' && event.event.kind === 'answer') this.#jobs.set(event.jobId, event.event.job);
    else if (event.kind === 'ended') this.#ended.add(event.jobId);
    else if (event.kind === 'outage-started') this.#isOut = true;
    else if (event.kind === 'outage-ended') this.#isOut = false;
  }

  /** `9m 10s  CreateCluster prod Running · 3 of 7 sub-jobs ended · at work: InstallMaster (Running)`. */
  text(): string {
    const waited = formatDuration(Math.floor((this.#clock.now() - this.#startedAt) / 1000) * 1000);
    return [`${waited}  ${this.#subject()}`, ...(this.#isOut ? ['no usable answer, asking again'] : [])].join(' · ');
  }

  #subject(): string {
    const [only, ...others] = this.#jobs;
    if (only === undefined) return 'asking …';
    if (others.length > 0) {
      return `${labels.formatCount(this.#ended.size)} of ${labels.counted(this.#jobs.size, 'job')} ended`;
    }
    const [jobId, job] = only;
    const title = labels.jobTitle(job, jobId, this.#format);
    const busy = labels.listText(busySubJobs(job), MAX_NAMED, (subJob) => labels.subJobTitle(subJob, this.#format));
    const parts = [
      labels.endedText(subJobCounts(job)),
      labels.percentText(job),
      busy === '' ? '' : `at work: ${busy}`,
    ].filter((part) => part !== '');
    return [`${title} ${labels.phaseWord(job, this.#format)}`, ...parts].join(' · ');
  }
}

/** What erases the marker from the log that people see. */
const ERASE = `\r${ESC}[0K`;

/** The lines of a group where nothing folds: indented below their title. */
export function indentedLines({ title, lines }: LogGroup): string[] {
  return ['', title, ...lines.map((line) => `  ${line}`)];
}

/**
 * The lines of a group as a collapsed section of GitLab's job log. What marks one needs an escape and a carriage return,
 * which sanitized text does not have.
 *
 * @param name letters, digits and `_`, another one for each section
 * @param seconds the time, since the epoch
 */
export function gitLabSection({ title, lines }: LogGroup, name: string, seconds: number): string[] {
  return [
    `${ESC}[0Ksection_start:${seconds}:${name}[collapsed=true]${ERASE}${title}`,
    ...lines,
    `${ESC}[0Ksection_end:${seconds}:${name}${ERASE}`,
  ];
}
