/** The sentences that all reports share: how a job's wait ended, how the gate ended, what may still be going on. */
import { formatDuration } from '../base/duration.js';
import type { GateResult, JobResult } from '../engine/events.js';
import { causeSentence, endSentence, faultSentence } from './causes.js';
import { busySubJobs, rankedCauses, seenToEnd, shownJob } from './facts.js';
import { plainStyle, type Style } from './style.js';
import type { Sanitize } from './text/sanitize.js';
import { counted, formatCount, jobTitle, outcomeWords, phaseWord, progressText, subJobTitle } from './words.js';
import type { Job } from '../services/job.js';

/** How many jobs or sub-jobs one sentence names. */
const MOST_NAMED = 3;

const LONGEST_REASON = 300;

/** How the wait for one job ended, with what its reader needs most: the cause, the fault, or the last state. */
export function endingSentence(result: JobResult, style: Style): string {
  const { ending } = result;
  const title = jobTitle(shownJob(result), result.jobId, style);
  switch (ending.kind) {
    case 'success':
      return `${title} succeeded`;
    case 'failed':
      return failedSentence(result, style);
    case 'timed-out': {
      const fault =
        ending.fault === undefined ? '' : `; the last request failed: ${faultSentence(ending.fault, style)}`;
      return `${title} ${stateText(result.job, style)}${fault}`;
    }
    case 'error': {
      const outage =
        ending.outageMs === undefined ? '' : `No usable answer for ${formatDuration(ending.outageMs)}, at last: `;
      return `${outage}${faultSentence(ending.fault, style)}`;
    }
    case 'stopped':
      return `${title} ${stateText(result.job, style)}`;
  }
}

function failedSentence(result: JobResult, style: Style): string {
  const causes = rankedCauses([result]);
  const [first] = causes;
  if (first === undefined) return `${jobTitle(shownJob(result), result.jobId, style)} failed`;
  return `${causeSentence(first.cause, style)}${moreCauses(causes.length - 1)}`;
}

/** Says why jobs in which something had failed could not be watched to their end; `''` if all were. */
export function earlyEndSentence(results: readonly JobResult[], style: Style): string {
  const early = results.flatMap(({ ending, jobId }) =>
    ending.kind === 'failed' && ending.fault !== undefined ? [{ fault: ending.fault, jobId }] : [],
  );
  const [first] = early;
  if (first === undefined) return '';
  const more = early.length === 1 ? '' : ` and ${counted(early.length - 1, 'more job')}`;
  const whose = results.length === 1 ? 'the job' : `job ${style.quote(first.jobId)}${more}`;
  return `The gate could not wait for the end of ${whose}: ${endSentence(faultSentence(first.fault, style))}`;
}

/** `was still Running, 3/7 sub-jobs (InstallMaster Running, …)`: what a job was doing when it was last seen. */
function stateText(job: Job | undefined, style: Style): string {
  if (job === undefined) return 'never gave a usable answer';
  const progress = progressText(job);
  const busy = busyText(job, style);
  // What a job that has not ended gives as a reason is what it waits for.
  const reason = style.quote(job.reason, LONGEST_REASON);
  const phase = `${phaseWord(job, style)}${reason === '' ? '' : ` (${reason})`}`;
  return `was still ${phase}${progress === '' ? '' : `, ${progress}`}${busy === '' ? '' : `; at work: ${busy}`}`;
}

/** The sub-jobs that are at work: `InstallMaster (Running), CreateNode (Running) and 3 more`, or `''`. */
export function busyText(job: Job, style: Style): string {
  return listText(busySubJobs(job), (subJob) => `${subJobTitle(subJob, style)} (${phaseWord(subJob, style)})`);
}

/** Says which cloud jobs were not seen to end: the gate never cancels them. `''` if all were. */
export function stillRunningSentence(results: readonly JobResult[], style: Style): string {
  const open = results.filter((result) => !seenToEnd(result));
  if (open.length === 0) return '';
  if (results.length === 1) return 'The cloud job may still be running.';
  const names = listText(open, ({ jobId }) => style.quote(jobId));
  return `${formatCount(open.length)} of ${counted(results.length, 'cloud job')} may still be running: ${endSentence(names)}`;
}

