/** The report as Markdown: the job summary, and what other steps may do with it. */
import type { GateResult, JobResult } from '../engine/events.js';
import type { ReportContext } from './context.js';
import { shownJob, worstFirst } from './facts.js';
import { ganttLines } from './gantt.js';
import { cellStyle, htmlStyle, table } from './markdown.js';
import { endingSentence } from './sentences.js';
import { shortened } from './style.js';
import { factsTable, gateFacts, jobFacts } from './summary-facts.js';
import { introLines, type IntroSize } from './summary-intro.js';
import { bytesOf, fitRows, rowsOf, TREE_OVERHEAD_BYTES, type Row } from './summary-rows.js';
import { MAX_TEXT_LENGTH, type Sanitize } from './text/sanitize.js';
import { counted, endingWords, jobTitle, outcomeWords } from './words.js';

/** GitHub drops a step's whole summary over 1,048,576 bytes; what else the step writes there has to fit in too. */
export const SUMMARY_LIMIT_BYTES = 900_000;

/** How much of everything is shown, from what is best to what surely fits. */
interface Breadth extends IntroSize {
  /** How many of several jobs are listed. */
  readonly listed: number;
  /** How many of them are shown in full. */
  readonly detailed: number;
  /** How many diagrams there are: each is a frame of its own in the reader's browser. */
  readonly charts: number;
}

const BREADTHS: readonly Breadth[] = [
  { causes: 10, text: MAX_TEXT_LENGTH, listed: 500, detailed: 100, charts: 5 },
  { causes: 10, text: MAX_TEXT_LENGTH, listed: 100, detailed: 20, charts: 5 },
  { causes: 5, text: 200, listed: 20, detailed: 0, charts: 0 },
  { causes: 3, text: 80, listed: 5, detailed: 0, charts: 0 },
];

/** How long a text of the overview may be: it is repeated in full below. */
const LONGEST_LISTED = 120;

/** A part of the summary about one job: what comes before its tree, the tree's rows, what comes after. */
interface Section {
  readonly before: readonly string[];
  readonly rows: readonly Row[];
  readonly after: readonly string[];
}

/**
 * The report on a gate that has ended.
 *
 * @param limit how many bytes it may have, whatever the services said; 30,000 at least
 */
export function summaryOf(
  result: GateResult,
  context: ReportContext,
  sanitize: Sanitize,
  limit: number = SUMMARY_LIMIT_BYTES,
): string {
  for (const breadth of BREADTHS) {
    const summary = summaryWithin(limit, breadth, result, context, sanitize);
    if (summary !== undefined) return summary;
  }
  return `## ${outcomeWords(result.outcome)}\n`;
}

function summaryWithin(
  limit: number,
  breadth: Breadth,
  result: GateResult,
  context: ReportContext,
  sanitize: Sanitize,
): string | undefined {
  const intro = introLines(result, breadth, sanitize);
  const [only] = result.jobs;
  if (result.jobs.length === 1 && only !== undefined) {
    const facts = factsTable([...jobFacts(only, sanitize), ...gateFacts(result, context, sanitize)]);
    const job = shownJob(only);
    const rows = job === undefined ? [] : rowsOf(job, sanitize);
    const chart = job === undefined || breadth.charts === 0 ? [] : ganttLines(job, sanitize);
    return assemble(limit, intro, [{ before: [...facts, ''], rows, after: chart }]);
  }
  const gate = factsTable(gateFacts(result, context, sanitize));
  const overview = overviewLines(result.jobs, breadth.listed, sanitize);
  const detailed = worstFirst(result.jobs, breadth.detailed);
  const charted = new Set(detailed.filter(({ ending }) => ending.kind === 'failed').slice(0, breadth.charts));
  const sections = detailed.map((job) => detailSection(job, charted.has(job), sanitize));
  const hidden = result.jobs.length - sections.length;
  const more =
    hidden === 0 || breadth.detailed === 0 ? [] : [`The details of ${counted(hidden, 'more job')} are left out.`, ''];
  return assemble(limit, [...intro, ...gate, '', ...overview], [...sections, { before: more, rows: [], after: [] }]);
}

/** Fills what room the rest leaves with the trees; `undefined` if the rest alone is too much. */
function assemble(limit: number, intro: readonly string[], sections: readonly Section[]): string | undefined {
  const fixed = [...intro, ...sections.flatMap(({ before, after }) => [...before, ...after])];
  const used = fixed.reduce((size, line) => size + bytesOf(line), 0);
  const room = limit - used - sections.length * TREE_OVERHEAD_BYTES;
  if (room < 0) return undefined;
  const trees = fitRows(
    sections.map(({ rows }) => rows),
    room,
  );
  const head = table(['Sub-job', 'Phase', 'Duration', 'Reason'], []);
  const lines = sections.flatMap(({ before, rows, after }, index) => [
    ...before,
    ...(rows.length === 0 ? [] : [...head, ...(trees[index] ?? []), '']),
    ...after,
  ]);
  return `${[...intro, ...lines].join('\n').trimEnd()}\n`;
}

function overviewLines(results: readonly JobResult[], most: number, sanitize: Sanitize): string[] {
  const style = shortened(cellStyle(sanitize), LONGEST_LISTED);
  const listed = worstFirst(results, most);
  const rows = listed.map((result) => [
    jobTitle(shownJob(result), result.jobId, style),
    endingWords(result.ending),
    result.ending.kind === 'success' ? '' : endingSentence(result, style),
    style.quote(result.jobId),
  ]);
  const rest = results.length - listed.length;
  return [
    ...table(['Job', 'Result', 'Why', 'Job ID'], rows),
    '',
    ...(rest === 0 ? [] : [`… and ${counted(rest, 'more job')}`, '']),
  ];
}

/** @param chart whether its diagram is drawn: in a closed section a browser may give it no room */
function detailSection(result: JobResult, chart: boolean, sanitize: Sanitize): Section {
  const title = jobTitle(shownJob(result), result.jobId, htmlStyle(sanitize));
  const open = result.ending.kind === 'failed' ? ' open' : '';
  const job = shownJob(result);
  return {
    before: [
      `<details${open}>`,
      `<summary>${endingWords(result.ending)}: ${title}</summary>`,
      '',
      ...factsTable(jobFacts(result, sanitize)),
      '',
    ],
    rows: job === undefined ? [] : rowsOf(job, sanitize),
    after: [...(chart && job !== undefined ? ganttLines(job, sanitize) : []), '</details>', ''],
  };
}
