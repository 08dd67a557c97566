import { reasonText } from './causes.js';
import { changesBetween, type Change } from './changes.js';
import type { Paint, Tone } from './paint.js';
import { plainStyle } from './style.js';
import type { Sanitize } from './text/sanitize.js';
import {
  counted,
  formatCount,
  jobTitle,
  percent,
  phaseWord,
  phaseWords,
  progressText,
  runTime,
  subJobPhaseWord,
  subJobPhaseWords,
  subJobTitle,
} from './words.js';
import type { Job } from '../services/job.js';

/** How many lines one poll may cause. */
const MOST_CHANGES = 200;

/** How deep a line may be indented, in levels. */
const DEEPEST_INDENT = 10;

/** How wide the column of names is; longer ones push the rest of their line to the right. */
const NAME_WIDTH = 40;

/** One line per change; of too many the failures come first, and the rest is a number. */
export function changeLines(changes: readonly Change[], sanitize: Sanitize, paint: Paint): string[] {
  return limited(changes, (change) => changeText(change, sanitize, paint), 'more change');
}

/** A whole tree as it stands, one line per job. */
export function treeLines(root: Job, sanitize: Sanitize, paint: Paint): string[] {
  return limited(changesBetween(undefined, root), (change) => stateText(change, sanitize, paint), 'more job');
}

function limited(changes: readonly Change[], show: (change: Change) => string, noun: string): string[] {
  if (changes.length <= MOST_CHANGES) return changes.map(show);
  const isFailure = ({ job }: Change): boolean => job.phase === 'Failed';
  const failures = changes.filter(isFailure).length;
  let room = Math.max(0, MOST_CHANGES - failures);
  let failureRoom = MOST_CHANGES;
  const shown = changes.filter((change) => (isFailure(change) ? failureRoom-- > 0 : room-- > 0));
  const hidden = Math.max(0, failures - MOST_CHANGES);
  const of = hidden === 0 ? '' : `, ${formatCount(hidden)} of them Failed`;
  const rest = changes.length - shown.length;
  return [...shown.map(show), `… and ${counted(rest, noun)}${of}`];
}

function changeText({ job, depth, before }: Change, sanitize: Sanitize, paint: Paint): string {
  const style = plainStyle(sanitize);
  const wordOf = depth === 0 ? phaseWord : subJobPhaseWord;
  const from = before === undefined ? '–' : wordOf(before, style);
  const text = `${nameText(job, depth, sanitize)}  ${from} → ${phaseText(job, depth, sanitize)}${detailsText(job, depth, sanitize)}`;
  return paint(text, toneOf(job));
}

function stateText({ job, depth }: Change, sanitize: Sanitize, paint: Paint): string {
  const lasted = runTime(job);
  const text = `${nameText(job, depth, sanitize)}  ${phaseText(job, depth, sanitize)}${lasted === '' ? '' : ` · ${lasted}`}${detailsText(job, depth, sanitize)}`;
  return paint(text, toneOf(job));
}

function nameText(job: Job, depth: number, sanitize: Sanitize): string {
  const style = plainStyle(sanitize);
  const level = Math.min(depth, DEEPEST_INDENT);
  const deep = depth > DEEPEST_INDENT ? `(depth ${formatCount(depth)}) ` : '';
  const name = depth === 0 ? jobTitle(job, job.id, style) : subJobTitle(job, style);
  return `${'  '.repeat(level)}${deep}${name}`.padEnd(NAME_WIDTH);
}

function phaseText(job: Job, depth: number, sanitize: Sanitize): string {
  const style = plainStyle(sanitize);
  return depth === 0 ? phaseWords(job, style) : subJobPhaseWords(job, style);
}

function detailsText(job: Job, depth: number, sanitize: Sanitize): string {
  const reason = reasonText(job.reason, job.errorCode, plainStyle(sanitize));
  // Counting sub-jobs of every changed job would take the square of a deep tree's size.
  const progress = depth === 0 ? progressText(job) : percent(job).join('');
  return `${progress === '' ? '' : ` · ${progress}`}${reason === '' ? '' : `: ${reason}`}`;
}

function toneOf(job: Job): Tone | undefined {
  if (job.phase === 'Failed') return 'bad';
  if (job.phase === 'Success') return 'good';
  return job.phase === 'Unknown' && job.status !== undefined ? 'warning' : undefined;
}
