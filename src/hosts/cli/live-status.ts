/** What the wait is about right now, in one line: for a terminal, where it is rewritten. */
import { type Clock, formatDuration } from '../../base/time.js';
import type { GateEvent } from '../../engine/events.js';
import { subJobCounts } from '../../engine/job.js';
import { busySubJobs } from '../../report/facts.js';
import { MAX_NAMED } from '../../report/limits.js';
import { type Formatter, textFormatter } from '../../report/text/formatter.js';
import * as labels from '../../report/text/labels.js';
import type { Sanitize } from '../../report/text/sanitize.js';
import type { Job } from '../../services/job.js';

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
