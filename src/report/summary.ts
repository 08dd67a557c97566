/** The report as Markdown: the job summary, and what other steps may do with it. */
import type { GateResult, JobResult } from '../events.js';
import { causeSentence, endSentence } from './causes.js';
import type { ReportContext } from './context.js';
import { rankedCauses, shownJob, type RankedCause } from './facts.js';
import { cellStyle, htmlStyle, markdownStyle, table } from './markdown.js';
import { causeOf, endingSentence, stillRunningSentence, verdictText } from './sentences.js';
import { shortened } from './style.js';
import { factsTable, gateFacts, jobFacts } from './summary-facts.js';
import { bytesOf, fitRows, rowsOf, TREE_OVERHEAD_BYTES, type Row } from './summary-rows.js';
import type { Clean } from './text.js';
import { counted, endingWords, jobTitle, pathText } from './words.js';

/** GitHub drops a step's whole summary over 1,048,576 bytes; what else the step writes there has to fit in too. */
export const SUMMARY_LIMIT_BYTES = 900_000;

/** How many root causes stand at the top. */
const MOST_CAUSES = 10;

/** How many jobs are listed, and how many of them shown in full, from what is best to what surely fits. */
const BREADTHS = [
  { listed: 500, detailed: 100 },
  { listed: 100, detailed: 20 },
  { listed: 20, detailed: 0 },
] as const;

/** How long a text of the overview may be: it is repeated in full below. */
const LONGEST_LISTED = 120;

/** A part of the summary about one job: what comes before its tree, the tree's rows, what comes after. */
interface Section {
  readonly before: readonly string[];
  readonly rows: readonly Row[];
  readonly after: readonly string[];
}

/** The report on a gate that has ended, under {@link SUMMARY_LIMIT_BYTES} whatever the services said. */
export function summaryOf(result: GateResult, context: ReportContext, clean: Clean): string {
  const intro = introLines(result, clean);
  const [only] = result.jobs;
  if (result.jobs.length === 1 && only !== undefined) {
    const facts = factsTable([...jobFacts(only, clean), ...gateFacts(result, context, clean)]);
    const job = shownJob(only);
    const section = { before: [...facts, ''], rows: job === undefined ? [] : rowsOf(job, clean), after: [] };
    return assemble(intro, [section]) ?? intro.join('\n');
  }
  const gate = factsTable(gateFacts(result, context, clean));
  for (const { listed, detailed } of BREADTHS) {
    const overview = overviewLines(result.jobs, listed, clean);
    const sections = worstFirst(result.jobs, detailed).map((job) => detailSection(job, clean));
    const hidden = result.jobs.length - sections.length;
    const more =
      hidden === 0 || detailed === 0 ? [] : [`The details of ${counted(hidden, 'more job')} are left out.`, ''];
    const summary = assemble(
      [...intro, ...gate, '', ...overview],
      [...sections, { before: more, rows: [], after: [] }],
    );
    if (summary !== undefined) return summary;
  }
  return `${intro.join('\n')}\n`;
}

/** Fills what room the rest leaves with the trees; `undefined` if the rest alone is too much. */
function assemble(intro: readonly string[], sections: readonly Section[]): string | undefined {
  const fixed = [...intro, ...sections.flatMap(({ before, after }) => [...before, ...after])];
  const used = fixed.reduce((size, line) => size + bytesOf(line), 0);
  const room = SUMMARY_LIMIT_BYTES - used - sections.length * TREE_OVERHEAD_BYTES;
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

/** The verdict, and in a block that stands out why, and what may still be going on. */
function introLines(result: GateResult, clean: Clean): string[] {
  const style = markdownStyle(clean);
  const causes = rankedCauses(result.jobs);
  const heading = [`## ${verdictText(result, style)}`, ''];
  if (result.outcome === 'success') return heading;
  const running = stillRunningSentence(result.jobs, style);
  const reason =
    causes.length > 0 && result.outcome === 'failed'
      ? causes.slice(0, MOST_CAUSES).flatMap((cause) => causeLines(cause, result.jobs.length > 1, clean))
      : [`**Why:** ${endSentence(causeOf(result, style))}`];
  const more = causes.length > MOST_CAUSES ? [`… and ${counted(causes.length - MOST_CAUSES, 'more root cause')}`] : [];
  const paragraphs = [...reason, ...more, ...(running === '' ? [] : [`⚠️ ${running}`])];
  return [...heading, paragraphs.map((line) => `> ${line}`).join('\n>\n'), ''];
}

function causeLines({ result, cause }: RankedCause, several: boolean, clean: Clean): string[] {
  const style = markdownStyle(clean);
  const whose = several ? ` (job ${style.quote(result.jobId)})` : '';
  return [
    `**Root cause:** ${causeSentence(cause, style)}`,
    ...(several || cause.visit.depth > 0 ? [`Path: ${pathText(cause.visit, style)}${whose}`] : []),
  ];
}

/** So many jobs in the order given; of too many those that went well are left out first. */
function worstFirst(results: readonly JobResult[], most: number): JobResult[] {
  const kinds = ['failed', 'error', 'timed-out', 'stopped', 'success'] as const;
  const ranked = kinds.flatMap((kind) => results.filter(({ ending }) => ending.kind === kind));
  const kept = new Set(ranked.slice(0, most));
  return results.filter((result) => kept.has(result));
}

function overviewLines(results: readonly JobResult[], most: number, clean: Clean): string[] {
  const style = shortened(cellStyle(clean), LONGEST_LISTED);
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

function detailSection(result: JobResult, clean: Clean): Section {
  const title = jobTitle(shownJob(result), result.jobId, htmlStyle(clean));
  const open = result.ending.kind === 'failed' ? ' open' : '';
  const job = shownJob(result);
  return {
    before: [
      `<details${open}>`,
      `<summary>${endingWords(result.ending)}: ${title}</summary>`,
      '',
      ...factsTable(jobFacts(result, clean)),
      '',
    ],
    rows: job === undefined ? [] : rowsOf(job, clean),
    after: ['</details>', ''],
  };
}
