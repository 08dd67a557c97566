/** The values of the outputs. */
import { worstPhase } from '../../engine/job.js';
import type { GateFacts } from '../facts.js';
import { MAX_USAGE_PROBLEM_LENGTH, MAX_USAGE_PROBLEMS } from '../limits.js';
import { textFormatter } from '../text/formatter.js';
import type { Sanitize } from '../text/sanitize.js';
import { reasonOf } from '../text/verdict.js';
import { failedJobs } from './failed-jobs.js';
import { jobNodes } from './job-nodes.js';
import { resourceOf, resources } from './resources.js';

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
