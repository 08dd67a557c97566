/** What is different between two answers, as lines of the log. */
import { reasonText } from '../text/sentences.js';
import type { Job } from '../../services/job.js';
import { runTimeOf } from '../facts.js';
import { MAX_CHANGE_LINES, MAX_INDENT, MAX_NEW_SUB_JOBS } from '../limits.js';
import type { Formatter, Tone } from '../text/formatter.js';
import * as labels from '../text/labels.js';
import { subJobCounts } from '../../engine/job.js';

/** How wide the column of names is; longer ones push the rest of their line to the right. */
const NAME_WIDTH = 40;

/** A job or sub-job that is new, or in another state than before. */
export interface Change {
  readonly job: Job;
  /** 0 for the root. */
  readonly depth: number;
  /** The same job in the answer before; `undefined` where it is new. */
  readonly before: Job | undefined;
}

/**
 * The changes between two answers, parents before their sub-jobs, in the answer's order.
 *
 * A state is a phase, a reason or an error code; of progress only each tenth counts, or an image that is being copied
 * would fill the log. A sub-job that is no longer listed is no change: some services list only what they work on.
 */
export function changesBetween(previous: Job | undefined, job: Job): Change[] {
  const changes: Change[] = [];
  const pending: Change[] = [{ job, depth: 0, before: previous }];
  for (let pair = pending.pop(); pair !== undefined; pair = pending.pop()) {
    if (isChanged(pair)) changes.push(pair);
    const { depth } = pair;
    const befores = counterparts(pair.before?.subJobs ?? [], pair.job.subJobs);
    for (let index = pair.job.subJobs.length - 1; index >= 0; index -= 1) {
      const subJob = pair.job.subJobs[index];
      if (subJob !== undefined) pending.push({ job: subJob, depth: depth + 1, before: befores[index] });
    }
  }
  return changes;
}

function isChanged({ job, before }: Change): boolean {
  if (before === undefined) return true;
  return (
    job.phase !== before.phase ||
    (job.phase === 'Unknown' && job.status !== before.status) ||
    job.reason !== before.reason ||
    job.errorCode !== before.errorCode ||
    tenths(job) !== tenths(before)
  );
}

function tenths(job: Job): number {
  return Math.floor((job.progress ?? 0) * 10);
}

/**
 * For each sub-job its counterpart among the former ones: the one at the same place if it has the same ID, or neither
 * has an ID and they have one type; else, for a sub-job with an ID, the one with that ID wherever it stands.
 */
function counterparts(former: readonly Job[], current: readonly Job[]): (Job | undefined)[] {
  const byId = new Map(former.filter(({ id }) => id !== '').map((job) => [job.id, job]));
  return current.map((job, index) => {
    const there = former[index];
    if (there?.id === job.id && (job.id !== '' || there.type === job.type)) return there;
    return byId.get(job.id);
  });
}

/**
 * One line per change; many new sub-jobs are counted in one line; of too many changes the failures come first.
 *
 * @param isFirst whether the job itself was not seen before
 */
export function changeLines(changes: readonly Change[], isFirst: boolean, format: Formatter): string[] {
  const isNew = ({ before, depth }: Change): boolean => before === undefined && depth > 0;
  const found = changes.filter(isNew);
  const show = (change: Change): string => changeText(change, format);
  if (found.length <= MAX_NEW_SUB_JOBS) return limited(changes, show, 'more change');
  const others = limited(
    changes.filter((change) => !isNew(change)),
    show,
    'more change',
  );
  const own = changes[0]?.depth === 0 ? 1 : 0;
  return [...others.slice(0, own), countLine(found, isFirst), ...others.slice(own)];
}

/** A whole tree as it stands, one line per job. @param now what time it is for the service, in milliseconds */
export function treeLines(root: Job, now: number | undefined, format: Formatter): string[] {
  return limited(changesBetween(undefined, root), (change) => stateText(change, now, format), 'more job');
}

function limited(changes: readonly Change[], show: (change: Change) => string, noun: string): string[] {
  if (changes.length <= MAX_CHANGE_LINES) return changes.map(show);
  const isFailure = ({ job }: Change): boolean => job.phase === 'Failed';
  const failures = changes.filter(isFailure).length;
  let space = Math.max(0, MAX_CHANGE_LINES - failures);
  let failureSpace = MAX_CHANGE_LINES;
  const shown = changes.filter((change) => (isFailure(change) ? failureSpace-- > 0 : space-- > 0));
  const hidden = Math.max(0, failures - MAX_CHANGE_LINES);
  const of = hidden === 0 ? '' : `, ${labels.formatCount(hidden)} of them Failed`;
  const rest = changes.length - shown.length;
  return [...shown.map(show), `… and ${labels.counted(rest, noun)}${of}`];
}

/** `  120 sub-jobs: 3 Failed, 40 Running, 77 Initializing`. */
function countLine(found: readonly Change[], isFirst: boolean): string {
  const phaseOf = ({ job }: Change): string => (job.status === undefined ? 'without a status' : job.phase);
  const phases = ['Failed', 'Unknown', 'Running', 'Initializing', 'Success', 'without a status'];
  const counts = phases
    .map((phase) => ({ phase, count: found.filter((change) => phaseOf(change) === phase).length }))
    .filter(({ count }) => count > 0)
    .map(({ phase, count }) => `${labels.formatCount(count)} ${phase}`);
  return `  ${labels.counted(found.length, isFirst ? 'sub-job' : 'new sub-job')}: ${counts.join(', ')}`;
}

function changeText({ job, depth, before }: Change, format: Formatter): string {
  const wordOf = depth === 0 ? labels.phaseWord : labels.subJobPhaseWord;
  const from = before === undefined ? '–' : wordOf(before, format);
  const to = labels.phaseLabel(job, depth, format);
  return format.paint(
    `${nameText(job, depth, format)}  ${from} → ${to}${detailsText(job, depth, format)}`,
    toneOf(job, depth),
  );
}

function stateText({ job, depth }: Change, now: number | undefined, format: Formatter): string {
  const lasted = labels.runTimeText(runTimeOf(job, now), format);
  const text = `${nameText(job, depth, format)}  ${labels.phaseLabel(job, depth, format)}${lasted === '' ? '' : ` · ${lasted}`}${detailsText(job, depth, format)}`;
  return format.paint(text, toneOf(job, depth));
}

function nameText(job: Job, depth: number, format: Formatter): string {
  const level = Math.min(depth, MAX_INDENT);
  const deep = depth > MAX_INDENT ? `(depth ${labels.formatCount(depth)}) ` : '';
  const name = depth === 0 ? labels.jobTitle(job, job.id, format) : labels.subJobTitle(job, format);
  return `${'  '.repeat(level)}${deep}${name}`.padEnd(NAME_WIDTH);
}

function detailsText(job: Job, depth: number, format: Formatter): string {
  const reason = reasonText(job.reason, job.errorCode, format);
  // Counting sub-jobs of every changed job would take the square of a deep tree's size.
  const counts = depth === 0 ? labels.endedText(subJobCounts(job)) : '';
  const details = [counts, labels.percentText(job)].filter((part) => part !== '').map((part) => ` · ${part}`);
  return `${details.join('')}${reason === '' ? '' : `: ${reason}`}`;
}

function toneOf(job: Job, depth: number): Tone | undefined {
  // A job that calls itself a success over a failed sub-job is none.
  if (job.phase === 'Failed' || (depth === 0 && subJobCounts(job).failed > 0)) return 'bad';
  if (job.phase === 'Success') return 'good';
  return job.phase === 'Unknown' && job.status !== undefined ? 'warning' : undefined;
}
