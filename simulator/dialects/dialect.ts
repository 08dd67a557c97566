import type { Answer, Exchange } from '../routing.js';
import type { Service } from '../scenario.js';
import type { JobState } from '../timeline.js';

/** How one service speaks of jobs: its path, its documents and its errors. */
export interface Dialect {
  readonly service: Service;
  /** One for each kind of cloud that differs, with `{project_id}` and `{job_id}`. */
  readonly paths: readonly string[];
  /** The document about a job, to be sent as JSON. */
  document(state: JobState, projectId: string): unknown;
  /** Why the service refuses a request before it looks at the job; `undefined` where it does not. */
  refusal(exchange: Exchange): Answer | undefined;
  /** The token belongs to another project. */
  forbidden(exchange: Exchange): Answer;
  /** There is no such job. */
  notFound(exchange: Exchange): Answer;
}
