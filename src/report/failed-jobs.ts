/** The `failed_jobs` output. */
import type { JobResult } from '../engine/events.js';
import { failedVisits, type Visit } from '../engine/job.js';
import { reasonText } from './causes.js';
import { pathOf, rankedCauses } from './facts.js';
import { Allowance, jsonBytes, omission, type Omission } from './json-fit.js';
import { plainStyle } from './style.js';
import type { Sanitize } from './text/sanitize.js';
import type { Phase } from '../services/job.js';

/** How many types of a path are named; of a longer path its two ends, with `…` between them. */
const LONGEST_PATH = 50;

/** How long a name, an ID or a code may be. */
const LONGEST_NAME = 200;

/** A job or sub-job that failed, in the `failed_jobs` output. Every key is always there; absent words are `""`. */
export interface FailedJob {
  readonly id: string;
  readonly type: string;
  /** The resource's name, or its ID. */
  readonly resource: string;
  readonly phase: Phase;
  /** The job's own words, with its error code in parentheses where it has one. */
  readonly reason: string;
  /** The types from the job that was waited for down to this one. */
  readonly path: readonly string[];
}

/**
 * Every failed job and sub-job: parents before their sub-jobs, the jobs in the order given. Of too many (64 KiB, 500)
 * the root causes are kept first, and the array ends in `{"truncated":true,"omitted":n}`.
 */
export function failedJobs(results: readonly JobResult[], sanitize: Sanitize): (FailedJob | Omission)[] {
  const failures = results.flatMap(({ failedJob, jobId }) =>
    failedJob === undefined ? [] : failedVisits(failedJob).map((visit) => ({ visit, jobId })),
  );
  const causes = new Set(rankedCauses(results).map(({ cause }) => cause.visit.job));
  const isCause = ({ visit }: Failure): boolean => causes.has(visit.job);
  const allowance = new Allowance();
  const kept = new Map<Failure, FailedJob>();
  for (const failure of [...failures.filter(isCause), ...failures.filter((failure) => !isCause(failure))]) {
    const entry = entryOf(failure, sanitize);
    if (!allowance.take(jsonBytes(entry))) break;
    kept.set(failure, entry);
  }
  const shown = failures.flatMap((failure) => kept.get(failure) ?? []);
  return [...shown, ...omission(failures.length - shown.length)];
}

interface Failure {
  readonly visit: Visit;
  readonly jobId: string;
}

function entryOf({ visit, jobId }: Failure, sanitize: Sanitize): FailedJob {
  const { job } = visit;
  const name = (text: string): string => sanitize(text, LONGEST_NAME);
  const { head, omitted, tail } = pathOf(visit, LONGEST_PATH);
  return {
    // The ID that was asked for: an answer may leave its own out.
    id: name(visit.depth === 0 ? jobId : job.id),
    type: name(job.type),
    resource: name(job.resourceName) || name(job.resourceId),
    phase: job.phase,
    reason: reasonText(job.reason, job.errorCode, plainStyle(sanitize)),
    path: [...head.map(({ type }) => name(type)), ...(omitted > 0 ? ['…'] : []), ...tail.map(({ type }) => name(type))],
  };
}
