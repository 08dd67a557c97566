/** The log: what is waited for, one line per change, a heartbeat, the verdict. */
import type { ApiError } from '../../base/api-error.js';
import { formatDuration } from '../../base/time.js';
import type { GateEvent, WatchEvent } from '../../engine/events.js';
import type { GateFacts, ReportContext } from '../facts.js';
import type { Formatter } from '../text/formatter.js';
import { counted, formatTime, jobTitle, phaseWord, shortLabels, subJobTitle } from '../text/labels.js';
import { errorText } from '../text/sentences.js';
import { changeLines, changesBetween } from './changes.js';
import { endingLines, groupsOf, placeLines, type LogGroup, type Places } from './ending.js';
import { heartbeatText, HeartbeatSchedule } from './heartbeat.js';

const TIME_WIDTH = 7;

/** The log's lines, to be printed as they are, in the order in which they are asked for. */
export interface Log {
  /** What, where, until when, how often. */
  header(): string[];
  /** What there is to say of an event; nothing where nothing changed. */
  event(event: GateEvent): string[];
  /** Trees as they were last seen: see {@link groupsOf}. */
  groups(facts: GateFacts): LogGroup[];
  /** The last block: the verdict, why, what may still be running, and where to read on. */
  ending(facts: GateFacts, places?: Places): string[];
}

/**
 * Makes the log of one wait. The lines of events begin with the time waited; a job's own line in a group begins with its
 * type, which sanitizing keeps from being a command.
 */
export function createLog(context: ReportContext, format: Formatter): Log {
  const labels = shortLabels(context.jobIds);
  const several = context.jobIds.length > 1;
  const schedule = new HeartbeatSchedule();
  /** With several jobs every line says which one it is about. */
  const whose = (jobId: string): string => (several ? `${labels.get(jobId) ?? format.plain(jobId)}  ` : '');
  const line = (waitedMs: number, prefix: string, text: string): string => {
    schedule.changed(waitedMs);
    return `${format.paint(time(waitedMs), 'quiet')}  ${prefix}${text}`.trimEnd();
  };

  return {
    header: () => headerLines(context, labels, format),
    event: (event) => {
      const { waitedMs } = event;
      switch (event.kind) {
        case 'watch':
          return watchLines(event.event, format).map((text) => line(waitedMs, whose(event.jobId), text));
        case 'ended':
          return endedLines(event, several, format).map((text) => line(waitedMs, whose(event.jobId), text));
        case 'outage-started':
          return [line(waitedMs, '', format.paint(outageText(event.error, format), 'warning'))];
        case 'outage-paused':
          return [line(waitedMs, '', format.paint(pauseText(event.error), 'warning'))];
        case 'outage-ended':
          return [line(waitedMs, '', format.paint(recoveryText(event), 'good'))];
        case 'credentials':
          return [line(waitedMs, '', credentialsText(event.event, format))];
        case 'heartbeat':
          if (!schedule.isDue(waitedMs)) return [];
          return [format.paint(`${time(waitedMs)}  ${heartbeatText(event, context.jobIds.length)}`, 'quiet')];
      }
    },
    groups: (facts) => groupsOf(facts, context, format),
    ending: (facts, places = { summary: '', report: '' }) => [
      ...endingLines(facts, context, format),
      ...placeLines(places, format),
    ],
  };
}

function time(waitedMs: number): string {
  return formatDuration(waitedMs < 1000 ? 0 : waitedMs).padStart(TIME_WIDTH);
}

function headerLines(context: ReportContext, labels: ReadonlyMap<string, string>, format: Formatter): string[] {
  const { jobIds, pollInterval, timeoutMs } = context;
  const isOnce = context.task === 'status';
  const verb = isOnce ? 'Asking' : 'Waiting';
  const service = format.plain(context.service);
  const [first = ''] = jobIds;
  const jobs =
    jobIds.length === 1
      ? [format.paint(`${verb} for ${service} job ${format.plain(first)}`, 'strong')]
      : [
          format.paint(`${verb} for ${counted(jobIds.length, `${service} job`)}`, 'strong'),
          ...jobIds.map((id) => `  job       ${format.plain(labels.get(id) ?? id)} = ${format.plain(id)}`),
        ];
  const often = pollInterval === 'auto' ? 'automatically' : `every ${exactly(pollInterval)}`;
  return [
    ...jobs,
    `  project   ${format.plain(context.projectId)}`,
    `  endpoint  ${format.plain(context.endpoint)}`,
    ...(context.sources.length === 0 ? [] : [`  from      ${format.plain(context.sources.join('; '))}`]),
    `  until     ${formatTime(context.startedAt + timeoutMs)}, ${formatDuration(timeoutMs)} at most`,
    ...(isOnce ? [] : [`  polled    ${often}`]),
  ];
}

