/** The log: what is waited for, one line per change, a sign of life each minute, the verdict. */
import { formatDuration } from '../duration.js';
import type { GateEvent, GateResult, JobResult, WatchEvent } from '../events.js';
import type { Job } from '../job.js';
import { causeSentence, endSentence, faultSentence } from './causes.js';
import { changeLines } from './change-lines.js';
import { changesBetween } from './changes.js';
import type { ReportContext } from './context.js';
import { rankedCauses, type RankedCause } from './facts.js';
import { shortLabels } from './labels.js';
import { busyText, causeOf, endingSentence, stillRunningSentence, verdictText } from './sentences.js';
import { plainStyle } from './style.js';
import type { Clean } from './text.js';
import {
  counted,
  endingWords,
  formatCount,
  formatTime,
  jobTitle,
  pathText,
  phaseWord,
  progressText,
  subJobTitle,
} from './words.js';

/** How many causes, or jobs without an end, the last block names: it has to fit on the reader's screen. */
const MOST_ENDINGS = 3;

/** How many of several open jobs a sign of life names. */
const MOST_OPEN = 3;

const TIME_WIDTH = 7;

/** The log's lines, to be printed as they are. Nothing is remembered between the calls. */
export interface Log {
  /** What, where, until when, how often. */
  header(): string[];
  /** What there is to say of an event; nothing where nothing changed. */
  event(event: GateEvent): string[];
  /** The last block: the verdict, why, and what may still be running. */
  ending(result: GateResult): string[];
}

/** Makes the log of one wait. No line begins with remote text; those of events begin with the time waited. */
export function createLog(context: ReportContext, clean: Clean): Log {
  const style = plainStyle(clean);
  const labels = shortLabels(context.jobIds);
  const several = context.jobIds.length > 1;
  /** With several jobs every line says which one it is about. */
  const whose = (jobId: string): string => (several ? `${labels.get(jobId) ?? clean(jobId)}  ` : '');
  const line = (waitedMs: number, jobId: string, text: string): string =>
    `${time(waitedMs)}  ${whose(jobId)}${text}`.trimEnd();

  return {
    header: () => headerLines(context, labels, clean),
    event: (event) => {
      switch (event.kind) {
        case 'watch':
          return watchLines(event.event, clean).map((text) => line(event.waitedMs, event.jobId, text));
        case 'ended': {
          // A single job's ending is the last block's matter.
          const words = `${endingWords(event.result.ending)}: ${endingSentence(event.result, style)}`;
          return several ? [line(event.waitedMs, event.jobId, words)] : [];
        }
        case 'heartbeat':
          return [`${time(event.waitedMs)}  ${heartbeatText(event, context, whose, clean)}`];
      }
    },
    ending: (result) => endingLines(result, whose, clean),
  };
}

function time(waitedMs: number): string {
  return formatDuration(waitedMs < 1000 ? 0 : waitedMs).padStart(TIME_WIDTH);
}

function headerLines(context: ReportContext, labels: ReadonlyMap<string, string>, clean: Clean): string[] {
  const { jobIds, pollInterval, timeoutMs } = context;
  const service = clean(context.service);
  const [first = ''] = jobIds;
  const jobs =
    jobIds.length === 1
      ? [`Waiting for ${service} job ${clean(first)}`]
      : [
          `Waiting for ${counted(jobIds.length, `${service} job`)}`,
          ...jobIds.map((id) => `  job       ${clean(labels.get(id) ?? id)} = ${clean(id)}`),
        ];
  const often = pollInterval === 'auto' ? 'at automatic intervals' : `every ${exactly(pollInterval)}`;
  return [
    ...jobs,
    `  project   ${clean(context.projectId)}`,
    `  endpoint  ${clean(context.endpoint)}`,
    `  until     ${formatTime(context.startedAt + timeoutMs)}, ${formatDuration(timeoutMs)} at most`,
    `  asking    ${often}`,
  ];
}

/** A poll interval is a setting, not a measurement: 1500 ms must not be rounded to a second. */
function exactly(milliseconds: number): string {
  return milliseconds % 1000 === 0 ? formatDuration(milliseconds) : `${milliseconds}ms`;
}

