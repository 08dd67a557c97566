/** The tree of sub-jobs as table rows, failed ones first, as many and as long as the space for them allows. */
import { walk, type Visit } from '../../engine/job.js';
import type { Job, Phase } from '../../services/job.js';
import { type JobFacts, runTimeOf } from '../facts.js';
import { MAX_CODE_LENGTH, MAX_INDENT, MAX_OTHER_ROWS } from '../limits.js';
import { tableRow, type Formatter } from '../text/formatter.js';
import { formatCount, phaseLabel, runTimeText, subJobTitle } from '../text/labels.js';
import { cut, MAX_TEXT_LENGTH } from '../text/sanitize.js';
import { reasonOfWords } from '../text/sentences.js';

/** One job of a tree, ready to be shown with a reason of any length. */
export interface Row {
  readonly phase: Phase;
  /** What has to make room first: 0 for a failure, 1 for what is still open, 2 for the rest. */
  readonly rank: 0 | 1 | 2;
  /** The row as a line of Markdown. */
  readonly line: (maxReason: number) => string;
}

/** A tree's table: its head, and the rows below it. */
export interface Tree {
  readonly head: readonly string[];
  readonly rows: readonly Row[];
}

/** How long reasons may be, from what is best to what is tried last before rows are left out. */
const REASON_LENGTHS = [MAX_TEXT_LENGTH, 200, 80] as const;
const MIN_REASON_LENGTH = 80;

/** The head and the closing line of one tree, at most, in bytes. */
export const TREE_OVERHEAD_BYTES = 400;

/**
 * The rows of a tree below its root, parents before their sub-jobs. Of those in one list the ones with failures come
 * first, then the ones that have not ended.
 */
export function treeOf({ job: root, now }: JobFacts, format: Formatter): Tree {
  if (root === undefined) return { head: [], rows: [] };
  const failing = withAbove(root, (job) => job.phase === 'Failed');
  const open = withAbove(root, (job) => rankOf(job) === 1);
  const rankIn = (job: Job): number => (failing.has(job) ? 0 : open.has(job) ? 1 : 2);
  const order = (subJobs: readonly Job[]): readonly Job[] =>
    subJobs.length < 2 ? subJobs : [0, 1, 2].flatMap((rank) => subJobs.filter((job) => rankIn(job) === rank));
  const visits = [...walk(root, order)].slice(1);
  const timed = visits.some(({ job }) => runTimeOf(job, now) !== undefined);
  const cells = ['Sub-job', 'Phase', ...(timed ? ['Duration'] : [])];
  return {
    head: [tableRow(cells), tableRow(cells.map(() => '---'))],
    rows: visits.map((visit) => rowOf(visit, timed, now, format)),
  };
}

/** The jobs of which something is so, and those that have such a job below them. */
function withAbove(root: Job, isSo: (job: Job) => boolean): ReadonlySet<Job> {
  const found = new Set<Job>();
  for (const visit of walk(root)) {
    if (!isSo(visit.job)) continue;
    for (let at: Visit | undefined = visit; at !== undefined && !found.has(at.job); at = at.parent) found.add(at.job);
  }
  return found;
}

interface RowTexts {
  readonly name: string;
  readonly others: readonly string[];
  readonly reason: string;
  readonly code: string;
}

/** Nothing of a row is made before it is asked for: of a huge tree only a part will be. */
function rowOf({ job, depth }: Visit, timed: boolean, now: number | undefined, format: Formatter): Row {
  let texts: RowTexts | undefined;
  return {
    phase: job.phase,
    rank: rankOf(job),
    line: (maxReason) => {
      // Sanitized once: shortening a reason again must not cost its whole length again.
      texts ??= {
        name: `${indent(depth)}${subJobTitle(job, format.cell)}`,
        others: [format.together(phaseLabel(job, depth, format.cell)), ...(timed ? [timeText(job, now, format)] : [])],
        reason: format.plain(job.reason),
        code: format.plain(job.errorCode, MAX_CODE_LENGTH),
      };
      // Under the name, where a narrow screen has space for it.
      const reason = reasonOfWords(cut(texts.reason, maxReason), texts.code, format.cell);
      const below = reason === '' ? '' : `<br>${'&emsp;'.repeat(levelOf(depth))}${reason}`;
      return tableRow([`${texts.name}${below}`, ...texts.others]);
    },
  };
}

