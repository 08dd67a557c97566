/** The tree of sub-jobs as table rows, as many and as long as the room for them allows. */
import { walk } from '../engine/job.js';
import { reasonText } from './causes.js';
import { cellStyle, tableRow } from './markdown.js';
import { shortened, type Style } from './style.js';
import { MAX_TEXT_LENGTH, type Sanitize } from './text/sanitize.js';
import { formatCount, runTime, subJobPhaseWords, subJobTitle } from './words.js';
import type { Job, Phase } from '../services/job.js';

/** One job of a tree, ready to be shown with a reason of any length. */
export interface Row {
  readonly phase: Phase;
  /** What has to make room first: 0 for a failure, 1 for what is still open, 2 for the rest. */
  readonly rank: 0 | 1 | 2;
  /** The row as a line of Markdown. */
  readonly line: (longestReason: number) => string;
}

/** How many rows that are no failures one tree may show: nobody reads more, and a browser takes long to. */
const MOST_OTHERS = 500;

/** How long reasons may be, from what is best to what is tried last before rows are left out. */
const REASON_LENGTHS = [MAX_TEXT_LENGTH, 200, 80] as const;

const SHORTEST_REASON = 80;

/** How deep a row is indented, in levels; below, its depth is said. */
const DEEPEST_INDENT = 10;

/** The heads and the closing line of one tree, at most, in bytes. */
export const TREE_OVERHEAD_BYTES = 400;

/** The rows of a tree below its root, parents before their sub-jobs. */
export function rowsOf(root: Job, sanitize: Sanitize): Row[] {
  const rows: Row[] = [];
  for (const { job, depth } of walk(root)) if (depth > 0) rows.push(rowOf(job, depth, sanitize));
  return rows;
}

/** Nothing of a row is made before it is asked for: of a huge tree only a part will be. */
function rowOf(job: Job, depth: number, sanitize: Sanitize): Row {
  const style = cellStyle(sanitize);
  let texts: { readonly cells: readonly string[]; readonly reason: string; readonly code: string } | undefined;
  return {
    phase: job.phase,
    rank: rankOf(job),
    line: (longest) => {
      // Cleaned once: shortening a reason again must not cost its whole length again.
      texts ??= { cells: firstCells(job, depth, style), reason: sanitize(job.reason), code: sanitize(job.errorCode) };
      return tableRow([...texts.cells, reasonText(texts.reason, texts.code, shortened(style, longest))]);
    },
  };
}

function firstCells(job: Job, depth: number, style: Style): string[] {
  const level = Math.min(depth - 1, DEEPEST_INDENT);
  const deep = depth - 1 > DEEPEST_INDENT ? `(depth ${formatCount(depth)}) ` : '';
  const indent = level === 0 ? '' : `${'&emsp;'.repeat(level)}↳ `;
  return [`${indent}${deep}${subJobTitle(job, style)}`, subJobPhaseWords(job, style), runTime(job)];
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
 * @param room how many bytes all lines may have together, the heads of the tables not counted
 */
export function fitRows(trees: readonly (readonly Row[])[], room: number): string[][] {
  const wanted = new Set(trees.flatMap(worthShowing));
  const longest = REASON_LENGTHS.find((length) => fits(wanted, length, room));
  const shown = longest === undefined ? thatFit(wanted, room) : wanted;
  return trees.map((rows) => [
    ...rows.filter((row) => shown.has(row)).map((row) => row.line(longest ?? SHORTEST_REASON)),
    ...omissionLine(rows.filter((row) => !shown.has(row))),
  ]);
}

/** Every failure, and the first others: what is still open before what is done. */
function worthShowing(rows: readonly Row[]): Row[] {
  const others = [...ofRank(rows, 1), ...ofRank(rows, 2)];
  return [...ofRank(rows, 0), ...others.slice(0, MOST_OTHERS)];
}

function thatFit(wanted: ReadonlySet<Row>, room: number): Set<Row> {
  const fitting = new Set<Row>();
  let left = room;
  for (const row of [0, 1, 2].flatMap((rank) => ofRank([...wanted], rank))) {
    left -= bytesOf(row.line(SHORTEST_REASON));
    if (left < 0) break;
    fitting.add(row);
  }
  return fitting;
}

function ofRank(rows: readonly Row[], rank: number): Row[] {
  return rows.filter((row) => row.rank === rank);
}

function fits(rows: Iterable<Row>, longestReason: number, room: number): boolean {
  let left = room;
  for (const row of rows) {
    left -= bytesOf(row.line(longestReason));
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
