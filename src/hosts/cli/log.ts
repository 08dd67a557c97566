/** The log of a run: lines on standard error, below them on a terminal what goes on right now. */
import { systemClock } from '../../base/time.js';
import type { GateEvent } from '../../engine/events.js';
import type { LogGroup } from '../../report/log/ending.js';
import type { Sanitize } from '../../report/text/sanitize.js';
import { isGitLab, variable } from './environment.js';
import { LiveStatus } from './live-status.js';
import { gitLabSection, indentedLines } from './sections.js';
import { canRewrite, Terminal } from './terminal.js';

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

  /** Prints lines that matter even to those who want no log: the ending, and warnings. */
  printAlways(lines: readonly string[]): void {
    this.#terminal.print(lines);
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
