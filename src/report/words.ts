/** The words that all reports share: phases, names, paths, times, counts. */
import type { JobEnding, Outcome } from '../engine/events.js';
import { subJobCounts, type Visit } from '../engine/job.js';
import { formatDuration } from '../base/duration.js';
import { pathOf } from './facts.js';
import type { Style } from './style.js';
import type { Job, Phase } from '../services/job.js';

/** How long a name (a type, a resource) may be; reasons may be longer. */
const LONGEST_NAME = 120;

/** How many jobs of a path are named. */
const LONGEST_PATH = 8;

// An icon is never alone: not everybody sees its colour, and not every font has it.
const PHASE_ICONS: Readonly<Record<Phase, string>> = {
  Initializing: '🕓',
  Running: '⏳',
  Success: '✅',
  Failed: '❌',
  Unknown: '❔',
};

const OUTCOME_WORDS: Readonly<Record<Outcome, string>> = {
  success: '✅ Success',
  failed: '❌ Failed',
  'timed-out': '⌛ Timed out',
  error: '❗ Error',
  cancelled: '🚫 Cancelled',
};

/** An icon and a word for how the gate ended. */
export function outcomeWords(outcome: Outcome): string {
  return OUTCOME_WORDS[outcome];
}

/** An icon and a word for how the wait for one job ended. */
export function endingWords(ending: JobEnding): string {
  return ending.kind === 'stopped' ? '🚫 Not waited for' : OUTCOME_WORDS[ending.kind];
}

/** A phase as a word; of an unknown one with what the service really said. */
export function phaseWord(job: Job, style: Style): string {
  if (job.phase !== 'Unknown') return job.phase;
  if (job.status === undefined) return 'Unknown (no status)';
  const status = style.quote(job.status, LONGEST_NAME);
  return status === '' ? 'Unknown (an empty status)' : `Unknown (status ${status})`;
}

/** A sub-job's phase as an icon, never to stand alone. */
export function phaseIcon(job: Job): string {
  return job.status === undefined ? '➖' : PHASE_ICONS[job.phase];
}

/** A phase as an icon and a word. */
export function phaseWords(job: Job, style: Style): string {
  return `${PHASE_ICONS[job.phase]} ${phaseWord(job, style)}`;
}

/** A sub-job's phase as an icon and a word. To have no status is nothing unusual for a sub-job, and proves nothing. */
export function subJobPhaseWords(job: Job, style: Style): string {
  return job.status === undefined ? `➖ ${NO_STATUS}` : phaseWords(job, style);
}

/** A sub-job's phase as a word. */
export function subJobPhaseWord(job: Job, style: Style): string {
  return job.status === undefined ? NO_STATUS : phaseWord(job, style);
}

const NO_STATUS = 'No status';

/** The first of several texts that shows anything once it is cleaned; `''` if none does. */
function firstShown(style: Style, ...texts: readonly string[]): string {
  for (const text of texts) {
    const shown = style.quote(text, LONGEST_NAME);
    if (shown !== '') return shown;
  }
  return '';
}

/** A job's type, to begin a sentence with; in place of one, what it is. */
export function typeName(job: Job, style: Style, depth: number): string {
  return firstShown(style, job.type) || (depth === 0 ? 'The job' : 'A sub-job');
}

/** The name of what a job works on, else its ID; `''` where it has neither. */
export function resourceName(job: Job, style: Style): string {
  return firstShown(style, job.resourceName, job.resourceId);
}

/** A job as a title: its type and its resource, or its ID where it has no resource. */
export function jobTitle(job: Job | undefined, jobId: string, style: Style): string {
  const name = firstShown(style, job?.resourceName ?? '', job?.resourceId ?? '', jobId);
  return `${firstShown(style, job?.type ?? '') || 'job'} ${name}`.trim();
}

/** A sub-job by its type and, where it has one, its resource; without both by its ID. */
export function subJobTitle(job: Job, style: Style): string {
  const words = [firstShown(style, job.type), resourceName(job, style)].filter((word) => word !== '');
  if (words.length > 0) return words.join(' ');
  return `sub-job ${firstShown(style, job.id)}`.trim();
}

/** The types from the job down to one of its sub-jobs: `CreateCluster › CreateNode › InstallNode`. */
export function pathText(visit: Visit, style: Style): string {
  const { head, omitted, tail } = pathOf(visit, LONGEST_PATH);
  const names = (jobs: readonly Job[]): string[] =>
    jobs.map((job) => firstShown(style, job.type, job.resourceName, job.id) || '(no type)');
  const gap = omitted === 0 ? [] : [`… ${formatCount(omitted)} more …`];
  return [...names(head), ...gap, ...names(tail)].join(' › ');
}

/** How far a job is, as far as that is known: `3/7 sub-jobs · 42 %`, or `''`. */
export function progressText(job: Job): string {
  const { ended, total } = subJobCounts(job);
  const counts = total === 0 ? [] : [`${formatCount(ended)}/${formatCount(total)} sub-jobs`];
  return [...counts, ...percent(job)].join(' · ');
}

/** A job's own progress as a list of one text, or of none where it is not known. */
export function percent(job: Job): string[] {
  const known = fraction(job);
  return known === null ? [] : [`${Math.floor(known * 100)} %`];
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

/** How long a job has run, as far as its times say: from its start to its end or last change; else `''`. */
export function runTime(job: Job): string {
  const lasted = (job.endedAt ?? job.updatedAt ?? Number.NaN) - (job.startedAt ?? Number.NaN);
  return Number.isFinite(lasted) ? formatDuration(lasted) : '';
}
