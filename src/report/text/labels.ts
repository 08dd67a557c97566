/** The words for single things that all reports share: phases, names, paths, times, counts. */
import { formatDuration } from '../../base/time.js';
import type { JobEnding, Outcome } from '../../engine/events.js';
import { pathTo, type Visit } from '../../engine/job.js';
import type { Job, Phase } from '../../services/job.js';
import type { RunTime, SubJobCounts } from '../facts.js';
import { MAX_NAME_LENGTH, MAX_PATH_TYPES } from '../limits.js';
import type { Formatter } from './formatter.js';

// An icon is never alone: not everybody sees its colour, and not every font has it.
const PHASE_ICONS: Readonly<Record<Phase, string>> = {
  Initializing: '🕓',
  Running: '⏳',
  Success: '✅',
  Failed: '❌',
  Unknown: '❔',
};

const OUTCOME_LABELS: Readonly<Record<Outcome, string>> = {
  success: '✅ Success',
  failed: '❌ Failed',
  'timed-out': '⌛ Timed out',
  running: '⏳ Running',
  error: '❗ Error',
  cancelled: '🚫 Cancelled',
};

/** An icon and a word for how the gate ended. */
export function outcomeLabel(outcome: Outcome): string {
  return OUTCOME_LABELS[outcome];
}

/** An icon and a word for how the wait for one job ended. */
export function endingLabel({ kind }: JobEnding): string {
  return kind === 'stopped' ? '🚫 Not waited for' : OUTCOME_LABELS[kind];
}

/** A phase as a word; of an unknown one with what the service really said. */
export function phaseWord(job: Job, format: Formatter): string {
  if (job.phase !== 'Unknown') return job.phase;
  if (job.status === undefined) return 'Unknown (no status)';
  const status = format.quote(job.status, MAX_NAME_LENGTH);
  return status === '' ? 'Unknown (an empty status)' : `Unknown (status ${status})`;
}

/** A sub-job's phase as a word. To have no status is nothing unusual for a sub-job, and proves nothing. */
export function subJobPhaseWord(job: Job, format: Formatter): string {
  return job.status === undefined ? 'No status' : phaseWord(job, format);
}

/** A phase's icon, never to stand alone. @param depth 0 for the job that is waited for */
export function phaseIcon(job: Job, depth: number): string {
  return depth > 0 && job.status === undefined ? '➖' : PHASE_ICONS[job.phase];
}

/** A phase as an icon and a word. @param depth 0 for the job that is waited for */
export function phaseLabel(job: Job, depth: number, format: Formatter): string {
  const word = depth === 0 ? phaseWord(job, format) : subJobPhaseWord(job, format);
  return `${phaseIcon(job, depth)} ${word}`;
}

/** The first of several texts that shows anything once it is sanitized; `''` if none does. */
export function firstShown(format: Formatter, ...texts: readonly string[]): string {
  for (const text of texts) {
    const shown = format.quote(text, MAX_NAME_LENGTH);
    if (shown !== '') return shown;
  }
  return '';
}

/** A job's type, to begin a sentence with; in place of one, what it is. */
export function typeName(job: Job, depth: number, format: Formatter): string {
  return firstShown(format, job.type) || (depth === 0 ? 'The job' : 'A sub-job');
}

/** A job as a title: its type and its resource, or its ID where it has no resource. */
export function jobTitle(job: Job | undefined, jobId: string, format: Formatter): string {
  const name = firstShown(format, job?.resourceName ?? '', job?.resourceId ?? '', jobId);
  return `${firstShown(format, job?.type ?? '') || 'job'} ${name}`.trim();
}

/** A sub-job by its type and, where it has one, its resource; without both by its ID. */
export function subJobTitle(job: Job, format: Formatter): string {
  const words = [firstShown(format, job.type), firstShown(format, job.resourceName, job.resourceId)];
  return words.filter((word) => word !== '').join(' ') || `sub-job ${firstShown(format, job.id)}`.trim();
}

/** The types from the job down to one of its sub-jobs: `CreateCluster › CreateNode › InstallNode`. */
export function pathText(visit: Visit, format: Formatter): string {
  const { head, omitted, tail } = pathOf(visit, MAX_PATH_TYPES);
  const names = (jobs: readonly Job[]): string[] =>
    jobs.map((job) => firstShown(format, job.type, job.resourceName, job.id) || '(no type)');
  const gap = omitted === 0 ? [] : [`… ${formatCount(omitted)} more …`];
  return [...names(head), ...gap, ...names(tail)].join(' › ');
}

