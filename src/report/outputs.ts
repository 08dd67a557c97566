/** The values of the action's outputs. */
import type { GateResult } from '../engine/events.js';
import { worstPhase } from '../engine/job.js';
import { effectivePhase, shownJob } from './facts.js';
import { failedJobs } from './failed-jobs.js';
import { jobNodes } from './job-nodes.js';
import { reasonOf } from './sentences.js';
import type { Sanitize } from './text/sanitize.js';

/** Every output that is made from the result; `report` is the host's, which knows where it wrote the file. */
export const OUTPUT_NAMES = [
  'outcome',
  'phase',
  'reason',
  'failed_jobs',
  'jobs',
  'job_id',
  'resource_id',
  'resource_name',
  'cluster_id',
  'duration',
] as const;

/** A value for each of {@link OUTPUT_NAMES}. */
export type Outputs = Readonly<Record<(typeof OUTPUT_NAMES)[number], string>>;

/** How many problems with the inputs the `reason` names in full, in characters each. */
const LONGEST_PROBLEM = 300;
const MOST_PROBLEMS = 20;

/** The outputs of a gate that has ended. `failed_jobs` and `jobs` are always valid JSON. */
export function outputsOf(result: GateResult, sanitize: Sanitize): Outputs {
  const [first] = result.jobs;
  const job = first === undefined ? undefined : shownJob(first);
  return {
    outcome: result.outcome,
    phase: worstPhase(result.jobs.map(effectivePhase)),
    reason: reasonOf(result, sanitize),
    failed_jobs: JSON.stringify(failedJobs(result.jobs, sanitize)),
    jobs: JSON.stringify(jobNodes(result.jobs, sanitize)),
    job_id: sanitize(first?.jobId ?? ''),
    resource_id: sanitize(job?.resourceId ?? ''),
    resource_name: sanitize(job?.resourceName ?? ''),
    cluster_id: sanitize(job?.clusterId ?? ''),
    duration: String(Math.floor(result.durationMs / 1000)),
  };
}

/** The outputs of a gate that never started, because its inputs are wrong. */
export function usageErrorOutputs(problems: readonly string[], sanitize: Sanitize): Outputs {
  const named = problems.slice(0, MOST_PROBLEMS).map((problem) => sanitize(problem, LONGEST_PROBLEM));
  const more = problems.length - named.length;
  return {
    outcome: 'error',
    phase: '',
    reason: [...named, ...(more > 0 ? [`and ${more} more`] : [])].join('; '),
    failed_jobs: '[]',
    jobs: '[]',
    job_id: '',
    resource_id: '',
    resource_name: '',
    cluster_id: '',
    duration: '',
  };
}
