/** Annotations: what the run's page shows without anyone opening the log. */
import { formatDuration } from '../base/duration.js';
import type { GateEvent, GateResult, JobResult } from '../engine/events.js';
import { causeSentence, endSentence } from './causes.js';
import { rankedCauses, shownJob, type RankedCause } from './facts.js';
import { hintOf } from './hints.js';
import { causeOf, earlyEndSentence, endingSentence, stillRunningSentence } from './sentences.js';
import { plainStyle } from './style.js';
import { cut, type Sanitize } from './text/sanitize.js';
import { counted, jobTitle, pathText, phaseWord, resourceName, subJobTitle, typeName } from './words.js';

/** An annotation as plain strings; what the host's command syntax needs escaped is the host's matter. */
export interface Annotation {
  readonly level: 'error' | 'warning';
  readonly title: string;
  readonly message: string;
}

/** The runner shows ten annotations of a kind per step, of 4,096 characters each. */
const MOST_ANNOTATIONS = 10;
const LONGEST_MESSAGE = 4096;

/** How long an outage may last before it is worth a warning once it is over. */
const QUIET_OUTAGE_MS = 30_000;

/**
 * The errors of a gate that did not end well: one for each root cause of a failure, else one that says why. A timeout
 * proves nothing, and is a warning for each job that it cut off.
 */
export function annotations(result: GateResult, sanitize: Sanitize): Annotation[] {
  const timedOut = result.jobs.filter(({ ending }) => ending.kind === 'timed-out');
  const warnings = limited(timedOut, 'more job', (job, more) => timeoutAnnotation(job, result, more, sanitize));
  return [...errors(result, sanitize), ...warnings];
}

function errors(result: GateResult, sanitize: Sanitize): Annotation[] {
  if (result.outcome === 'success' || result.outcome === 'timed-out') return [];
  const causes = rankedCauses(result.jobs);
  if (result.outcome !== 'failed' || causes.length === 0) return [endingAnnotation(result, sanitize)];
  return limited(causes, 'more root cause', (cause, more) => causeAnnotation(cause, more, sanitize));
}

/** As many as the runner shows; the last of them says how many more there are. */
function limited<T>(items: readonly T[], noun: string, show: (item: T, more: string) => Annotation): Annotation[] {
  const hidden = items.length - MOST_ANNOTATIONS;
  return items.slice(0, MOST_ANNOTATIONS).map((item, index) => {
    const last = hidden > 0 && index === MOST_ANNOTATIONS - 1;
    return show(item, last ? ` And ${counted(hidden, noun)}: see the report.` : '');
  });
}

function causeAnnotation({ result, cause }: RankedCause, more: string, sanitize: Sanitize): Annotation {
  const style = plainStyle(sanitize);
  const { visit } = cause;
  const resource = resourceName(visit.job, style) || jobName(result, sanitize);
  const path = visit.depth === 0 ? '' : ` Path: ${endSentence(pathText(visit, style))}`;
  const running = stillRunningSentence([result], style);
  const hint = hintOf(cause, sanitize);
  const early = earlyEndSentence([result], style);
  const notes = [hint === '' ? '' : `Hint: ${hint}`, early, running].filter((note) => note !== '');
  const rest = `${path}${notes.map((note) => ` ${note}`).join('')}${more}`;
  return error(`${typeName(visit.job, style, visit.depth)} failed — ${resource}`, causeSentence(cause, style), rest);
}

function timeoutAnnotation(job: JobResult, { durationMs }: GateResult, more: string, sanitize: Sanitize): Annotation {
  const style = plainStyle(sanitize);
  const words = `Timed out after ${formatDuration(durationMs)}: ${endingSentence(job, style)}`;
  const rest = ` ${stillRunningSentence([job], style)} Raise timeout if it takes that long.${more}`;
  return { ...error(`Timed out — ${jobTitle(shownJob(job), job.jobId, style)}`, words, rest), level: 'warning' };
}

function endingAnnotation(result: GateResult, sanitize: Sanitize): Annotation {
  const style = plainStyle(sanitize);
  const [first] = result.jobs;
  const what =
    result.jobs.length === 1 && first !== undefined
      ? jobTitle(shownJob(first), first.jobId, style)
      : counted(result.jobs.length, 'job');
  const running = stillRunningSentence(result.jobs, style);
  return error(`${TITLES[result.outcome]} — ${what}`, causeOf(result, style), running === '' ? '' : ` ${running}`);
}

const TITLES: Readonly<Record<GateResult['outcome'], string>> = {
  success: 'Success',
  failed: 'Failed',
  error: 'No verdict',
  'timed-out': 'Timed out',
  cancelled: 'Cancelled',
};

/** Only the first part, which is others' words, is cut: what the rest says must not get lost. */
function error(title: string, words: string, rest: string): Annotation {
  return { level: 'error', title, message: `${cut(endSentence(words), LONGEST_MESSAGE - rest.length)}${rest}` };
}

function jobName(result: JobResult, sanitize: Sanitize): string {
  const style = plainStyle(sanitize);
  const job = shownJob(result);
  return (job === undefined ? '' : resourceName(job, style)) || sanitize(result.jobId);
}

function outageWarning({
  lastedMs,
  failedRequests,
}: Extract<GateEvent, { kind: 'outage-ended' }>): Annotation | undefined {
  if (lastedMs <= QUIET_OUTAGE_MS) return undefined;
  const lasted = `${formatDuration(lastedMs)} (${counted(failedRequests, 'failed request')})`;
  return {
    level: 'warning',
    title: `Outage of ${formatDuration(lastedMs)}`,
    message: `The API gave no usable answer for ${lasted}; the wait went on.`,
  };
}

/** The warning that an event is worth: an unknown phase, or an outage that lasted; `undefined` for all others. */
export function warningOf(event: GateEvent, sanitize: Sanitize): Annotation | undefined {
  if (event.kind === 'outage-ended') return outageWarning(event);
  if (event.kind !== 'watch') return undefined;
  const style = plainStyle(sanitize);
  const jobId = sanitize(event.jobId);
  switch (event.event.kind) {
    case 'unknown-phase': {
      const { job, depth } = event.event.visit;
      const name = depth === 0 ? jobTitle(job, event.jobId, style) : subJobTitle(job, style);
      return {
        level: 'warning',
        title: `Unknown phase — ${name}`,
        message: `${name} is ${phaseWord(job, style)}: no known phase, so it is never taken for a success. Job ${jobId}.`,
      };
    }
    case 'answer':
    case 'not-visible':
    case 'look-up':
    case 'look-up-failed':
      return undefined;
  }
}
