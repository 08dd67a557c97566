/** The end of the log: each job as it was last seen, the verdict, why, and where to read on. */
import type { GateResult, JobResult } from '../engine/events.js';
import { causeSentence, endSentence } from './causes.js';
import { treeLines } from './change-lines.js';
import { rankedCauses, shownJob, type RankedCause } from './facts.js';
import { hintOf } from './hints.js';
import type { Paint, Tone } from './paint.js';
import { causeOf, earlyEndSentence, endingSentence, stillRunningSentence, verdictText } from './sentences.js';
import { plainStyle } from './style.js';
import type { Sanitize } from './text/sanitize.js';
import { counted, endingWords, jobTitle, pathText } from './words.js';

/** How many causes, or jobs without an end, the last block names: it has to fit on the reader's screen. */
const MOST_ENDINGS = 3;

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

/** The tone of each ending. */
export const TONES: Readonly<Record<GateResult['outcome'] | 'stopped', Tone>> = {
  success: 'good',
  failed: 'bad',
  error: 'bad',
  'timed-out': 'warning',
  cancelled: 'warning',
  stopped: 'quiet',
};

/** One job's tree as it was last seen. */
export function groupOf(result: JobResult, sanitize: Sanitize, paint: Paint): LogGroup {
  const job = shownJob(result);
  const title = `${endingWords(result.ending)}: ${jobTitle(job, result.jobId, plainStyle(sanitize))}`;
  return { title, lines: job === undefined ? ['It never gave a usable answer.'] : treeLines(job, sanitize, paint) };
}

/** Where to read on. */
export function placeLines({ summary, report }: Places, sanitize: Sanitize): string[] {
  return [
    ...(summary === '' ? [] : [`  Summary  ${sanitize(summary)}`]),
    ...(report === '' ? [] : [`  Report   ${sanitize(report)}`]),
  ];
}

/** The verdict, why, and what may still be running. */
export function endingLines(
  result: GateResult,
  whose: (jobId: string) => string,
  sanitize: Sanitize,
  paint: Paint,
): string[] {
  const style = plainStyle(sanitize);
  const causes = rankedCauses(result.jobs);
  const causeLines = ({ result: { jobId }, cause }: RankedCause): string[] => [
    `  Cause    ${whose(jobId)}${causeSentence(cause, style)}`,
    `  Path     ${pathText(cause.visit, style)}`,
    ...hintLines(hintOf(cause, sanitize)),
  ];
  const others = result.jobs.filter(
    ({ ending }) =>
      ending.kind === 'error' ||
      ending.kind === 'timed-out' ||
      (ending.kind === 'stopped' && result.outcome === 'cancelled'),
  );
  const otherLine = (job: JobResult): string =>
    result.jobs.length === 1
      ? `  Why      ${endingSentence(job, style)}`
      : `  ${endingWords(job.ending)}: ${whose(job.jobId)}${endingSentence(job, style)}`;
  const why = causes.length === 0 && others.length === 0 ? causeOf(result, style) : '';
  const running = stillRunningSentence(result.jobs, style);
  return [
    '',
    paint(verdictText(result, style), TONES[result.outcome]),
    ...causes.slice(0, MOST_ENDINGS).flatMap(causeLines),
    ...moreLine(causes.length, 'more cause'),
    ...others.slice(0, MOST_ENDINGS).map(otherLine),
    ...moreLine(others.length, 'more job'),
    ...(why === '' ? [] : [`  ${endSentence(why)}`]),
    ...[earlyEndSentence(result.jobs, style), running].filter((note) => note !== '').map((note) => `  ${note}`),
  ];
}

function hintLines(hint: string): string[] {
  return hint === '' ? [] : [`  Hint     ${hint}`];
}

function moreLine(count: number, noun: string): string[] {
  return count > MOST_ENDINGS ? [`  … and ${counted(count - MOST_ENDINGS, noun)}`] : [];
}
