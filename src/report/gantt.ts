/**
 * When each sub-job ran, as a Mermaid diagram. Only what the older Mermaid of GitHub knows: `gantt` with three tags and explicit
 * times, and without a section, whose name would lie over the bars. Mermaid has no way to quote a text, so labels consist of letters, digits and a few signs.
 */
import { formatDuration } from '../base/duration.js';
import { isEnded, walk, type Visit } from '../engine/job.js';

import { plainStyle } from './style.js';
import { cut, type Sanitize } from './text/sanitize.js';
import { formatCount, isoTime, phaseIcon, subJobTitle } from './words.js';
import type { Job } from '../services/job.js';

/** How many sub-jobs a diagram shows; more are no longer told apart. */
const MOST_TASKS = 50;

/** How long a label may be. */
const LONGEST_LABEL = 50;

/** A bar that is shorter than this part of the whole would not be seen. */
const SHORTEST_PART = 1 / 200;

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

interface Task {
  readonly job: Job;
  readonly start: number;
  readonly end: number;
}

/** A tree's diagram as lines of Markdown; none where no sub-job has a start. Far below Mermaid's 50,000 characters. */
export function ganttLines(root: Job, sanitize: Sanitize): string[] {
  const all = tasksOf(root);
  const tasks = mostTelling(all);
  if (tasks.length === 0) return [];
  const first = Math.min(...tasks.map(({ start }) => start));
  const span = Math.max(...tasks.map(({ end }) => end)) - first;
  const left = all.length - tasks.length;
  const more =
    left === 0 ? [] : [`The chart leaves out ${formatCount(left)} of ${formatCount(all.length)} sub-jobs.`, ''];
  return [
    '```mermaid',
    'gantt',
    '  title When each sub-job ran (UTC)',
    '  dateFormat YYYY-MM-DD HH:mm:ss.SSS',
    `  axisFormat ${axisFormat(span)}`,
    ...tasks.map((task) => taskLine(task, span, sanitize)),
    '```',
    '',
    ...more,
  ];
}

/**
 * The sub-jobs with a start and an end, in the answer's order. One that is at work is drawn up to the last known
 * instant; of one without a status nobody knows whether it is.
 */
function tasksOf(root: Job): Task[] {
  const visits: Visit[] = [...walk(root)];
  const known = visits.flatMap(({ job }) => [job.startedAt, job.updatedAt, job.endedAt]).filter(isDrawable);
  const last = known.reduce((latest, instant) => Math.max(latest, instant), 0);
  return visits.flatMap(({ job, depth }) => {
    const start = job.startedAt;
    const end = isEnded(job) || job.status === undefined ? (job.endedAt ?? job.updatedAt) : last;
    return depth > 0 && isDrawable(start) && isDrawable(end) && end >= start ? [{ job, start, end }] : [];
  });
}

/** Of too many the failed ones first, then those that are not over; kept in the answer's order. */
function mostTelling(tasks: readonly Task[]): Task[] {
  const rank = ({ job }: Task): number => (job.phase === 'Failed' ? 0 : job.phase === 'Success' ? 2 : 1);
  const kept = new Set([0, 1, 2].flatMap((each) => tasks.filter((task) => rank(task) === each)).slice(0, MOST_TASKS));
  return tasks.filter((task) => kept.has(task));
}

function taskLine({ job, start, end }: Task, span: number, sanitize: Sanitize): string {
  // The icon in front also keeps a label from being one of Mermaid's own words.
  const name = `${phaseIcon(job)} ${label(subJobTitle(job, plainStyle(sanitize)))} ${formatDuration(end - start)}`;
  const tag = job.phase === 'Failed' ? 'crit, ' : job.phase === 'Success' ? 'done, ' : 'active, ';
  return `  ${name} :${tag}${mermaidTime(start)}, ${mermaidTime(Math.max(end, start + span * SHORTEST_PART, start + 1))}`;
}

function label(text: string): string {
  const safe = text.replace(/[^\p{L}\p{N} ._/-]+/gu, ' ').replace(/ {2,}/g, ' ');
  return cut(safe.trim(), LONGEST_LABEL) || 'sub-job';
}

function axisFormat(span: number): string {
  if (span < 10 * MINUTE_MS) return '%H:%M:%S';
  return span < DAY_MS ? '%H:%M' : '%m-%d %H:%M';
}

/** Whether an instant has a date with a year of four digits. */
function isDrawable(instant: number | undefined): instant is number {
  return isoTime(instant)?.length === '2026-11-21T10:45:30.000Z'.length;
}

function mermaidTime(instant: number): string {
  return (isoTime(instant) ?? '').replace('T', ' ').replace('Z', '');
}
