/** What kept a gate from success, one after the other, as every report says it. */
import type { ApiError, HelpTopic } from '../base/api-error.js';
import type { Cause } from './causes.js';
import type { GateFacts, JobFacts } from './facts.js';

/** One thing that kept the gate from success. */
export type Problem =
  /** Something failed in the cloud. */
  | { readonly kind: 'cause'; readonly cause: Cause }
  /** The gate cannot say how jobs fared; an outage lasted `outageMs`. Jobs with one error are one problem. */
  | {
      readonly kind: 'error';
      readonly error: ApiError;
      readonly outageMs: number | undefined;
      readonly jobs: readonly JobFacts[];
    }
  /** A job had not ended when the time was up, when somebody cancelled the gate, or when it was asked for once. */
  | { readonly kind: 'open'; readonly job: JobFacts };

/** The problems of a gate: failures first, then errors, then jobs that had not ended. None of a success. */
export function problemsOf({ result, jobs, causes }: GateFacts): Problem[] {
  if (result.outcome === 'success') return [];
  const isOpen = ({ result: { ending } }: JobFacts): boolean =>
    ending.kind === 'timed-out' ||
    ending.kind === 'running' ||
    (ending.kind === 'stopped' && result.outcome === 'cancelled');
  return [
    ...causes.map((cause): Problem => ({ kind: 'cause', cause })),
    ...errorsOf(jobs, result.internalError),
    ...jobs.filter(isOpen).map((job): Problem => ({ kind: 'open', job })),
  ];
}

function errorsOf(jobs: readonly JobFacts[], internalError: ApiError | undefined): Problem[] {
  const groups = new Map<string, JobFacts[]>();
  for (const job of jobs) {
    const { ending } = job.result;
    if (ending.kind !== 'error') continue;
    const { status, code, message, advice } = ending.error;
    const key = JSON.stringify([status, code, message.slice(0, MAX_COMPARED_LENGTH), advice]);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [job]);
    else group.push(job);
  }
  const errors = [...groups.values()].flatMap((group): Problem[] => {
    const ending = group[0]?.result.ending;
    if (ending?.kind !== 'error') return [];
    return [{ kind: 'error', error: ending.error, outageMs: ending.outageMs, jobs: group }];
  });
  if (errors.length > 0 || internalError === undefined) return errors;
  return [{ kind: 'error', error: internalError, outageMs: undefined, jobs: [] }];
}

/** How much of two messages has to be alike; of more nothing is shown. */
const MAX_COMPARED_LENGTH = 1000;

/** What the page on troubleshooting has to say of a gate's ending. */
export function topicOf(facts: GateFacts): HelpTopic | undefined {
  const [first] = problemsOf(facts);
  switch (first?.kind) {
    case undefined:
      return undefined;
    case 'cause':
      return 'failed';
    case 'error':
      return first.error.topic;
    case 'open': {
      const { job, result } = first.job;
      if (result.ending.kind === 'stopped') return 'cancelled';
      if (job?.phase === 'Unknown') return 'unknown-phase';
      return result.ending.kind === 'running' ? undefined : 'timed-out';
    }
  }
}
