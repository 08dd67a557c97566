import { gatewayError, type ApiResponse, type RoutedRequest } from '../routing.js';
import type { Phase, ScriptedJob, Service } from '../scenario.js';
import type { JobState } from '../timeline.js';

/** What of a scripted job not every service has a place for in its response body. */
export type Fact = 'subJobs' | 'progress' | 'results' | 'reason' | 'errorCode' | CceFact;
type CceFact = 'clusterId' | 'extendParam' | 'omits' | 'unlistedSubJobs';

/** How one service's job API answers: its path, its response bodies and its errors. */
export interface JobApi {
  readonly service: Service;
  /** With `{project_id}`, `{job_id}` and, where it names what the job belongs to, `{parent_id}`. */
  readonly path: string;
  /** How it writes each phase. */
  readonly statuses: Readonly<Record<Phase, string>>;
  /** What else it may say in place of these: a scenario says when. */
  readonly otherStatuses?: readonly string[];
  readonly shows: readonly Fact[];
  /** The response body about a job, to be sent as JSON. */
  body(state: JobState, projectId: string): unknown;
  /** Why the service refuses a request before it looks at the job; `undefined` where it does not. */
  refusal(request: RoutedRequest): ApiResponse | undefined;
  /** The token belongs to another project. */
  forbidden(request: RoutedRequest): ApiResponse;
  /** There is no such job, or none yet. */
  notFound(request: RoutedRequest): ApiResponse;
}

/** Whether a scripted job has a fact. */
export function hasFact(job: ScriptedJob, fact: Fact): boolean {
  if (fact === 'reason' || fact === 'errorCode') return job.ends?.[fact] !== undefined;
  return job[fact] !== undefined;
}

/** The errors of most services: the gateway's for another project, and one of the service's own for an unknown job. */
export function errorsOf(notFound: ApiResponse): Pick<JobApi, 'refusal' | 'forbidden' | 'notFound'> {
  return {
    refusal: () => undefined,
    forbidden: ({ requestId }) =>
      gatewayError(403, 'APIG.0302', 'The token was issued for another project and may not call this API.', requestId),
    notFound: () => notFound,
  };
}

/** `{error_code, error_msg}`, as most of the newer services write it. */
export function flatError(status: number, code: string, message: string): ApiResponse {
  return { status, body: { error_code: code, error_msg: message } };
}

/** `{error: {code, message}}`, as the services with a v1 API write it. */
export function nestedError(status: number, code: string, message: string): ApiResponse {
  return { status, body: { error: { message, code } } };
}
