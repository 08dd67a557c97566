/** The values of the outputs; the trees of `jobs` are in a file of their own. */
import { failedVisits, type Visit, walk, worstPhase } from '../../engine/job.js';
import type { Job, Phase } from '../../services/job.js';
import type { GateFacts, JobFacts } from '../facts.js';
import {
  Allowance,
  fitting,
  jsonBytes,
  MAX_JSON_NAME_LENGTH,
  MAX_JSON_PATH,
  MAX_USAGE_PROBLEM_LENGTH,
  MAX_USAGE_PROBLEMS,
  omission,
  type Omission,
} from '../limits.js';
import { type Formatter, textFormatter } from '../text/formatter.js';
import { pathOf } from '../text/labels.js';
import type { Sanitize } from '../text/sanitize.js';
import { reasonText } from '../text/sentences.js';
import { reasonOf } from '../text/verdict.js';
import { jobNodes } from './job-nodes.js';

/** Every output that is made from the result; `report` is the host's, which knows where it wrote the file. */
export const OUTPUT_NAMES = [
  'outcome',
  'phase',
  'reason',
  'failed_jobs',
  'jobs',
  'resources',
  'job_id',
  'resource_id',
  'resource_name',
  'cluster_id',
  'duration',
] as const;

/** A value for each of {@link OUTPUT_NAMES}. */
export type Outputs = Readonly<Record<(typeof OUTPUT_NAMES)[number], string>>;

/** The outputs of a gate that has ended. `failed_jobs`, `jobs` and `resources` are always valid JSON. */
export function outputsOf(facts: GateFacts, sanitize: Sanitize): Outputs {
  const { result, jobs } = facts;
  const [first] = jobs;
  const format = textFormatter(sanitize);
  const resource = first?.job === undefined ? undefined : resourceOf(first.job);
  return {
    outcome: result.outcome,
    phase: worstPhase(jobs.map(({ phase }) => phase)),
    reason: reasonOf(facts, format),
    failed_jobs: JSON.stringify(failedJobs(facts, format)),
    jobs: JSON.stringify(jobNodes(jobs, sanitize)),
    resources: JSON.stringify(resources(jobs, sanitize)),
    job_id: sanitize(first?.jobId ?? ''),
    resource_id: sanitize(resource?.resourceId ?? ''),
    resource_name: sanitize(resource?.resourceName ?? ''),
    cluster_id: sanitize(first?.job?.clusterId ?? ''),
    duration: String(Math.floor(result.durationMs / 1000)),
  };
}

/** The outputs of a gate that never started, because its settings are wrong. */
export function usageErrorOutputs(problems: readonly string[], sanitize: Sanitize): Outputs {
  const named = problems.slice(0, MAX_USAGE_PROBLEMS).map((problem) => sanitize(problem, MAX_USAGE_PROBLEM_LENGTH));
  const more = problems.length - named.length;
  return {
    outcome: 'error',
    phase: '',
    reason: [...named, ...(more > 0 ? [`and ${more} more`] : [])].join('; '),
    failed_jobs: '[]',
    jobs: '[]',
    resources: '[]',
    job_id: '',
    resource_id: '',
    resource_name: '',
    cluster_id: '',
    duration: '',
  };
}

/** A job or sub-job that failed. Every key is always there; absent words are `""`. */
interface FailedJob {
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
function failedJobs({ jobs }: GateFacts, format: Formatter): (FailedJob | Omission)[] {
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

/** A resource that a job or one of its sub-jobs names. Every key is always there; absent words are `""`. */
interface Resource {
  readonly id: string;
  readonly name: string;
  /** The type of the job or sub-job that names it. */
  readonly type: string;
  /** The ID of the job that was waited for. */
  readonly job_id: string;
}

/** Every resource once, in the order of jobs and trees; the entry is that of the deepest sub-job that names it. */
function resources(jobs: readonly JobFacts[], sanitize: Sanitize): (Resource | Omission)[] {
  const found = new Map<string, Named>();
  for (const { job, jobId } of jobs) {
    if (job === undefined) continue;
    for (const visit of walk(job)) {
      const id = visit.job.resourceId;
      if (id === '') continue;
      const known = found.get(id);
      if (known !== undefined && visit.depth <= known.visit.depth) continue;
      // Out of its old place first: the order is that of the entries that are kept.
      found.delete(id);
      found.set(id, { visit, jobId });
    }
  }
  const name = (text: string): string => sanitize(text, MAX_JSON_NAME_LENGTH);
  return fitting([...found.values()], ({ visit: { job }, jobId }): Resource => ({
    id: name(job.resourceId),
    name: name(job.resourceName),
    type: name(job.type),
    job_id: name(jobId),
  }));
}

interface Named {
  readonly visit: Visit;
  readonly jobId: string;
}

/**
 * The resource of a job: the one that it names itself, else the one that its sub-jobs name, if they name only one. ECS's
 * createServer and CCE's CreateNode leave it to their sub-jobs.
 */
function resourceOf(root: Job): Pick<Job, 'resourceId' | 'resourceName'> {
  if (root.resourceId !== '') return root;
  let only: Job | undefined;
  for (const { job, depth } of walk(root)) {
    if (depth === 0 || job.resourceId === '') continue;
    if (only !== undefined && only.resourceId !== job.resourceId) return root;
    if (only === undefined || only.resourceName === '') only = job;
  }
  if (only === undefined) return root;
  return { resourceId: only.resourceId, resourceName: root.resourceName || only.resourceName };
}
