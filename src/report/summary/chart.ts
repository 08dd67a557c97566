/**
 * When each sub-job ran, as a Mermaid diagram. Only what the older Mermaid of GitHub knows: `gantt` with one tag and explicit
 * times, and without a section, whose name would lie over the bars. Mermaid has no way to quote a text, so labels consist of
 * letters, digits and a few signs.
 */
import { isEnded, walk } from '../../engine/job.js';
import type { Job } from '../../services/job.js';
import type { JobFacts } from '../facts.js';
import { MAX_BAR_LABEL_LENGTH, MAX_BARS } from '../limits.js';
import type { Formatter } from '../text/formatter.js';
import { cut } from '../text/sanitize.js';
import { firstShown, formatCount, isoTime, phaseIcon, subJobTitle } from '../text/labels.js';

/**
 * No room for names of sections, which there are none of; colours through which a white and a black page shine alike, so
 * that the text on them is read on both.
 */
const SETTINGS =
  "%%{init: {'gantt': {'leftPadding': 16, 'rightPadding': 24}, 'themeVariables': {'doneTaskBkgColor': 'rgba(128,128,128,0.3)', 'activeTaskBkgColor': 'rgba(56,139,253,0.35)', 'sectionBkgColor': 'rgba(128,128,128,0.2)'}}}%%";

/** A bar that is shorter than this part of the whole would not be seen. */
const MIN_PART = 1 / 200;

const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;
const DAY_MS = 86_400_000;

/** The distances between ticks that a chart may have. */
const TICKS = [
  ...[1, 2, 5, 10, 15, 30].map((count) => ({ ms: count * MINUTE_MS, interval: `${count}minute` })),
  ...[1, 2, 3, 6, 12].map((count) => ({ ms: count * HOUR_MS, interval: `${count}hour` })),
  ...[1, 2, 7, 15].map((count) => ({ ms: count * DAY_MS, interval: `${count}day` })),
];

/** How many ticks fit side by side on a phone, with a time of the day and with a date. */
const MAX_TIME_TICKS = 4;
const MAX_DATE_TICKS = 3;

interface Bar {
  readonly job: Job;
  readonly start: number;
  readonly end: number;
  /** What is red: a root cause. What failed because of it is not. */
  readonly isCause: boolean;
}

/** A tree's diagram as lines of Markdown; none where no sub-job has a start. Far below Mermaid's 50,000 characters. */
export function chartLines({ job: root, now, rootCauses }: JobFacts, format: Formatter): string[] {
  if (root === undefined) return [];
  const all = barsOf(root, new Set(rootCauses.map(({ visit }) => visit.job)), now);
  const bars = mostTelling(all);
  if (bars.length === 0) return [];
  const span = Math.max(...bars.map(({ end }) => end)) - Math.min(...bars.map(({ start }) => start));
  const axis = axisOf(span);
  // Times so far apart are no job's: nothing would be seen.
  if (axis === undefined) return [];
  const left = all.length - bars.length;
  return [
    '```mermaid',
    SETTINGS,
    'gantt',
    '  title When each sub-job ran (UTC)',
    '  dateFormat YYYY-MM-DD HH:mm:ss.SSS',
    ...axis,
    ...bars.map((bar) => barLine(bar, span, format)),
    '```',
    '',
    ...(left === 0 ? [] : [`The chart leaves out ${formatCount(left)} of ${formatCount(all.length)} sub-jobs.`, '']),
  ];
}

/**
 * The sub-jobs with a start and an end, in the answer's order. One that is at work is drawn up to now; of one without a
 * status nobody knows whether it is.
 */
function barsOf(root: Job, causes: ReadonlySet<Job>, now: number | undefined): Bar[] {
  return [...walk(root)].flatMap(({ job, depth }) => {
    const start = job.startedAt;
    const end = isEnded(job) || job.status === undefined ? (job.endedAt ?? job.updatedAt) : now;
    return depth > 0 && isDrawable(start) && isDrawable(end) && end >= start
      ? [{ job, start, end, isCause: causes.has(job) }]
      : [];
  });
}

/** Of too many the root causes first, then what else failed, then those that are not over; kept in the answer's order. */
function mostTelling(bars: readonly Bar[]): Bar[] {
  const rank = ({ job, isCause }: Bar): number =>
    isCause ? 0 : job.phase === 'Failed' ? 1 : job.phase === 'Success' ? 3 : 2;
  const kept = new Set([0, 1, 2, 3].flatMap((each) => bars.filter((bar) => rank(bar) === each)).slice(0, MAX_BARS));
  return bars.filter((bar) => kept.has(bar));
}

function barLine({ job, start, end, isCause }: Bar, span: number, format: Formatter): string {
  // The icon in front also keeps a label from being one of Mermaid's own words.
  const name = `${phaseIcon(job, 1)} ${label(job, format)}`;
  const tag = isCause ? 'crit, ' : isEnded(job) || job.status === undefined ? 'done, ' : 'active, ';
  return `  ${name} :${tag}${mermaidTime(start)}, ${mermaidTime(Math.max(end, start + span * MIN_PART, start + 1))}`;
}

/** The type and the resource; of long ones the beginning of the type and the end of the resource, which say most. */
function label(job: Job, format: Formatter): string {
  const full = safe(subJobTitle(job, format)) || 'sub-job';
  if (full.length <= MAX_BAR_LABEL_LENGTH) return full;
  const name = Array.from(safe(firstShown(format, job.resourceName, job.resourceId)));
  const type = cut(safe(firstShown(format, job.type)), MAX_BAR_LABEL_LENGTH / 2);
  if (type === '' || name.length === 0) return cut(full, MAX_BAR_LABEL_LENGTH);
  const left = MAX_BAR_LABEL_LENGTH - type.length - 1;
  return `${type} ${name.length <= left ? name.join('') : `…${name.slice(1 - left).join('')}`}`;
}

function safe(text: string): string {
  return text
    .replace(/[^\p{L}\p{N} ._/-]+/gu, ' ')
    .replace(/ {2,}/g, ' ')
    .trim();
}

/** The axis with ticks that do not overlap on a phone; `undefined` where the times are months apart. */
function axisOf(span: number): string[] | undefined {
  const isLong = span >= DAY_MS;
  const max = isLong ? MAX_DATE_TICKS : MAX_TIME_TICKS;
  const tick = TICKS.find(({ ms }) => span / ms <= max);
  if (tick === undefined) return undefined;
  const format = tick.ms >= DAY_MS ? '%m-%d' : isLong ? '%m-%d %H:%M' : '%H:%M';
  return [`  axisFormat ${format}`, `  tickInterval ${tick.interval}`];
}

/** Whether an instant is after 1970 and has a year of four digits. */
function isDrawable(instant: number | undefined): instant is number {
  return instant !== undefined && instant >= 0 && instant < Date.UTC(10_000, 0);
}

function mermaidTime(instant: number): string {
  return (isoTime(instant) ?? '').replace('T', ' ').replace('Z', '');
}