function watchLines(event: WatchEvent, clean: Clean): string[] {
  const style = plainStyle(clean);
  switch (event.kind) {
    case 'answer':
      return changeLines(changesBetween(event.previous, event.job), clean);
    case 'not-visible':
      return [`The service does not know the job (yet): ${faultSentence(event.fault, style)} Asking again.`];
    case 'unknown-phase': {
      const { job, depth } = event.visit;
      const name = depth === 0 ? jobTitle(job, job.id, style) : subJobTitle(job, style);
      return [`Warning: ${name} is ${phaseWord(job, style)}: no known phase, so it is never taken for a success.`];
    }
    case 'outage-started':
      return [`No usable answer: ${faultSentence(event.fault, style)} Asking again.`];
    case 'outage-ended': {
      const requests = counted(event.failedRequests, 'failed request');
      return [`The API answers again after ${formatDuration(event.lastedMs)} and ${requests}.`];
    }
    case 'look-up': {
      const { job } = event.visit;
      return [`${subJobTitle(job, style)} gives no reason: asking for it by its own ID, ${clean(job.id)}.`];
    }
    case 'look-up-failed':
      return [`No answer about it: ${faultSentence(event.fault, style)}`];
  }
}

type Heartbeat = Extract<GateEvent, { kind: 'heartbeat' }>;

function heartbeatText(
  { jobs, remainingMs }: Heartbeat,
  { jobIds }: ReportContext,
  whose: (jobId: string) => string,
  clean: Clean,
): string {
  const left = `${formatDuration(remainingMs)} left`;
  const [only] = jobs;
  if (jobIds.length === 1 && only !== undefined) return `${stateText(only.job, only.jobId, clean)} · ${left}`;
  const open = jobs.slice(0, MOST_OPEN).map(({ jobId, job }) => `${whose(jobId)}${stateText(job, jobId, clean)}`);
  const more = jobs.length > MOST_OPEN ? ` | and ${formatCount(jobs.length - MOST_OPEN)} more` : '';
  const ended = `${formatCount(jobIds.length - jobs.length)} of ${counted(jobIds.length, 'job')} ended`;
  return `${ended} · ${left}${open.map((text) => ` | ${text}`).join('')}${more}`;
}

function stateText(job: Job | undefined, jobId: string, clean: Clean): string {
  const style = plainStyle(clean);
  const title = jobTitle(job, jobId, style);
  if (job === undefined) return `${title}: no usable answer yet`;
  const busy = busyText(job, style);
  const parts = [`${title} still ${phaseWord(job, style)}`, progressText(job), busy === '' ? '' : `at work: ${busy}`];
  return parts.filter((part) => part !== '').join(' · ');
}

function endingLines(result: GateResult, whose: (jobId: string) => string, clean: Clean): string[] {
  const style = plainStyle(clean);
  const causes = rankedCauses(result.jobs);
  const causeLines = ({ result: { jobId }, cause }: RankedCause): string[] => [
    `  Cause  ${whose(jobId)}${causeSentence(cause, style)}`,
    `  Path   ${pathText(cause.visit, style)}`,
  ];
  const others = result.jobs.filter(
    ({ ending }) =>
      ending.kind === 'error' ||
      ending.kind === 'timed-out' ||
      (ending.kind === 'stopped' && result.outcome === 'cancelled'),
  );
  const otherLine = (job: JobResult): string =>
    result.jobs.length === 1
      ? `  Why    ${endingSentence(job, style)}`
      : `  ${endingWords(job.ending)}: ${whose(job.jobId)}${endingSentence(job, style)}`;
  const why = causes.length === 0 && others.length === 0 ? causeOf(result, style) : '';
  const running = stillRunningSentence(result.jobs, style);
  return [
    '',
    verdictText(result, style),
    ...causes.slice(0, MOST_ENDINGS).flatMap(causeLines),
    ...moreLine(causes.length, 'more cause'),
    ...others.slice(0, MOST_ENDINGS).map(otherLine),
    ...moreLine(others.length, 'more job'),
    ...(why === '' ? [] : [`  ${endSentence(why)}`]),
    ...(running === '' ? [] : [`  ${running}`]),
  ];
}

function moreLine(count: number, noun: string): string[] {
  return count > MOST_ENDINGS ? [`  … and ${counted(count - MOST_ENDINGS, noun)}`] : [];
}
