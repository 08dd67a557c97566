/** Changes as lines of the log. */
import { reasonText } from './causes.js';
import type { Change } from './changes.js';
import { plainStyle } from './style.js';
import type { Clean } from './text.js';
import {
  counted,
  formatCount,
  jobTitle,
  percent,
  phaseWord,
  phaseWords,
  progressText,
  subJobPhaseWord,
  subJobPhaseWords,
  subJobTitle,
} from './words.js';

/** How many lines one poll may cause. */
const MOST_CHANGES = 200;

/** How deep a line may be indented, in levels. */
const DEEPEST_INDENT = 10;

/** How wide the column of names is; longer ones push the rest of their line to the right. */
const NAME_WIDTH = 40;

/** One line per change; of too many the failures come first, and the rest is a number. */
export function changeLines(changes: readonly Change[], clean: Clean): string[] {
  if (changes.length <= MOST_CHANGES) return changes.map((change) => changeText(change, clean));
  const isFailure = ({ job }: Change): boolean => job.phase === 'Failed';
  const failures = changes.filter(isFailure).length;
  let room = Math.max(0, MOST_CHANGES - failures);
  let failureRoom = MOST_CHANGES;
  const shown = changes.filter((change) => (isFailure(change) ? failureRoom-- > 0 : room-- > 0));
  const hidden = Math.max(0, failures - MOST_CHANGES);
  const of = hidden === 0 ? '' : `, ${formatCount(hidden)} of them Failed`;
  const rest = changes.length - shown.length;
  return [...shown.map((change) => changeText(change, clean)), `… and ${counted(rest, 'more change')}${of}`];
}

function changeText({ job, depth, before }: Change, clean: Clean): string {
  const style = plainStyle(clean);
  const level = Math.min(depth, DEEPEST_INDENT);
  const deep = depth > DEEPEST_INDENT ? `(depth ${formatCount(depth)}) ` : '';
  const name = depth === 0 ? jobTitle(job, job.id, style) : subJobTitle(job, style);
  const wordOf = depth === 0 ? phaseWord : subJobPhaseWord;
  const from = before === undefined ? '–' : wordOf(before, style);
  const to = depth === 0 ? phaseWords(job, style) : subJobPhaseWords(job, style);
  const reason = reasonText(job.reason, job.errorCode, style);
  // Counting sub-jobs of every changed job would take the square of a deep tree's size.
  const progress = depth === 0 ? progressText(job) : percent(job).join('');
  const details = `${progress === '' ? '' : ` · ${progress}`}${reason === '' ? '' : `: ${reason}`}`;
  return `${`${'  '.repeat(level)}${deep}${name}`.padEnd(NAME_WIDTH)}  ${from} → ${to}${details}`;
}
