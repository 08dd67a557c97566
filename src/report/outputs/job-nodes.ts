/** The output `jobs`: job trees of one shape for every service, cut so that the next step can hold them. */
import { walk, type Visit } from '../../engine/job.js';
import { EMPTY_JOB, type Job, type Phase } from '../../services/job.js';
import type { JobFacts } from '../facts.js';
import {
  Allowance,
  jsonBytes,
  MAX_JSON_DEPTH,
  MAX_JSON_NAME_LENGTH,
  MAX_SHORT_REASON_LENGTH,
  omission,
  type Omission,
  OMISSION_BYTES,
} from '../limits.js';
import { fraction, isoTime } from '../text/labels.js';
import type { Sanitize } from '../text/sanitize.js';

/**
 * A job or sub-job in the `jobs` output. Every key is always there: words that the service does not give are `""`,
 * times, progress and the status word are `null`.
 *
 * Times are ISO 8601 in UTC, `progress` is a fraction from 0 to 1, and `phase` is one of the five normalised words,
 * while `status` is the service's own. `sub_jobs` of a tree that was cut ends in `{"truncated":true,"omitted":n}`.
 */
export interface JobNode {
  readonly id: string;
  readonly type: string;
  readonly phase: Phase;
  readonly status: string | null;
  readonly reason: string;
  readonly error_code: string;
  readonly resource_id: string;
  readonly resource_name: string;
  readonly cluster_id: string;
  readonly started_at: string | null;
  readonly updated_at: string | null;
  readonly ended_at: string | null;
  readonly progress: number | null;
  readonly sub_jobs: (JobNode | Omission)[];
}

/**
 * The trees of all jobs, in the order given, within the limits: 64 KiB, 500 jobs and sub-jobs, 50 levels. Where they
 * are too much, reasons are shortened first, and failures are the last to be left out.
 */
export function jobNodes(jobs: readonly JobFacts[], sanitize: Sanitize): (JobNode | Omission)[] {
  const trees = jobs.map(({ job, jobId, phase }): Tree => {
    // The ID that was asked for: an answer may leave it out. A job that never answered has nothing else.
    const named = { ...(job ?? EMPTY_JOB), id: jobId };
    return { visits: [...walk(named)], failed: phase === 'Failed' };
  });
  const visits = byUrgency(trees);
  const full = select(visits, (job) => nodeOf(job, sanitize), 0);
  const kept =
    full.size === visits.length
      ? full
      : select(visits, (job) => nodeOf(job, sanitize, MAX_SHORT_REASON_LENGTH), OMISSION_BYTES);
  for (const { visits: tree } of trees) attach(tree, kept);
  const roots = trees.flatMap(({ visits: [root] }) => (root === undefined ? [] : [kept.get(root)]));
  const shown = roots.filter((node) => node !== undefined);
  return [...shown, ...omission(roots.length - shown.length)];
}

interface Tree {
  readonly visits: readonly Visit[];
  readonly failed: boolean;
}

/** Every visit once: the roots, those of failures first; then the failures; then the rest. */
function byUrgency(trees: readonly Tree[]): Visit[] {
  const ordered = [...trees.filter(({ failed }) => failed), ...trees.filter(({ failed }) => !failed)];
  const roots = ordered.flatMap(({ visits }) => visits.slice(0, 1));
  const subJobs = ordered.flatMap(({ visits }) => visits.slice(1));
  const isFailure = ({ job }: Visit): boolean => job.phase === 'Failed';
  return [...roots, ...subJobs.filter(isFailure), ...subJobs.filter((visit) => !isFailure(visit))];
}

/**
 * The nodes that fit, each together with the path that leads to it.
 *
 * @param forOmission how many bytes to keep free in each array that may have to be cut
 */
function select(
  visits: readonly Visit[],
  makeNode: (job: Job) => JobNode,
  forOmission: number,
): ReadonlyMap<Visit, JobNode> {
  const kept = new Map<Visit, JobNode>();
  const allowance = new Allowance();
  for (const visit of visits) {
    if (visit.depth >= MAX_JSON_DEPTH) continue;
    const path: Visit[] = [];
    for (let at: Visit | undefined = visit; at !== undefined && !kept.has(at); at = at.parent) path.push(at);
    for (const step of path.reverse()) {
      const node = makeNode(step.job);
      const bytes = jsonBytes(node) + (step.job.subJobs.length > 0 ? forOmission : 0);
      // The first that does not fit is the last that is tried: what is less urgent must not take its place.
      if (!allowance.take(bytes)) return kept;
      kept.set(step, node);
    }
  }
  return kept;
}

/** Puts the nodes of a tree together, in the answer's order. */
function attach(visits: readonly Visit[], kept: ReadonlyMap<Visit, JobNode>): void {
  for (const visit of visits) {
    const node = kept.get(visit);
    if (node !== undefined && visit.parent !== undefined) kept.get(visit.parent)?.sub_jobs.push(node);
  }
  for (const visit of visits) {
    const subJobs = kept.get(visit)?.sub_jobs;
    subJobs?.push(...omission(visit.job.subJobs.length - subJobs.length));
  }
}

function nodeOf(job: Job, sanitize: Sanitize, maxReasonLength?: number): JobNode {
  const name = (text: string): string => sanitize(text, MAX_JSON_NAME_LENGTH);
  return {
    id: name(job.id),
    type: name(job.type),
    phase: job.phase,
    status: job.status === undefined ? null : name(job.status),
    reason: sanitize(job.reason, maxReasonLength),
    error_code: name(job.errorCode),
    resource_id: name(job.resourceId),
    resource_name: name(job.resourceName),
    cluster_id: name(job.clusterId),
    started_at: isoTime(job.startedAt),
    updated_at: isoTime(job.updatedAt),
    ended_at: isoTime(job.endedAt),
    progress: fraction(job),
    sub_jobs: [],
  };
}