/** The verdict in one line: `❌ Failed: CreateCluster prod-cluster after 9m 10s`. */
export function verdictText(result: GateResult, style: Style): string {
  const [first] = result.jobs;
  const what =
    result.jobs.length === 1 && first !== undefined
      ? jobTitle(shownJob(first), first.jobId, style)
      : endingCounts(result.jobs);
  return `${outcomeWords(result.outcome)}: ${what} after ${formatDuration(result.durationMs)}`;
}

function endingCounts(results: readonly JobResult[]): string {
  const words = {
    success: 'succeeded',
    failed: 'failed',
    'timed-out': 'timed out',
    error: 'in error',
    stopped: 'not waited for',
  };
  const order = ['failed', 'error', 'timed-out', 'stopped', 'success'] as const;
  const counts = order
    .map((kind) => ({ kind, count: results.filter(({ ending }) => ending.kind === kind).length }))
    .filter(({ count }) => count > 0)
    .map(({ kind, count }) => `${formatCount(count)} ${words[kind]}`);
  return `${counted(results.length, 'job')}, ${counts.join(', ')}`;
}

/** The `reason` output: the root cause in one line, with what may still be running; empty on success. */
export function reasonOf(result: GateResult, sanitize: Sanitize): string {
  if (result.outcome === 'success') return '';
  const style = plainStyle(sanitize);
  const more = [earlyEndSentence(result.jobs, style), stillRunningSentence(result.jobs, style)];
  const cause = causeOf(result, style);
  return more.reduce((said, next) => (next === '' ? said : `${endSentence(said)} ${next}`), cause);
}

/** Why the gate did not end well, in one sentence, without what may still be running. */
export function causeOf(result: GateResult, style: Style): string {
  const after = `after ${formatDuration(result.durationMs)}`;
  const causes = failuresText(result, style);
  switch (result.outcome) {
    case 'success':
      return '';
    case 'failed':
      return causes || `Failed ${after}`;
    case 'error':
      return endingsText(result, 'error', style) || defectText(result, style) || `The gate itself failed ${after}`;
    case 'timed-out':
      return `Timed out ${after}: ${endingsText(result, 'timed-out', style)}`;
    case 'cancelled': {
      const failures = causes === '' ? [] : [`already failed: ${causes}`];
      const left = endingsText(result, 'stopped', style);
      const words = [...failures, ...(left === '' ? [] : [left])].join('; ');
      return words === '' ? `Cancelled ${after}` : `Cancelled ${after}: ${words}`;
    }
  }
}

function defectText({ internalError }: GateResult, style: Style): string {
  return internalError === undefined ? '' : faultSentence(internalError, style);
}

function failuresText(result: GateResult, style: Style): string {
  const causes = rankedCauses(result.jobs);
  const [first] = causes;
  if (first === undefined) return '';
  const whose = result.jobs.length === 1 ? '' : `${jobTitle(shownJob(first.result), first.result.jobId, style)}: `;
  return `${whose}${causeSentence(first.cause, style)}${moreCauses(causes.length - 1)}`;
}

function endingsText(result: GateResult, kind: JobResult['ending']['kind'], style: Style): string {
  const ended = result.jobs.filter(({ ending }) => ending.kind === kind);
  const whose = ({ jobId }: JobResult): string =>
    kind === 'error' && result.jobs.length > 1 ? `job ${style.quote(jobId)}: ` : '';
  const named = ended.slice(0, MOST_NAMED).map((job) => `${whose(job)}${endingSentence(job, style)}`);
  const more = ended.length - named.length;
  return more === 0 ? named.join('; ') : `${named.join('; ')}; and ${counted(more, 'more job')}`;
}

function moreCauses(count: number): string {
  return count <= 0 ? '' : `; and ${counted(count, 'more failure')}`;
}

function listText<T>(items: readonly T[], show: (item: T) => string): string {
  const named = items.slice(0, MOST_NAMED).map(show).join(', ');
  const more = items.length - MOST_NAMED;
  return more > 0 ? `${named} and ${formatCount(more)} more` : named;
}
