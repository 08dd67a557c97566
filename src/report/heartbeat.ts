/** Signs of life for the log. */
import { formatDuration } from '../base/duration.js';
import type { GateEvent } from '../engine/events.js';
import { busyText } from './sentences.js';
import { plainStyle } from './style.js';
import type { Sanitize } from './text/sanitize.js';
import { counted, formatCount, jobTitle, phaseWord, progressText } from './words.js';
import type { Job } from '../services/job.js';

/** How many of several open jobs a sign of life names. */
const MOST_OPEN = 3;

type Heartbeat = Extract<GateEvent, { kind: 'heartbeat' }>;

/** What is still waited for, how far it is, and how much time is left, in one line. */
export function heartbeatText(
  { jobs, remainingMs, pausedMs }: Heartbeat,
  jobIds: readonly string[],
  whose: (jobId: string) => string,
  sanitize: Sanitize,
): string {
  const paused = pausedMs === 0 ? '' : ` · asking again in ${formatDuration(pausedMs)}`;
  const left = `${formatDuration(remainingMs)} left${paused}`;
  const [only] = jobs;
  if (jobIds.length === 1 && only !== undefined) return `${stateText(only.job, only.jobId, sanitize)} · ${left}`;
  const open = jobs.slice(0, MOST_OPEN).map(({ jobId, job }) => `${whose(jobId)}${stateText(job, jobId, sanitize)}`);
  const more = jobs.length > MOST_OPEN ? ` | and ${formatCount(jobs.length - MOST_OPEN)} more` : '';
  const ended = `${formatCount(jobIds.length - jobs.length)} of ${counted(jobIds.length, 'job')} ended`;
  return `${ended} · ${left}${open.map((text) => ` | ${text}`).join('')}${more}`;
}

function stateText(job: Job | undefined, jobId: string, sanitize: Sanitize): string {
  const style = plainStyle(sanitize);
  const title = jobTitle(job, jobId, style);
  if (job === undefined) return `${title}: no usable answer yet`;
  const busy = busyText(job, style);
  const parts = [`${title} still ${phaseWord(job, style)}`, progressText(job), busy === '' ? '' : `at work: ${busy}`];
  return parts.filter((part) => part !== '').join(' · ');
}
