import type { JsonObject } from '../base/json.js';
import type { Cloud } from '../base/regions.js';
import type { Job } from './job.js';

/** One row of the service table: how a service is asked for a job, and how its answer is read. */
export interface Service {
  /** The name that the `service` input takes. */
  readonly name: string;
  /** The service's name for people who use it. */
  readonly title: string;
  /** The same for people who do not. */
  readonly fullName: string;
  /** Where the answer of a call that starts a job has the job's ID: for the sentence that misses it, and for the docs. */
  readonly jobIdAt: string;
  /** The service's name in host names: `https://{host}.{region}.…`. */
  readonly host: string;
  /** The permission that asking for a job needs, as an IAM policy writes it; `''` where it is not known for sure. */
  readonly permission: string;
  /**
   * The path of a job below the endpoint, with its query if it has one; both IDs consist of letters, digits, `-` and `_`
   * alone. The cloud is known where the endpoint was picked by region.
   */
  readonly path: (projectId: string, jobId: string, cloud: Cloud | undefined) => string;
  readonly decode: Decode;
}

/**
 * Reads the answer about a job: what a dialect is.
 *
 * @throws {UnusableDocument} for a document that is about another job, or that could hide a failed sub-job
 */
type Decode = (document: JsonObject, jobId: string) => Job;

/** A JSON object that is not a usable answer about the job that was asked for. The message says why. */
export class UnusableDocument extends Error {
  override readonly name = 'UnusableDocument';
}