function timeText(job: Job, now: number | undefined, format: Formatter): string {
  return runTimeText(runTimeOf(job, now), format);
}

function levelOf(depth: number): number {
  return Math.min(depth - 1, MAX_INDENT);
}

function indent(depth: number): string {
  const level = levelOf(depth);
  const deep = depth - 1 > MAX_INDENT ? `(depth ${formatCount(depth)}) ` : '';
  return `${level === 0 ? '' : `${'&emsp;'.repeat(level)}↳ `}${deep}`;
}

function rankOf(job: Job): Row['rank'] {
  if (job.phase === 'Failed') return 0;
  return job.phase === 'Success' || job.status === undefined ? 2 : 1;
}

/**
 * The rows of several trees as lines, each tree with a closing line where rows of it are left out.
 *
 * Of a tree's rows that are no failures only the first hundreds are shown at all. If that is still too much, reasons
 * are shortened; then rows are left out, those of successes first and failures last.
 *
 * @param space how many bytes all lines may have together, the heads of the tables not counted
 */
export function fitRows(trees: readonly (readonly Row[])[], space: number): string[][] {
  const wanted = new Set(trees.flatMap(worthShowing));
  const length = REASON_LENGTHS.find((each) => fits(wanted, each, space));
  const shown = length === undefined ? thatFit(wanted, space) : wanted;
  return trees.map((rows) => [
    ...rows.filter((row) => shown.has(row)).map((row) => row.line(length ?? MIN_REASON_LENGTH)),
    ...omissionLine(rows.filter((row) => !shown.has(row))),
  ]);
}

/** Every failure, and the first others: what is still open before what is done. */
function worthShowing(rows: readonly Row[]): Row[] {
  const others = [...ofRank(rows, 1), ...ofRank(rows, 2)];
  return [...ofRank(rows, 0), ...others.slice(0, MAX_OTHER_ROWS)];
}

function thatFit(wanted: ReadonlySet<Row>, space: number): Set<Row> {
  const fitting = new Set<Row>();
  let left = space;
  for (const row of [0, 1, 2].flatMap((rank) => ofRank([...wanted], rank))) {
    left -= bytesOf(row.line(MIN_REASON_LENGTH));
    if (left < 0) break;
    fitting.add(row);
  }
  return fitting;
}

function ofRank(rows: readonly Row[], rank: number): Row[] {
  return rows.filter((row) => row.rank === rank);
}

function fits(rows: Iterable<Row>, maxReason: number, space: number): boolean {
  let left = space;
  for (const row of rows) {
    left -= bytesOf(row.line(maxReason));
    if (left < 0) return false;
  }
  return true;
}

/** A line's size with its line break. */
export function bytesOf(line: string): number {
  return Buffer.byteLength(line) + 1;
}

/** `… and 4,812 more, all Success`, or how many there are of each phase, the failures first. */
function omissionLine(omitted: readonly Row[]): string[] {
  if (omitted.length === 0) return [];
  const phases: readonly Phase[] = ['Failed', 'Unknown', 'Running', 'Initializing', 'Success'];
  const counts = phases
    .map((phase) => ({ phase, count: omitted.filter((row) => row.phase === phase).length }))
    .filter(({ count }) => count > 0);
  const [only] = counts;
  const what =
    counts.length === 1 && only !== undefined
      ? `, all ${only.phase}`
      : `: ${counts.map(({ phase, count }) => `${formatCount(count)} ${phase}`).join(', ')}`;
  return ['', `… and ${formatCount(omitted.length)} more${what}`];
}
