/** What a report says first, and the `reason` output: how the gate ended and why. */
import { formatDuration } from '../../base/time.js';
import { ENDINGS } from '../../engine/events.js';
import type { GateFacts, JobFacts } from '../facts.js';
import { helpHeadline } from '../help.js';
import { MAX_NAMED } from '../limits.js';
import { problemsOf, type Problem } from '../problems.js';
import type { Formatter } from './formatter.js';
import * as labels from './labels.js';
import { causeLine, earlyEndText, endSentence, problemText, stillRunningText } from './sentences.js';

/** The verdict in one line: `❌ Failed: CreateCluster prod-cluster after 9m 10s`; of an error what it is. */
export function verdictText(facts: GateFacts, format: Formatter): string {
  const { result, jobs } = facts;
  const [only, ...others] = jobs;
  const [problem, ...more] = problemsOf(facts);
  const single = only !== undefined && others.length === 0 ? labels.jobTitle(only.job, only.jobId, format) : '';
  const about = single === '' ? labels.counted(jobs.length, 'job') : only?.job === undefined ? '' : single;
  const isOfAll = jobs.every(({ result: { ending } }) => ending.kind === 'error' || ending.kind === 'stopped');
  const isAlone = more.length === 0 && (isOfAll || result.internalError !== undefined);
  const error = problem?.kind === 'error' && isAlone ? errorHeadline(problem, about) : '';
  const what = error || single || endingCounts(jobs);
  return `${labels.outcomeLabel(result.outcome)}: ${what} after ${formatDuration(result.durationMs)}`;
}

/** What an error is, in a few words; `''` where there are none. @param about what it is about, where that is known */
function errorHeadline({ error, outageMs }: Extract<Problem, { kind: 'error' }>, about: string): string {
  const known = error.topic === undefined ? '' : helpHeadline(error.topic);
  const what = outageMs === undefined ? known : `no usable answer for ${formatDuration(outageMs)}`;
  const status = error.status === undefined ? '' : `HTTP ${error.status}`;
  const details = [status, about].filter((detail) => detail !== '').join(', ');
  return what === '' || details === '' ? what : `${what} (${details})`;
}

const ENDING_WORDS = {
  failed: 'failed',
  error: 'in error',
  'timed-out': 'timed out',
  running: 'running',
  stopped: 'not waited for',
  success: 'succeeded',
} as const;

function endingCounts(jobs: readonly JobFacts[]): string {
  const counts = ENDINGS.map((kind) => ({
    kind,
    count: jobs.filter(({ result }) => result.ending.kind === kind).length,
  }))
    .filter(({ count }) => count > 0)
    .map(({ kind, count }) => `${labels.formatCount(count)} ${ENDING_WORDS[kind]}`);
  const all = labels.counted(jobs.length, 'job');
  return jobs.every(({ result }) => result.ending.kind === 'success') ? all : [all, ...counts].join(', ');
}

/** The `reason` output: the root cause in one line, with what may still be running; empty on success. */
export function reasonOf(facts: GateFacts, format: Formatter): string {
  if (facts.result.outcome === 'success') return '';
  const more = [earlyEndText(facts, format), stillRunningText(facts, format)];
  return more.reduce((said, next) => (next === '' ? said : `${endSentence(said)} ${next}`), whyText(facts, format));
}

/** Why the gate did not end well, in one line, without what may still be running; never `''`. */
export function whyText(facts: GateFacts, format: Formatter): string {
  const { outcome, durationMs } = facts.result;
  const problems = problemsOf(facts);
  const causes = causesText(facts, format);
  const others = othersText(problems, facts.jobs.length > 1, format);
  const after = `after ${formatDuration(durationMs)}`;
  switch (outcome) {
    case 'success':
    case 'failed':
      return causes || `Failed ${after}`;
    case 'error':
      return others || `The gate itself failed ${after}`;
    case 'running':
      return others;
    case 'timed-out':
    case 'cancelled': {
      const words = [causes === '' ? '' : `already failed: ${causes}`, others].filter((part) => part !== '').join('; ');
      return `${OUTCOME_VERBS[outcome]} ${after}${words === '' ? '' : `: ${words}`}`;
    }
  }
}

const OUTCOME_VERBS: Readonly<Record<'timed-out' | 'cancelled', string>> = {
  'timed-out': 'Timed out',
  cancelled: 'Cancelled',
};

function causesText({ causes }: GateFacts, format: Formatter): string {
  const [first] = causes;
  if (first === undefined) return '';
  const more = causes.length === 1 ? '' : ` (and ${labels.counted(causes.length - 1, 'more cause')})`;
  return `${causeLine(first, format)}${more}`;
}

function othersText(problems: readonly Problem[], several: boolean, format: Formatter): string {
  const others = problems.filter(({ kind }) => kind !== 'cause');
  const named = others.slice(0, MAX_NAMED).map((problem) => {
    const text = problemText(problem, several, format);
    const advice = problem.kind === 'error' ? format.say(problem.error.advice) : '';
    return advice === '' ? text : `${text} ${advice}`;
  });
  const more = others.length - named.length;
  return (
    [...named.slice(0, -1).map(endSentence), ...named.slice(-1)].join(' ') +
    (more === 0 ? '' : `; and ${labels.counted(more, 'more job')}`)
  );
}
