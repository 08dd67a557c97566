/** The output `failed_jobs`. */
import { failedVisits, type Visit } from '../../engine/job.js';
import type { Phase } from '../../services/job.js';
import type { GateFacts, JobFacts } from '../facts.js';
import { MAX_JSON_NAME_LENGTH, MAX_JSON_PATH } from '../limits.js';
import type { Formatter } from '../text/formatter.js';
import { pathOf } from '../text/labels.js';
import { reasonText } from '../text/sentences.js';
import { Allowance, jsonBytes, omission, type Omission } from './json.js';

/** A job or sub-job that failed. Every key is always there; absent words are `""`. */
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

interface Failure {
  readonly visit: Visit;
  readonly jobId: string;
  readonly isCause: boolean;
}

/**
 * Every failed job and sub-job: parents before their sub-jobs, the jobs in the order given. Of too many (64 KiB, 500)
 * the root causes are kept first, and the array ends in `{"truncated":true,"omitted":n}`.
 */
export function failedJobs({ jobs }: GateFacts, format: Formatter): (FailedJob | Omission)[] {
  const failures = jobs.flatMap(failuresOf);
  const allowance = new Allowance();
  const kept = new Map<Failure, FailedJob>();
  for (const failure of [...failures.filter(({ isCause }) => isCause), ...failures.filter(({ isCause }) => !isCause)]) {
    const entry = entryOf(failure, format);
    if (!allowance.take(jsonBytes(entry))) break;
    kept.set(failure, entry);
  }
  const shown = failures.flatMap((failure) => kept.get(failure) ?? []);
  return [...shown, ...omission(failures.length - shown.length)];
}

function failuresOf({ jobId, result: { failedJob }, rootCauses }: JobFacts): Failure[] {
  if (failedJob === undefined) return [];
  const causes = new Set(rootCauses.map(({ visit }) => visit.job));
  return failedVisits(failedJob).map((visit) => ({ visit, jobId, isCause: causes.has(visit.job) }));
}

function entryOf({ visit, jobId }: Failure, format: Formatter): FailedJob {
  const { job } = visit;
  const name = (text: string): string => format.plain(text, MAX_JSON_NAME_LENGTH);
  const { head, omitted, tail } = pathOf(visit, MAX_JSON_PATH);
  return {
    // The ID that was asked for: an answer may leave its own out.
    id: name(visit.depth === 0 ? jobId : job.id),
    type: name(job.type),
    resource: name(job.resourceName) || name(job.resourceId),
    phase: job.phase,
    reason: reasonText(job.reason, job.errorCode, format),
    path: [...head.map(({ type }) => name(type)), ...(omitted > 0 ? ['…'] : []), ...tail.map(({ type }) => name(type))],
  };
}
