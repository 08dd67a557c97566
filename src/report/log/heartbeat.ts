/** The log's heartbeat: that the gate is alive, how far it is and how long it may take yet; less often while nothing changes. */
import { formatDuration } from '../../base/time.js';
import type { GateEvent } from '../../engine/events.js';
import { subJobCounts } from '../../engine/job.js';
import { counted, endedText, formatCount, percentText } from '../text/labels.js';

/** For how long without a change there is a heartbeat each minute, in milliseconds, and how often later. */
const EACH_MINUTE_FOR_MS = 600_000;
const THEN_EVERY_MS = 300_000;

/** How much earlier than it is due a heartbeat may come: the engine's minutes are not exact. */
const TOLERANCE_MS = 5000;

/** A heartbeat of the engine, which comes each minute. */
export type Heartbeat = Extract<GateEvent, { kind: 'heartbeat' }>;

/** Remembers when something was last logged, and decides which heartbeats are worth a line. */
export class HeartbeatSchedule {
  #changedAt = 0;
  #printedAt = 0;

  /** Something else than a heartbeat was logged. @param waitedMs milliseconds since the gate's start */
  changed(waitedMs: number): void {
    this.#changedAt = waitedMs;
    this.#printedAt = waitedMs;
  }

  /** Whether this heartbeat is to be logged; it is taken to be if it is. */
  isDue(waitedMs: number): boolean {
    const often = waitedMs - this.#changedAt <= EACH_MINUTE_FOR_MS + TOLERANCE_MS;
    if (!often && waitedMs - this.#printedAt < THEN_EVERY_MS - TOLERANCE_MS) return false;
    this.#printedAt = waitedMs;
    return true;
  }
}

/** How far the gate is and how much time is left, in one line: `3 of 4 jobs ended, 18m left`. */
export function heartbeatText({ jobs, remainingMs, pausedMs }: Heartbeat, total: number): string {
  const paused = pausedMs === 0 ? '' : `, asking again in ${formatDuration(pausedMs)}`;
  const left = `${formatDuration(remainingMs)} left${paused}`;
  const [only] = jobs;
  const state =
    total === 1 && only !== undefined
      ? stateText(only.job)
      : `${formatCount(total - jobs.length)} of ${counted(total, 'job')} ended`;
  return `${state}, ${left}`;
}

function stateText(job: Heartbeat['jobs'][number]['job']): string {
  if (job === undefined) return 'no usable answer yet';
  const parts = [endedText(subJobCounts(job)), percentText(job)].filter((part) => part !== '');
  return parts.length === 0 ? `still ${job.phase}` : parts.join(', ');
}
