/** What can be said of a job: its walk, its verdict and its root causes. Knows no service, no clock and no report. */
import type { Job, Phase } from '../services/job.js';

/** One job of a tree, with the way that leads to it. */
export interface Visit {
  readonly job: Job;
  /** 0 for the root. */
  readonly depth: number;
  readonly parent: Visit | undefined;
}

/** What a tree proves. `open`: it has neither failed nor succeeded yet, or says nothing that is understood. */
export type Verdict = 'success' | 'failed' | 'open';

/** Why a tree failed: a failed job without a failed sub-job of its own, and the words that explain it best. */
export interface RootCause {
  readonly visit: Visit;
  /** The job's own code; the nearest failed ancestor's where it has neither code nor reason. */
  readonly errorCode: string;
  /** The job's own reason; the nearest failed ancestor's where it has neither code nor reason; else `''`. */
  readonly reason: string;
}

/**
 * Every job of a tree, parents before their sub-jobs, sub-jobs in the answer's order.
 *
 * The stack is an array of our own, and the path is a chain of parents: a tree 10,000 deep neither overflows the call
 * stack nor takes memory in the square of its depth.
 *
 * @param order puts the sub-jobs of one job in another order
 */
export function* walk(
  root: Job,
  order: (subJobs: readonly Job[]) => readonly Job[] = (subJobs) => subJobs,
): Generator<Visit, void, undefined> {
  const pending: Visit[] = [{ job: root, depth: 0, parent: undefined }];
  for (let visit = pending.pop(); visit !== undefined; visit = pending.pop()) {
    yield visit;
    const subJobs = order(visit.job.subJobs);
    for (let index = subJobs.length - 1; index >= 0; index -= 1) {
      const job = subJobs[index];
      if (job !== undefined) pending.push({ job, depth: visit.depth + 1, parent: visit });
    }
  }
}

/** The jobs from the root down to the visited one, both included. */
export function pathTo(visit: Visit): Job[] {
  const jobs: Job[] = [];
  for (let at: Visit | undefined = visit; at !== undefined; at = at.parent) jobs.push(at.job);
  return jobs.reverse();
}

/** Every job of the tree, the root included, that says Failed. */
export function failedVisits(root: Job): Visit[] {
  return [...walk(root)].filter((visit) => visit.job.phase === 'Failed');
}

/**
 * What the tree proves: failed as soon as any job in it says Failed, also under a root that says Success; success
 * only when the root itself says so. A sub-job without a known phase neither fails nor proves anything.
 */
export function verdict(root: Job): Verdict {
  for (const { job } of walk(root)) if (job.phase === 'Failed') return 'failed';
  return root.phase === 'Success' ? 'success' : 'open';
}

/**
 * The independent causes of a failure: the deepest first, those of one depth in the tree's order. A failed job whose
 * sub-job failed too is the effect of that sub-job, not a cause.
 */
export function rootCauses(root: Job): RootCause[] {
  const words = new Map<Visit, Words>();
  const explained = new Set<Visit>();
  const failed: Visit[] = [];
  for (const visit of walk(root)) {
    words.set(visit, ownWords(visit.job) ?? (visit.parent && words.get(visit.parent)) ?? NO_WORDS);
    if (visit.job.phase !== 'Failed') continue;
    failed.push(visit);
    for (let at = visit.parent; at !== undefined && !explained.has(at); at = at.parent) explained.add(at);
  }
  return failed
    .filter((visit) => !explained.has(visit))
    .map((visit) => ({ visit, ...(words.get(visit) ?? NO_WORDS) }))
    .sort((a, b) => b.visit.depth - a.visit.depth);
}

type Words = Pick<RootCause, 'errorCode' | 'reason'>;

const NO_WORDS: Words = { errorCode: '', reason: '' };

/** What a failed job says of its failure. The words of a job that has not failed explain none. */
function ownWords({ phase, errorCode, reason }: Job): Words | undefined {
  return phase === 'Failed' && (errorCode !== '' || reason !== '') ? { errorCode, reason } : undefined;
}

/** From the worst to the best: what the `phase` output says of several jobs. */
const WORST_FIRST: readonly Phase[] = ['Failed', 'Unknown', 'Running', 'Initializing', 'Success'];

/** The worst of several phases; `Unknown` of none. */
export function worstPhase(phases: readonly Phase[]): Phase {
  return WORST_FIRST.find((phase) => phases.includes(phase)) ?? 'Unknown';
}

/** Whether a job's own phase is final. */
export function isEnded(job: Job): boolean {
  return job.phase === 'Success' || job.phase === 'Failed';
}

/** How many sub-jobs at any depth have ended, and how many of these failed, of those that have a status at all. */
export function subJobCounts(root: Job): { readonly ended: number; readonly failed: number; readonly total: number } {
  const counts = { ended: 0, failed: 0, total: 0 };
  for (const { job, depth } of walk(root)) {
    if (depth === 0 || job.status === undefined) continue;
    counts.total += 1;
    if (isEnded(job)) counts.ended += 1;
    if (job.phase === 'Failed') counts.failed += 1;
  }
  return counts;
}

/**
 * Whether two answers about one job differ in more than their times: in a phase, in words, in progress, or in which
 * sub-jobs they list.
 */
export function differs(before: Job, after: Job): boolean {
  const visits = walk(before);
  for (const { job, depth } of walk(after)) {
    const other = visits.next();
    if (other.done === true || other.value.depth !== depth || saysElse(other.value.job, job)) return true;
  }
  return visits.next().done !== true;
}

function saysElse(one: Job, other: Job): boolean {
  return (
    one.id !== other.id ||
    one.type !== other.type ||
    one.status !== other.status ||
    one.reason !== other.reason ||
    one.errorCode !== other.errorCode ||
    one.resourceName !== other.resourceName ||
    one.progress !== other.progress
  );
}
