/** The end of the log: each of several jobs as it was last seen, the verdict, why, and where to read on. */
import type { GateResult } from '../../engine/events.js';
import { type GateFacts, type JobFacts, type ReportContext, worstFirst } from '../facts.js';
import { helpUrl } from '../help.js';
import { MAX_GROUPS, MAX_PROBLEMS } from '../limits.js';
import { problemsOf, topicOf, type Problem } from '../problems.js';
import type { Formatter, Tone } from '../text/formatter.js';
import {
  causeLine,
  earlyEndText,
  endSentence,
  hintOf,
  openText,
  problemText,
  stillRunningText,
  timeoutHint,
} from '../text/sentences.js';
import { counted, endingLabel, jobTitle, pathText } from '../text/labels.js';
import { verdictText, whyText } from '../text/verdict.js';
import { treeLines } from './changes.js';

/** Lines that the host folds up under a title. */
export interface LogGroup {
  readonly title: string;
  readonly lines: readonly string[];
}

/** Where the rest of the report is; `''` of what was not written. */
export interface Places {
  readonly summary: string;
  readonly report: string;
}

const TONES: Readonly<Record<GateResult['outcome'], Tone>> = {
  success: 'good',
  failed: 'bad',
  error: 'bad',
  'timed-out': 'bad',
  running: 'strong',
  cancelled: 'warning',
};

/**
 * Of several jobs, or where they were asked for once, each one's tree as it was last seen, the worst first; none of a
 * single job that was waited for, whose changes stand in a row.
 */
export function groupsOf({ jobs }: GateFacts, { task }: ReportContext, format: Formatter): LogGroup[] {
  return jobs.length === 1 && task !== 'status'
    ? []
    : worstFirst(jobs)
        .slice(0, MAX_GROUPS)
        .map((job) => groupOf(job, format));
}

function groupOf({ job, jobId, result, now }: JobFacts, format: Formatter): LogGroup {
  const title = `${endingLabel(result.ending)}: ${jobTitle(job, jobId, format)}`;
  return { title, lines: job === undefined ? ['It never gave a usable answer.'] : treeLines(job, now, format) };
}

/** The last block, ten lines at most with {@link placeLines}: the verdict, why, what to do, what may still be running. */
export function endingLines(facts: GateFacts, context: ReportContext, format: Formatter): string[] {
  const problems = problemsOf(facts);
  const note = earlyEndText(facts, format);
  const space = note === '' ? MAX_PROBLEMS : MAX_PROBLEMS - 1;
  const shown = problems.slice(0, problems.length > space ? space - 1 : space);
  const [first] = shown;
  const more = problems.length - shown.length;
  const why = first === undefined && facts.result.outcome !== 'success' ? endSentence(whyText(facts, format)) : '';
  return [
    '',
    format.paint(verdictText(facts, format), TONES[facts.result.outcome]),
    ...line('Why', why),
    ...shown.flatMap((problem) => problemLines(problem, problem === first, facts, context, format)),
    ...(more === 0 ? [] : [`  … and ${counted(more, first?.kind === 'cause' ? 'more cause' : 'more job')}`]),
    ...line('Note', note),
    ...line('Note', stillRunningText(facts, format)),
    ...line('Help', helpUrl(context, topicOf(facts))),
  ];
}

function problemLines(
  problem: Problem,
  isFirst: boolean,
  { jobs }: GateFacts,
  context: ReportContext,
  format: Formatter,
): string[] {
  switch (problem.kind) {
    case 'cause': {
      const { first } = problem.cause;
      return [
        ...line('Cause', causeLine(problem.cause, format)),
        ...(isFirst && (jobs.length > 1 || first.visit.depth > 0) ? line('Path', pathText(first.visit, format)) : []),
        ...(isFirst ? line('Hint', hintOf(first, format)) : []),
      ];
    }
    case 'error':
      return [
        ...line('Why', problemText(problem, jobs.length > 1, format)),
        ...(isFirst ? line('Hint', format.say(problem.error.advice)) : []),
      ];
    case 'open': {
      const timedOut = problem.job.result.ending.kind === 'timed-out';
      return [
        ...line('Why', openText(problem.job, format)),
        ...(isFirst && timedOut ? line('Hint', timeoutHint(context, format)) : []),
      ];
    }
  }
}

/** Where to read on. */
export function placeLines({ summary, report }: Places, format: Formatter): string[] {
  return [...line('Summary', format.plain(summary)), ...line('Report', format.plain(report))];
}

function line(label: string, text: string): string[] {
  return text === '' ? [] : [`  ${label.padEnd(7)}  ${text}`];
}
