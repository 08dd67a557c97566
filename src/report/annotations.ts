/** Annotations: what a page of CI shows without anyone opening the log. How many and how long is the host's matter. */
import { formatDuration } from '../base/time.js';
import type { GateEvent } from '../engine/events.js';
import { capitalized } from '../base/words.js';
import type { GateFacts, JobFacts, ReportContext } from './facts.js';
import { helpHeadline } from './help.js';
import { problemsOf, type Problem } from './problems.js';
import type { Formatter } from './text/formatter.js';
import {
  causeLine,
  earlyEndText,
  endSentence,
  hintOf,
  openText,
  problemText,
  stillRunningText,
  timeoutHint,
} from './text/sentences.js';
import * as labels from './text/labels.js';
import { whyText } from './text/verdict.js';

/** An annotation as plain strings; what the host's command syntax needs escaped is the host's matter. */
export interface Annotation {
  readonly level: 'error' | 'warning';
  readonly title: string;
  /** What happened, mostly in the words of others. Where it is too long, this is what is cut. */
  readonly text: string;
  /** What must not get lost: the path, what to do, what may still be running. */
  readonly notes: string;
}

/** How long an outage may last before it is worth a warning once it is over, in milliseconds. */
const QUIET_OUTAGE_MS = 30_000;

/**
 * What turned the step red: an error for each cause, error or job that did not end in time. A cancelled gate has one
 * warning, for whoever cancelled it knows.
 *
 * @param max how many there may be; the last of them says how many more there are
 */
export function annotationsOf(facts: GateFacts, context: ReportContext, format: Formatter, max: number): Annotation[] {
  const { outcome } = facts.result;
  if (outcome === 'success' || outcome === 'running') return [];
  if (outcome === 'cancelled') return [cancelledAnnotation(facts, format)];
  const problems = problemsOf(facts);
  const hidden = problems.length - max;
  return problems.slice(0, max).map((problem, index) => {
    const annotation = problemAnnotation(problem, facts, context, format);
    if (hidden <= 0 || index < max - 1) return annotation;
    return {
      ...annotation,
      notes: `${annotation.notes} And ${labels.counted(hidden, 'more problem')}: see the report.`.trim(),
    };
  });
}

function problemAnnotation(problem: Problem, facts: GateFacts, context: ReportContext, format: Formatter): Annotation {
  const running = stillRunningText(facts, format);
  switch (problem.kind) {
    case 'cause': {
      const { cause } = problem;
      const { visit } = cause.first;
      const hint = hintOf(cause.first, format);
      const path = visit.depth === 0 ? '' : `Path: ${endSentence(labels.pathText(visit, format))}`;
      const notes = [path, hint === '' ? '' : `Hint: ${hint}`, earlyEndText(facts, format), running];
      const what = `${cause.count > 1 ? `${labels.formatCount(cause.count)} × ` : ''}${labels.typeName(visit.job, visit.depth, format)}`;
      const names = labels.listText(cause.resources, 1, (name) => labels.firstShown(format, name));
      return errorAnnotation(
        `${what} failed — ${names || format.plain(cause.jobIds[0] ?? '')}`,
        causeLine(cause, format),
        notes,
      );
    }
    case 'error': {
      const { error, jobs } = problem;
      const headline = error.topic === undefined ? '' : helpHeadline(error.topic);
      const title = capitalized(headline) || 'Error';
      const text = problemText(problem, facts.jobs.length > 1, format);
      return errorAnnotation(jobs.length === 0 ? title : `${title} — ${jobsText(jobs, format)}`, text, [
        format.say(error.advice),
        running,
      ]);
    }
    case 'open': {
      const { job } = problem;
      const text = `Timed out after ${formatDuration(facts.result.durationMs)}: ${openText(job, format)}`;
      const notes = [running, timeoutHint(context, format)];
      return errorAnnotation(`Timed out — ${labels.jobTitle(job.job, job.jobId, format)}`, text, notes);
    }
  }
}

function cancelledAnnotation(facts: GateFacts, format: Formatter): Annotation {
  const title = `Cancelled — ${jobsText(facts.jobs, format)}`;
  return { ...errorAnnotation(title, whyText(facts, format), [stillRunningText(facts, format)]), level: 'warning' };
}

/** The only job by its title, or how many there are. */
function jobsText(jobs: readonly JobFacts[], format: Formatter): string {
  const [first, ...others] = jobs;
  return first !== undefined && others.length === 0
    ? labels.jobTitle(first.job, first.jobId, format)
    : labels.counted(jobs.length, 'job');
}

function errorAnnotation(title: string, text: string, notes: readonly string[]): Annotation {
  return { level: 'error', title, text: endSentence(text), notes: notes.filter((note) => note !== '').join(' ') };
}

/** The warning that an event is worth: an unknown phase, or an outage that lasted; `undefined` for all others. */
export function warningOf(event: GateEvent, format: Formatter): Annotation | undefined {
  if (event.kind === 'outage-ended') return outageWarning(event);
  if (event.kind !== 'watch') return undefined;
  const jobId = format.plain(event.jobId);
  switch (event.event.kind) {
    case 'unknown-phase': {
      const { job, depth } = event.event.visit;
      const name = depth === 0 ? labels.jobTitle(job, event.jobId, format) : labels.subJobTitle(job, format);
      return {
        level: 'warning',
        title: `Unknown phase — ${name}`,
        text: `${name} is ${labels.phaseWord(job, format)}: no known phase, so it is never taken for a success.`,
        notes: `Job ${jobId}.`,
      };
    }
    case 'answer':
    case 'not-visible':
    case 'look-up':
    case 'look-up-failed':
      return undefined;
  }
}

function outageWarning(event: Extract<GateEvent, { kind: 'outage-ended' }>): Annotation | undefined {
  const { lastedMs, failedRequests } = event;
  if (lastedMs <= QUIET_OUTAGE_MS) return undefined;
  const lasted = formatDuration(lastedMs);
  return {
    level: 'warning',
    title: `Outage of ${lasted}`,
    text: `The API gave no usable answer for ${lasted} (${labels.counted(failedRequests, 'failed request')}).`,
    notes: 'The wait went on.',
  };
}