/** The jobs from the root down, of a long path only its two ends; `omitted` is how many are left out after `head`. */
export function pathOf(
  visit: Visit,
  maxLength: number,
): { readonly head: Job[]; readonly omitted: number; readonly tail: Job[] } {
  const jobs = pathTo(visit);
  if (jobs.length <= maxLength) return { head: jobs, omitted: 0, tail: [] };
  const tail = Math.floor(maxLength / 2);
  const head = maxLength - tail - 1;
  return { head: jobs.slice(0, head), omitted: jobs.length - head - tail, tail: jobs.slice(-tail) };
}

/** How many sub-jobs have ended, and how many of these failed: `7 of 9 sub-jobs ended, 1 failed`, or `''`. */
export function endedText({ ended, failed, total }: SubJobCounts): string {
  if (total === 0) return '';
  const failures = failed === 0 ? '' : `, ${formatCount(failed)} failed`;
  return `${formatCount(ended)} of ${counted(total, 'sub-job')} ended${failures}`;
}

/** A job's own progress, `42 %`, or `''` where it is not known. */
export function percentText(job: Job): string {
  const known = fraction(job);
  return known === null ? '' : `${Math.floor(known * 100)} %`;
}

/** A job's own progress from 0 to 1, whatever the service makes of it; `null` where it is not known. */
export function fraction({ progress }: Job): number | null {
  return progress === undefined || !Number.isFinite(progress) ? null : Math.min(Math.max(progress, 0), 1);
}

/** A whole number with its thousands apart: `4,812`. By hand: Intl takes longer to load than the whole bundle. */
export function formatCount(count: number): string {
  // eslint-disable-next-line regexp/no-super-linear-move -- the text of a number has 21 digits at most
  return String(count).replace(/\B(?=(?:\d{3})+$)/g, ',');
}

/** A count with its noun: `1 job`, `4,812 jobs`. */
export function counted(count: number, noun: string): string {
  return `${formatCount(count)} ${noun}${count === 1 ? '' : 's'}`;
}

/** The first of several items, and how many more there are: `a, b, c and 2 more`. */
export function listText<T>(items: readonly T[], max: number, show: (item: T) => string): string {
  const named = items.slice(0, max).map(show).join(', ');
  return items.length > max ? `${named} and ${formatCount(items.length - max)} more` : named;
}

/** An instant for people: `2026-11-21 10:45:30 UTC`; `''` of none, or of one that no calendar has. */
export function formatTime(instant: number | undefined): string {
  const iso = isoTime(instant);
  return iso === null ? '' : `${iso.slice(0, -5).replace('T', ' ')} UTC`;
}

/** An instant as ISO 8601, `null` of none, or of one that no calendar has. */
export function isoTime(instant: number | undefined): string | null {
  if (instant === undefined) return null;
  const date = new Date(instant);
  return Number.isNaN(date.getTime()) ? null : date.toISOString();
}

/** How long a job has run: `9m 10s`, or `so far 29m`; `''` where its times do not say. */
export function runTimeText(time: RunTime | undefined, { together }: Pick<Formatter, 'together'>): string {
  if (time === undefined) return '';
  const lasted = together(formatDuration(time.ms));
  return time.soFar ? `${together('so far')} ${lasted}` : lasted;
}

/** How long the shortest label is that stands for a job ID, which is too long to stand in every line of a log. */
const MIN_LABEL_LENGTH = 8;

/**
 * A label for each job ID: its beginning or its end, whichever makes them distinct with fewer characters. IDs of one
 * batch may well have 24 characters in common at either side.
 *
 * @param jobIds each once
 */
export function shortLabels(jobIds: readonly string[]): Map<string, string> {
  const heads = distinctLength(jobIds, (id, length) => id.slice(0, length));
  const tails = distinctLength(jobIds, (id, length) => id.slice(-length));
  const label = (id: string): string => {
    const length = Math.min(heads, tails);
    if (id.length <= length) return id;
    return heads <= tails ? `${id.slice(0, length)}…` : `…${id.slice(-length)}`;
  };
  return new Map(jobIds.map((id) => [id, label(id)]));
}

function distinctLength(ids: readonly string[], part: (id: string, length: number) => string): number {
  const longest = ids.reduce((length, id) => Math.max(length, id.length), MIN_LABEL_LENGTH);
  const count = new Set(ids).size;
  for (let length = MIN_LABEL_LENGTH; length < longest; length += 1) {
    if (new Set(ids.map((id) => part(id, length))).size === count) return length;
  }
  return longest;
}
