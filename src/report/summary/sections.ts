/** Below the head of a report: the jobs with their trees, charts and IDs; of several those that did not succeed first. */
import { type GateFacts, type JobFacts, type ReportContext, runTimeOf, worstFirst } from '../facts.js';
import { folded, shortened, table, type Formatter } from '../text/formatter.js';
import { counted, endedText, endingLabel, jobTitle, runTimeText } from '../text/labels.js';
import { causeLine, errorFacts, stateText } from '../text/sentences.js';
import { chartLines } from './chart.js';
import { factsTable, gateFacts, jobFacts } from './details.js';
import { treeOf, type Tree } from './tree.js';

/** A part of a report: what comes before a tree, the tree, what comes after. */
export interface Section {
  readonly before: readonly string[];
  readonly tree?: Tree;
  readonly after: readonly string[];
}

/** How much of several jobs is shown. */
export interface Breadth {
  /** How many are listed. */
  readonly listed: number;
  /** How many of them are shown in full. */
  readonly detailed: number;
  /** How many diagrams there are: each is a frame of its own in the reader's browser. */
  readonly charts: number;
}

/** How long a reason of the list may be: it is repeated in full below. */
const MAX_LISTED_LENGTH = 120;

/** How the sections of a report follow each other: folded up, or with plain headings where all is folded up already. */
export type Layout = 'folded' | 'flat';

/** Everything below the head. */
export function sectionsOf(
  facts: GateFacts,
  context: ReportContext,
  breadth: Breadth,
  layout: Layout,
  format: Formatter,
): Section[] {
  const [only] = facts.jobs;
  const gate = gateFacts(context, format);
  if (facts.jobs.length === 1 && only !== undefined) {
    const chart = breadth.charts === 0 ? [] : chartLines(only, format);
    const ids = factsTable([...jobFacts(only, format), ...gate]);
    return [
      { before: [], tree: treeOf(only, format), after: chart },
      { before: part(layout, 'IDs and requests', ids), after: [] },
    ];
  }
  const ordered = worstFirst(facts.jobs);
  const bad = ordered.filter(({ result }) => result.ending.kind !== 'success');
  const good = ordered.filter(({ result }) => result.ending.kind === 'success');
  const goodBreadth = {
    ...breadth,
    listed: breadth.listed - Math.min(bad.length, breadth.listed),
    detailed: breadth.detailed - Math.min(bad.length, breadth.detailed),
  };
  return [
    ...badSections(bad, facts, breadth, layout, format),
    ...goodSections(good, goodBreadth, layout, format),
    { before: part(layout, 'Project and endpoint', factsTable(gate)), after: [] },
  ];
}

/** The jobs that did not succeed: a list of all, then each with its tree, the first with their charts. */
function badSections(
  jobs: readonly JobFacts[],
  facts: GateFacts,
  { listed, detailed, charts }: Breadth,
  layout: Layout,
  format: Formatter,
): Section[] {
  if (jobs.length === 0) return [];
  const cell = { ...shortened(format.cell, MAX_LISTED_LENGTH), strong: (text: string) => text };
  const rows = jobs.slice(0, listed).map((job) => {
    const why = whyOf(job, facts, cell);
    return [
      `${jobTitle(job.job, job.jobId, cell)}${why === '' ? '' : `<br>${why}`}`,
      format.together(endingLabel(job.result.ending)),
      timeOf(job, format),
    ];
  });
  const list = [...table(['Job', 'Result', 'Duration'], rows), '', ...more(jobs.length - rows.length, 'more job')];
  const sections = jobs.slice(0, detailed).map((job, index): Section => {
    const isOpen = index < charts && job.job !== undefined && job.result.ending.kind !== 'stopped';
    return jobSection(job, isOpen ? chartLines(job, format) : [], isOpen, layout, format);
  });
  const hidden = jobs.length - Math.max(sections.length, 1);
  const left = hidden > 0 && detailed > 0 ? [`The details of ${counted(hidden, 'more job')} are left out.`, ''] : [];
  return [{ before: list, after: [] }, ...sections, { before: left, after: [] }];
}

/** The jobs that succeeded, folded up together. */
function goodSections(
  jobs: readonly JobFacts[],
  { listed, detailed }: Breadth,
  layout: Layout,
  format: Formatter,
): Section[] {
  if (jobs.length === 0) return [];
  const { cell } = format;
  const rows = jobs
    .slice(0, listed)
    .map((job) => [
      jobTitle(job.job, job.jobId, cell),
      timeOf(job, format),
      endedText(job.counts),
      cell.quote(job.jobId),
    ]);
  const list = [
    ...(rows.length === 0 ? [] : [...table(['Job', 'Duration', 'Sub-jobs', 'Job ID'], rows), '']),
    ...more(jobs.length - rows.length, rows.length === 0 ? 'job' : 'more job'),
  ];
  const title = `✅ ${counted(jobs.length, 'job')} succeeded`;
  if (layout === 'flat') return [{ before: part(layout, title, list), after: [] }];
  const sections = jobs.slice(0, detailed).map((job) => jobSection(job, [], false, layout, format));
  return [
    { before: ['<details>', `<summary>${title}</summary>`, '', ...list], after: [] },
    ...sections,
    { before: ['</details>', ''], after: [] },
  ];
}

function jobSection(
  job: JobFacts,
  chart: readonly string[],
  isOpen: boolean,
  layout: Layout,
  format: Formatter,
): Section {
  const ids = factsTable(jobFacts(job, format));
  const title = (own: Formatter): string => `${endingLabel(job.result.ending)}: ${jobTitle(job.job, job.jobId, own)}`;
  const tree = treeOf(job, format);
  if (layout === 'flat') return { before: [`#### ${title(format)}`, ''], tree, after: [...ids, ''] };
  return {
    before: [`<details${isOpen ? ' open' : ''}>`, `<summary>${title(format.html)}</summary>`, ''],
    tree,
    after: [...chart, ...folded('IDs and requests', ids), '</details>', ''],
  };
}

/** Why a job did not succeed, in a few words. */
function whyOf(job: JobFacts, { causes }: GateFacts, format: Formatter): string {
  const { ending } = job.result;
  switch (ending.kind) {
    case 'success':
    case 'stopped':
      return '';
    case 'failed': {
      const cause = causes.find(({ jobIds }) => jobIds.includes(job.jobId));
      return cause === undefined ? '' : causeLine(cause, format);
    }
    case 'error':
      return errorFacts(ending.error, format, false);
    case 'timed-out':
    case 'running':
      return stateText(job, format, false);
  }
}

function timeOf({ job, now }: JobFacts, format: Formatter): string {
  return job === undefined ? '' : runTimeText(runTimeOf(job, now), format);
}

function more(count: number, noun: string): string[] {
  return count === 0 ? [] : [`… and ${counted(count, noun)}`, ''];
}

function part(layout: Layout, title: string, lines: readonly string[]): string[] {
  return layout === 'folded' ? folded(title, lines) : [`#### ${title}`, '', ...lines, ''];
}
