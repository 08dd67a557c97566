/** The outputs `resources` and `resource_id`: what the jobs work on, for the steps that go on with it. */
import { walk, type Visit } from '../../engine/job.js';
import type { Job } from '../../services/job.js';
import type { JobFacts } from '../facts.js';
import { MAX_JSON_NAME_LENGTH } from '../limits.js';
import type { Sanitize } from '../text/sanitize.js';
import { fitting, type Omission } from './json.js';

/** A resource that a job or one of its sub-jobs names. Every key is always there; absent words are `""`. */
export interface Resource {
  readonly id: string;
  readonly name: string;
  /** The type of the job or sub-job that names it. */
  readonly type: string;
  /** The ID of the job that was waited for. */
  readonly job_id: string;
}

/** Every resource once, in the order of jobs and trees; the entry is that of the deepest sub-job that names it. */
export function resources(jobs: readonly JobFacts[], sanitize: Sanitize): (Resource | Omission)[] {
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
export function resourceOf(root: Job): Pick<Job, 'resourceId' | 'resourceName'> {
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
