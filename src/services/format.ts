/** How an answer about a job is laid out, as data: the decoder reads by it, and the service table has one for each row. */
import type { Phase } from './job.js';

/**
 * Where something stands below the job's own object: names of properties with dots between them, and the index of a
 * list's entry as a number: `entities.server_id`, `entities.entities.0.resourceId`. Names are read without regard to case.
 */
export type Place = string;

/** A list below a job or sub-job in which its sub-jobs stand, or may stand. */
export interface SubJobList {
  readonly at: Place;
  /**
   * - `jobs`: objects like the job itself.
   * - `job IDs`: IDs of jobs that are not shown; an object that is a job counts as one.
   * - `results`: objects that are no jobs, but have a status of their own (IMS: one for each image).
   */
  readonly holds: 'jobs' | 'job IDs' | 'results';
}

/** The layout of an answer. Of several places for one fact the first that says anything counts, but for `reason`. */
export interface Format {
  /** The property of the answer that has the job; none where the answer is the job. In a list it is found by its ID. */
  readonly envelope: { readonly name: string; readonly holds: 'job' | 'jobs' } | undefined;
  readonly id: Place;
  /** `false` where an answer need not say which job it is about. One that does has to be about the right one. */
  readonly alwaysHasId: boolean;
  readonly type: Place;
  /** Several are read so that none can contradict another; one place is the usual one. */
  readonly status: readonly Place[];
  /** What each status word means, in lower case. `fail` and `failed` mean Failed everywhere. */
  readonly words: Readonly<Record<string, Phase>>;
  /** What to add to a word that says too little by itself, in lower case: what somebody has to do, or what went wrong. */
  readonly remarks: Readonly<Record<string, string>>;
  /** All of them are said, each once. */
  readonly reason: readonly Place[];
  readonly code: readonly Place[];
  readonly startedAt: readonly Place[];
  /** When anything last changed. */
  readonly updatedAt: readonly Place[];
  readonly endedAt: readonly Place[];
  /** A number up to 1 is a fraction, above it a percentage; a text is a percentage, with or without its sign. */
  readonly progress: readonly Place[];
  /** What the job works on or makes, the most specific first. */
  readonly resourceId: readonly Place[];
  readonly resourceName: readonly Place[];
  readonly clusterId: readonly Place[];
  readonly subJobs: readonly SubJobList[];
  /** ELB alone: `entities`, elsewhere an object in which sub-jobs may stand, is a list of resources. */
  readonly entitiesAreResources?: true;
}
