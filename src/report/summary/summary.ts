/** The report as Markdown: the job summary, and the body of a comment. Both stay within any limit of size. */
import type { GateFacts, ReportContext } from '../facts.js';
import { MAX_PROBLEMS, MAX_SUMMARY_BYTES } from '../limits.js';
import { folded, markdownFormatter, type Formatter } from '../text/formatter.js';
import { outcomeLabel } from '../text/labels.js';
import { MAX_TEXT_LENGTH, type Sanitize } from '../text/sanitize.js';
import { headLines, type HeadSize } from './head.js';
import { sectionsOf, type Breadth, type Section } from './sections.js';
import { bytesOf, fitRows, TREE_OVERHEAD_BYTES } from './tree.js';

/** From what is best to what surely fits. */
const BREADTHS: readonly (HeadSize & Breadth)[] = [
  { problems: MAX_PROBLEMS, text: MAX_TEXT_LENGTH, listed: 500, detailed: 100, charts: 5 },
  { problems: MAX_PROBLEMS, text: MAX_TEXT_LENGTH, listed: 100, detailed: 20, charts: 5 },
  { problems: MAX_PROBLEMS, text: 200, listed: 20, detailed: 0, charts: 0 },
  { problems: MAX_PROBLEMS, text: 80, listed: 5, detailed: 0, charts: 0 },
];

/**
 * The report on a gate that has ended, for a page of its own.
 *
 * @param limit how many bytes it may have, whatever the services said; 30,000 at least
 */
export function summaryOf(
  facts: GateFacts,
  context: ReportContext,
  sanitize: Sanitize,
  limit: number = MAX_SUMMARY_BYTES,
): string {
  const format = markdownFormatter(sanitize);
  return firstFitting(facts, (breadth) => {
    const head = headLines(facts, context, breadth, format);
    const body = withinSpace(sectionsOf(facts, context, breadth, 'folded', format), limit - sizeOf(head));
    return body === undefined ? undefined : [...head, ...body];
  });
}

/** Where a comment leads to: the run that it is about. `''` of what is not known. */
export interface RunLinks {
  readonly run: string;
  /** The commit's hash, and its page. */
  readonly commit: string;
  readonly commitPage: string;
  readonly attempt: number;
}

/**
 * The same for a discussion, where there is little space: the head and links to the run, and all else folded up; nothing
 * else on success.
 *
 * @param limit how many bytes it may have; 30,000 at least
 */
export function commentOf(
  facts: GateFacts,
  context: ReportContext,
  links: RunLinks,
  sanitize: Sanitize,
  limit: number,
): string {
  const format = markdownFormatter(sanitize);
  return firstFitting(facts, (breadth) => {
    const head = [...headLines(facts, context, breadth, format), linksLine(links, format), ''];
    if (facts.result.outcome === 'success') return head;
    const frame = folded('Details', []);
    const sections = sectionsOf(facts, context, { ...breadth, charts: 0 }, 'flat', format);
    const body = withinSpace(sections, limit - sizeOf([...head, ...frame]));
    return body === undefined ? undefined : [...head, ...folded('Details', body.slice(0, -1))];
  });
}

function linksLine({ run, commit, commitPage, attempt }: RunLinks, format: Formatter): string {
  const hash = format.quote(commit.slice(0, 7));
  return [
    run === '' ? '' : `[Log and summary of this run](${run})`,
    hash === '' ? '' : `commit ${commitPage === '' ? hash : `[${hash}](${commitPage})`}`,
    format.together(`attempt ${attempt}`),
  ]
    .filter((part) => part !== '')
    .join(' · ');
}

function firstFitting(
  { result }: GateFacts,
  make: (breadth: HeadSize & Breadth) => readonly string[] | undefined,
): string {
  for (const breadth of BREADTHS) {
    const lines = make(breadth);
    if (lines !== undefined) return `${lines.join('\n').trimEnd()}\n`;
  }
  return `## ${outcomeLabel(result.outcome)}\n`;
}

/** Fills what space the rest leaves with the trees; `undefined` if the rest alone is too much. */
function withinSpace(sections: readonly Section[], space: number): string[] | undefined {
  const fixed = sections.flatMap(({ before, after }) => [...before, ...after]);
  const left = space - sizeOf(fixed) - sections.length * TREE_OVERHEAD_BYTES;
  if (left < 0) return undefined;
  const trees = fitRows(
    sections.map(({ tree }) => tree?.rows ?? []),
    left,
  );
  return sections.flatMap(({ before, tree, after }, index) => [
    ...before,
    ...(tree === undefined || tree.rows.length === 0 ? [] : [...tree.head, ...(trees[index] ?? []), '']),
    ...after,
  ]);
}

function sizeOf(lines: readonly string[]): number {
  return lines.reduce((size, line) => size + bytesOf(line), 0);
}