/** A poll interval is a setting, not a measurement: 1500 ms must not be rounded to a second. */
function exactly(milliseconds: number): string {
  return milliseconds % 1000 === 0 ? formatDuration(milliseconds) : `${milliseconds}ms`;
}

function watchLines(event: WatchEvent, format: Formatter): string[] {
  if (event.kind === 'answer')
    return changeLines(changesBetween(event.previous, event.job), event.previous === undefined, format);
  return [format.paint(remark(event, format), 'warning')];
}

function outageText(error: ApiError, format: Formatter): string {
  return `No usable answer: ${errorText(error, format)} ${againText(error)}`;
}

/** What it is about was said when the outage began. */
function pauseText(error: ApiError): string {
  return `Still no usable answer (HTTP ${error.status ?? ''}). ${againText(error)}`;
}

function againText({ retryAfterMs }: ApiError): string {
  return `Asking again${retryAfterMs === undefined ? '' : ` in ${formatDuration(retryAfterMs)}`}.`;
}

function recoveryText({ lastedMs, failedRequests }: Extract<GateEvent, { kind: 'outage-ended' }>): string {
  return `The API answers again after ${formatDuration(lastedMs)} and ${counted(failedRequests, 'failed request')}.`;
}

function remark(event: Exclude<WatchEvent, { kind: 'answer' }>, format: Formatter): string {
  switch (event.kind) {
    case 'not-visible': {
      const knows = event.seenBefore ? 'no longer knows the job' : 'does not know the job (yet)';
      return `The service ${knows}: ${errorText(event.error, format)} Asking again.`;
    }
    case 'unknown-phase': {
      const { job, depth } = event.visit;
      const name = depth === 0 ? jobTitle(job, job.id, format) : subJobTitle(job, format);
      return `Warning: ${name} is ${phaseWord(job, format)}: no known phase, so it is never taken for a success.`;
    }
    case 'look-up': {
      const { job } = event.visit;
      return `${subJobTitle(job, format)} gives no reason: asking for it by its own ID, ${format.plain(job.id)}.`;
    }
    case 'look-up-failed':
      return `No answer about it: ${errorText(event.error, format)}`;
  }
}

/** Of the end of one job among several only what no change has said: why it could not be waited for. */
function endedLines({ result }: Extract<GateEvent, { kind: 'ended' }>, several: boolean, format: Formatter): string[] {
  const { ending } = result;
  const error = ending.kind === 'error' || ending.kind === 'failed' ? ending.error : undefined;
  return several && error !== undefined ? [format.paint(`❗ Error: ${errorText(error, format)}`, 'bad')] : [];
}

const EXCHANGED = {
  first: 'Exchanged the OIDC token for credentials',
  due: 'Renewed the credentials ahead of their end',
  refused: 'Renewed the credentials after a 401',
} as const;

type CredentialsEvent = Extract<GateEvent, { kind: 'credentials' }>['event'];

function credentialsText(event: CredentialsEvent, format: Formatter): string {
  switch (event.kind) {
    case 'exchanged': {
      const { why, lifetimeMs } = event;
      return `${EXCHANGED[why]}${lifetimeMs === undefined ? '' : `, good for ${formatDuration(lifetimeMs)}`}.`;
    }
    case 'exchange-failed':
      return `The credentials could not be renewed yet: ${errorText(event.error, format)} They are still valid.`;
    case 'clock-corrected': {
      const { offsetMs } = event;
      return `This machine's clock is ${formatDuration(Math.abs(offsetMs))} ${offsetMs > 0 ? 'behind' : 'ahead of'} the server's: signing by the server's from now on.`;
    }
  }
}
