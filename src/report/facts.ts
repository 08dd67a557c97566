/** What a result says once it is looked at as a report does: which tree to show, what failed, what is still going on. */
import type { JobResult } from '../engine/events.js';
import { isEnded, lineage, rootCauses, walk, type RootCause, type Visit } from '../engine/job.js';
import type { Job, Phase } from '../services/job.js';

/** The tree that a report shows: of a job in which something failed the answer that said so, else the last one. */
export function shownJob(result: JobResult): Job | undefined {
  return result.failedJob ?? result.job;
}

/** A job's phase with its sub-jobs taken into account; `Unknown` of a job that never answered. */
export function effectivePhase(result: JobResult): Phase {
  if (result.failedJob !== undefined || result.ending.kind === 'failed') return 'Failed';
  return result.job?.phase ?? 'Unknown';
}

/** Whether the cloud job itself has ended, as far as it was seen. A failed sub-job alone does not end it. */
export function seenToEnd(result: JobResult): boolean {
  return result.job !== undefined && isEnded(result.job);
}

/** A root cause, with the job that it belongs to. */
export interface RankedCause {
  readonly result: JobResult;
  readonly cause: RootCause;
}

/** The root causes of all jobs, the one that failed first in front, those without a time last. */
export function rankedCauses(results: readonly JobResult[]): RankedCause[] {
  const ranked = results.flatMap((result) =>
    result.failedJob === undefined ? [] : rootCauses(result.failedJob).map((cause) => ({ result, cause })),
  );
  if (results.length === 1) return ranked;
  const timeOf = ({ cause }: RankedCause): number => cause.visit.job.endedAt ?? cause.visit.job.updatedAt ?? Infinity;
  return ranked
    .map((entry) => ({ entry, time: timeOf(entry) }))
    .sort((a, b) => (a.time === b.time ? 0 : a.time - b.time))
    .map(({ entry }) => entry);
}

/** So many jobs in the order given; of too many those that went well are left out first. */
export function worstFirst(results: readonly JobResult[], most: number): JobResult[] {
  const kinds = ['failed', 'error', 'timed-out', 'stopped', 'success'] as const;
  const ranked = kinds.flatMap((kind) => results.filter(({ ending }) => ending.kind === kind));
  const kept = new Set(ranked.slice(0, most));
  return results.filter((result) => kept.has(result));
}

/** The sub-jobs that are at work, the deepest of each branch: what the job as a whole is busy with. */
export function busySubJobs(root: Job): Job[] {
  const busy: Visit[] = [];
  const waiting = new Set<Visit>();
  for (const visit of walk(root)) {
    if (visit.depth === 0 || !isBusy(visit.job)) continue;
    busy.push(visit);
    // Stops at the first ancestor that is known to wait already, so that a deep tree is climbed once.
    for (let at = visit.parent; at !== undefined && !waiting.has(at); at = at.parent) waiting.add(at);
  }
  return busy.filter((visit) => !waiting.has(visit)).map((visit) => visit.job);
}

/** A phase that no document lists may be one of work; a sub-job without any status says nothing. */
function isBusy(job: Job): boolean {
  return job.phase === 'Running' || (job.phase === 'Unknown' && job.status !== undefined);
}

/** The jobs from the root down, of a long way only its two ends; `omitted` is how many are left out after `head`. */
export function pathOf(
  visit: Visit,
  longest: number,
): { readonly head: Job[]; readonly omitted: number; readonly tail: Job[] } {
  const jobs = lineage(visit);
  if (jobs.length <= longest) return { head: jobs, omitted: 0, tail: [] };
  const tail = Math.floor(longest / 2);
  const head = longest - tail - 1;
  return { head: jobs.slice(0, head), omitted: jobs.length - head - tail, tail: jobs.slice(-tail) };
}
