/** What a report says first: the verdict, a box with what broke, why and what to do, and one line of facts. */
import { formatDuration } from '../../base/time.js';
import { type GateFacts, type ReportContext, runTimeOf, type SubJobCounts } from '../facts.js';
import { helpUrl } from '../help.js';
import { problemsOf, topicOf, type Problem } from '../problems.js';
import { shortened, type Formatter } from '../text/formatter.js';
import {
  causeNames,
  causeText,
  earlyEndText,
  endSentence,
  hintOf,
  openText,
  problemText,
  stillRunningText,
  timeoutHint,
} from '../text/sentences.js';
import { counted, endedText, formatCount, pathText } from '../text/labels.js';
import { verdictText, whyText } from '../text/verdict.js';

/** How much the head of a report may say. */
export interface HeadSize {
  /** How many problems are named. */
  readonly problems: number;
  /** How long one remote text may be. */
  readonly text: number;
}

/** How long the name in a heading may be. */
const MAX_HEADING_NAME_LENGTH = 60;

/** The verdict as a heading; unless it is a success, the box that explains it; the line of facts. */
export function headLines(facts: GateFacts, context: ReportContext, size: HeadSize, format: Formatter): string[] {
  const heading = `## ${verdictText(facts, shortened(format, MAX_HEADING_NAME_LENGTH))}`;
  const box = facts.result.outcome === 'success' ? [] : [...boxLines(facts, context, size, format), ''];
  return [heading, '', ...box, factsLine(facts, context, format), ''];
}

/** GitHub makes a coloured box with an icon and a word of it; elsewhere it is a quotation. */
function boxLines(facts: GateFacts, context: ReportContext, size: HeadSize, full: Formatter): string[] {
  const format = shortened(full, size.text);
  const problems = problemsOf(facts);
  const shown = problems.slice(0, problems.length > size.problems ? size.problems - 1 : size.problems);
  const [first, ...others] = shown;
  const more = problems.length - shown.length;
  const several = facts.jobs.length > 1;
  const why = first === undefined ? [format.strong(endSentence(whyText(facts, format)))] : [];
  const rest = others.map((problem) => problemLine(problem, several, format));
  const paragraphs = [
    [...why, ...(first === undefined ? [] : problemLines(first, several, context, format))],
    [earlyEndText(facts, format, false), stillRunningText(facts, format)]
      .filter((note) => note !== '')
      .map((note) => `⚠️ ${note}`),
    [...rest, ...(more === 0 ? [] : [`… and ${counted(more, first?.kind === 'cause' ? 'more cause' : 'more job')}`])],
    helpLines(facts, context),
  ].filter((lines) => lines.length > 0);
  const severe = facts.result.outcome !== 'cancelled' && facts.result.outcome !== 'running';
  return [
    `> [!${severe ? 'CAUTION' : 'WARNING'}]`,
    paragraphs.map((lines) => lines.map((line) => `> ${line}`).join('<br>\n')).join('\n>\n'),
  ];
}

/** The first problem in full: what it is, where, and what to do about it. */
function problemLines(problem: Problem, several: boolean, context: ReportContext, format: Formatter): string[] {
  switch (problem.kind) {
    case 'cause': {
      const { first } = problem.cause;
      const hint = hintOf(first, format);
      const path = several || first.visit.depth > 0 ? pathText(first.visit, format) : '';
      return [
        causeText(problem.cause, format),
        causeNames(problem.cause, format),
        path === '' ? '' : `Path: ${path}`,
        hint === '' ? '' : `💡 ${hint}`,
      ].filter((line) => line !== '');
    }
    case 'error': {
      const advice = format.say(problem.error.advice);
      return [problemLine(problem, several, format), ...(advice === '' ? [] : [`💡 ${advice}`])];
    }
    case 'open': {
      const { ending } = problem.job.result;
      const advice = `💡 ${timeoutHint(context, format)}`;
      return [problemLine(problem, several, format), ...(ending.kind === 'timed-out' ? [advice] : [])];
    }
  }
}

/** A problem in one line. Request IDs are folded away. */
function problemLine(problem: Problem, several: boolean, format: Formatter): string {
  switch (problem.kind) {
    case 'cause': {
      const names = causeNames(problem.cause, format);
      return `${causeText(problem.cause, format)}${names === '' ? '' : ` — ${names}`}`;
    }
    case 'error':
      return problemText(problem, several, format, false);
    case 'open':
      return endSentence(openText(problem.job, format, false));
  }
}

/** The link to the heading of the page on troubleshooting that belongs to the ending. */
function helpLines(facts: GateFacts, context: ReportContext): string[] {
  const url = helpUrl(context, topicOf(facts));
  return url === '' ? [] : [`[What this means and what to do](${url})`];
}

/** The facts that a reader needs next, in one line. */
function factsLine({ jobs, result, open }: GateFacts, context: ReportContext, format: Formatter): string {
  const [only] = jobs;
  const region = format.quote(context.region);
  const time = jobs.length === 1 && only?.job !== undefined ? runTimeOf(only.job, only.now) : undefined;
  const ended = `${formatCount(jobs.length - open.length)} of ${counted(jobs.length, 'job')} ended`;
  return [
    `${format.quote(context.service)}${region === '' ? '' : ` in ${region}`}`,
    jobs.length === 1 ? '' : ended,
    endedText(sum(jobs.map(({ counts }) => counts))),
    time === undefined
      ? ''
      : `the job ${time.soFar ? 'has run' : 'ran'} ${formatDuration(time.ms)}${time.soFar ? ' so far' : ''}`,
    `waited ${formatDuration(result.durationMs)} of ${formatDuration(context.timeoutMs)}`,
  ]
    .filter((fact) => fact !== '')
    .join(' · ');
}

function sum(counts: readonly SubJobCounts[]): SubJobCounts {
  return counts.reduce(
    (all, each) => ({
      ended: all.ended + each.ended,
      failed: all.failed + each.failed,
      total: all.total + each.total,
    }),
    { ended: 0, failed: 0, total: 0 },
  );
}
