/**
 * Looks for the words that explain a failure where a listing leaves them out: the services show a nested job's own
 * sub-jobs and reason only to whoever asks for it by its own ID.
 */
import type { ApiError } from '../base/api-error.js';
import type { Clock } from '../base/time.js';
import { isId } from '../base/url.js';
import type { JobResult, WatchEvent } from './events.js';
import type { FetchJob } from './job-client.js';
import { type Visit, walk } from './job.js';
import type { Job } from '../services/job.js';

/** How many requests a gate may spend on explanations: the verdict is known already. */
const MAX_LOOK_UPS = 10;

/** How long looking for explanations may take. */
export interface LookUpOptions {
  /** When the gate's wait is over, on the monotonic clock. */
  readonly deadline: number;
  /** For one request, and for all look-ups together: whoever waits for the gate waits for them too. */
  readonly requestTimeoutMs: number;
}

/** What a look-up needs from outside. */
export interface LookUpDependencies {
  readonly fetchJob: FetchJob;
  readonly clock: Clock;
  /** Ends all look-ups at once. */
  readonly signal: AbortSignal;
  /** Called with what happens, as it happens. */
  readonly emit: (jobId: string, event: WatchEvent) => void;
}

/**
 * Asks for each failed sub-job that has neither a reason nor sub-jobs by its own ID, one after the other, and joins
 * what is found to the tree. What is found may be silent on its own sub-jobs again, so they are looked up too.
 *
 * Best effort: whatever comes of it, no ending changes and no failed job becomes another one.
 */
export async function lookUpReasons(
  results: readonly JobResult[],
  options: LookUpOptions,
  dependencies: LookUpDependencies,
): Promise<JobResult[]> {
  const until = Math.min(options.deadline, dependencies.clock.now() + options.requestTimeoutMs);
  const asked = new Set(results.map(({ jobId }) => jobId));
  const found: JobResult[] = [];
  const stopped = (): boolean => dependencies.signal.aborted;
  let left = results.some(brokeOff) ? 0 : MAX_LOOK_UPS;
  for (const original of results) {
    let result = original;
    for (let visit = silent(result, asked); visit !== undefined; visit = silent(result, asked)) {
      const timeoutMs = Math.min(options.requestTimeoutMs, until - dependencies.clock.now());
      if (left < 1 || timeoutMs < 1 || stopped()) break;
      left -= 1;
      asked.add(visit.job.id);
      dependencies.emit(result.jobId, { kind: 'look-up', visit });
      const answer = await dependencies.fetchJob(visit.job.id, { timeoutMs, until, signal: dependencies.signal });
      if (answer.kind === 'job') {
        const previous = result.failedJob;
        result = counted(joined(result, visit, answer.job), 0);
        if (result.failedJob !== undefined)
          dependencies.emit(result.jobId, { kind: 'answer', job: result.failedJob, previous });
        continue;
      }
      result = counted(result, 1);
      if (!stopped()) dependencies.emit(result.jobId, { kind: 'look-up-failed', error: answer.error });
      if (endsLookUps(answer.error)) left = 0;
    }
    found.push(result);
  }
  return found;
}

/** The first failed sub-job that says nothing and has not been asked for yet. The job itself has said all it knows. */
function silent({ failedJob }: JobResult, asked: ReadonlySet<string>): Visit | undefined {
  if (failedJob === undefined) return undefined;
  for (const visit of walk(failedJob)) {
    const { id, phase, reason, subJobs } = visit.job;
    const saysNothing = phase === 'Failed' && reason === '' && subJobs.length === 0;
    if (visit.depth > 0 && saysNothing && isId(id) && !asked.has(id)) return visit;
  }
  return undefined;
}

/** Credentials that are refused once must not be tried again, and a service that is asked too often be left alone. */
function endsLookUps({ concernsAllJobs, kind }: ApiError): boolean {
  return concernsAllJobs || kind === 'throttled';
}

/** Whether a wait ended with what ends look-ups too: they are not worth one more refusal. */
function brokeOff({ ending }: JobResult): boolean {
  return (
    (ending.kind === 'failed' || ending.kind === 'error') && ending.error !== undefined && endsLookUps(ending.error)
  );
}

function counted(result: JobResult, failed: 0 | 1): JobResult {
  const { requests } = result;
  return { ...result, requests: { ...requests, made: requests.made + 1, failed: requests.failed + failed } };
}

/** The result with what was found in the place of what was listed. */
function joined(result: JobResult, visit: Visit, found: Job): JobResult {
  let job = explained(visit.job, found);
  let before = visit.job;
  for (let at = visit.parent; at !== undefined; at = at.parent) {
    const [from, to] = [before, job];
    job = { ...at.job, subJobs: at.job.subJobs.map((subJob) => (subJob === from ? to : subJob)) };
    before = at.job;
  }
  return { ...result, failedJob: job, job: result.job === result.failedJob ? job : result.job };
}

/** The listed job with the reason and sub-jobs that were found, and with the facts that it lacks. It stays Failed. */
function explained(listed: Job, found: Job): Job {
  return {
    ...listed,
    type: listed.type || found.type,
    reason: found.reason,
    errorCode: listed.errorCode || found.errorCode,
    resourceId: listed.resourceId || found.resourceId,
    resourceName: listed.resourceName || found.resourceName,
    clusterId: listed.clusterId || found.clusterId,
    startedAt: listed.startedAt ?? found.startedAt,
    updatedAt: listed.updatedAt ?? found.updatedAt,
    endedAt: listed.endedAt ?? found.endedAt,
    subJobs: found.subJobs,
  };
}
