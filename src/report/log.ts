/** The log: what is waited for, one line per change, a sign of life each minute, the verdict. */
import type { ApiError } from '../base/api-error.js';
import { formatDuration } from '../base/duration.js';
import type { GateEvent, GateResult, WatchEvent } from '../engine/events.js';
import { faultSentence } from './causes.js';
import { changeLines } from './change-lines.js';
import { changesBetween } from './changes.js';
import type { ReportContext } from './context.js';
import { credentialsLine } from './credentials-line.js';
import { worstFirst } from './facts.js';
import { heartbeatText } from './heartbeat.js';
import { shortLabels } from './labels.js';
import { endingLines, groupOf, placeLines, TONES, type LogGroup, type Places } from './log-ending.js';
import { plain, type Paint } from './paint.js';
import { endingSentence } from './sentences.js';
import { plainStyle, type Style } from './style.js';
import type { Sanitize } from './text/sanitize.js';
import { counted, endingWords, formatTime, jobTitle, phaseWord, subJobTitle } from './words.js';

/** How many of several jobs have a group of their own at the end. */
const MOST_GROUPS = 50;

const TIME_WIDTH = 7;

/** The log's lines, to be printed as they are. Nothing is remembered between the calls. */
export interface Log {
  /** What, where, until when, how often. */
  header(): string[];
  /** What there is to say of an event; nothing where nothing changed. */
  event(event: GateEvent): string[];
  /** Of several jobs each one's tree as it was last seen; none of a single job, whose changes stand in a row. */
  groups(result: GateResult): LogGroup[];
  /** The last block: the verdict, why, what may still be running, and where to read on. */
  ending(result: GateResult, places?: Places): string[];
}

/**
 * Makes the log of one wait. The lines of events begin with the time waited; a job's own line in a group begins with its
 * type, which cleaning keeps from being a command.
 */
export function createLog(context: ReportContext, sanitize: Sanitize, paint: Paint = plain): Log {
  const style = plainStyle(sanitize);
  const labels = shortLabels(context.jobIds);
  const several = context.jobIds.length > 1;
  /** With several jobs every line says which one it is about. */
  const whose = (jobId: string): string => (several ? `${labels.get(jobId) ?? sanitize(jobId)}  ` : '');
  const line = (waitedMs: number, jobId: string, text: string): string =>
    `${paint(time(waitedMs), 'quiet')}  ${whose(jobId)}${text}`.trimEnd();

  return {
    header: () => headerLines(context, labels, sanitize, paint),
    event: (event) => {
      switch (event.kind) {
        case 'watch':
          return watchLines(event.event, sanitize, paint).map((text) => line(event.waitedMs, event.jobId, text));
        case 'ended': {
          // A single job's ending is the last block's matter.
          const { ending } = event.result;
          const words = `${endingWords(ending)}: ${endingSentence(event.result, style)}`;
          return several ? [line(event.waitedMs, event.jobId, paint(words, TONES[ending.kind]))] : [];
        }
        case 'outage-started':
          return [`${time(event.waitedMs)}  ${paint(outageText(event.fault, style), 'warning')}`];
        case 'outage-ended': {
          const words = `The API answers again after ${formatDuration(event.lastedMs)} and ${counted(event.failedRequests, 'failed request')}.`;
          return [`${time(event.waitedMs)}  ${paint(words, 'good')}`];
        }
        case 'credentials':
          return [`${time(event.waitedMs)}  ${credentialsLine(event.event, style)}`];
        case 'heartbeat':
          return [paint(`${time(event.waitedMs)}  ${heartbeatText(event, context.jobIds, whose, sanitize)}`, 'quiet')];
      }
    },
    groups: (result) =>
      several ? worstFirst(result.jobs, MOST_GROUPS).map((job) => groupOf(job, sanitize, paint)) : [],
    ending: (result, places = { summary: '', report: '' }) => [
      ...endingLines(result, whose, sanitize, paint),
      ...placeLines(places, sanitize),
    ],
  };
}

function time(waitedMs: number): string {
  return formatDuration(waitedMs < 1000 ? 0 : waitedMs).padStart(TIME_WIDTH);
}

function headerLines(
  context: ReportContext,
  labels: ReadonlyMap<string, string>,
  sanitize: Sanitize,
  paint: Paint,
): string[] {
  const { jobIds, pollInterval, timeoutMs } = context;
  const service = sanitize(context.service);
  const [first = ''] = jobIds;
  const jobs =
    jobIds.length === 1
      ? [paint(`Waiting for ${service} job ${sanitize(first)}`, 'strong')]
      : [
          paint(`Waiting for ${counted(jobIds.length, `${service} job`)}`, 'strong'),
          ...jobIds.map((id) => `  job       ${sanitize(labels.get(id) ?? id)} = ${sanitize(id)}`),
        ];
  const often = pollInterval === 'auto' ? 'at automatic intervals' : `every ${exactly(pollInterval)}`;
  return [
    ...jobs,
    `  project   ${sanitize(context.projectId)}`,
    `  endpoint  ${sanitize(context.endpoint)}`,
    ...(context.sources.length === 0 ? [] : [`  from      ${sanitize(context.sources.join('; '))}`]),
    `  until     ${formatTime(context.startedAt + timeoutMs)}, ${formatDuration(timeoutMs)} at most`,
    `  asking    ${often}`,
  ];
}

/** A poll interval is a setting, not a measurement: 1500 ms must not be rounded to a second. */
function exactly(milliseconds: number): string {
  return milliseconds % 1000 === 0 ? formatDuration(milliseconds) : `${milliseconds}ms`;
}

function watchLines(event: WatchEvent, sanitize: Sanitize, paint: Paint): string[] {
  if (event.kind === 'answer') return changeLines(changesBetween(event.previous, event.job), sanitize, paint);
  return [paint(remark(event, sanitize), 'warning')];
}

function outageText(fault: ApiError, style: Style): string {
  const when = fault.retryAfterMs === undefined ? '' : ` in ${formatDuration(fault.retryAfterMs)}`;
  return `No usable answer: ${faultSentence(fault, style)} Asking again${when}.`;
}

function remark(event: Exclude<WatchEvent, { kind: 'answer' }>, sanitize: Sanitize): string {
  const style = plainStyle(sanitize);
  switch (event.kind) {
    case 'not-visible': {
      const knows = event.seenBefore ? 'no longer knows the job' : 'does not know the job (yet)';
      return `The service ${knows}: ${faultSentence(event.fault, style)} Asking again.`;
    }
    case 'unknown-phase': {
      const { job, depth } = event.visit;
      const name = depth === 0 ? jobTitle(job, job.id, style) : subJobTitle(job, style);
      return `Warning: ${name} is ${phaseWord(job, style)}: no known phase, so it is never taken for a success.`;
    }
    case 'look-up': {
      const { job } = event.visit;
      return `${subJobTitle(job, style)} gives no reason: asking for it by its own ID, ${sanitize(job.id)}.`;
    }
    case 'look-up-failed':
      return `No answer about it: ${faultSentence(event.fault, style)}`;
  }
}
