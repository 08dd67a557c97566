import { gatewayError, type ApiResponse, type RoutedRequest } from '../routing.js';
import type { Service } from '../scenario.js';
import type { JobState } from '../timeline.js';

/** How one service's job API answers: its path, its response bodies and its errors. */
export interface JobApi {
  readonly service: Service;
  /** One for each kind of cloud that differs, with `{project_id}` and `{job_id}`. */
  readonly paths: readonly string[];
  /** The response body about a job, to be sent as JSON. */
  body(state: JobState, projectId: string): unknown;
  /** Why the service refuses a request before it looks at the job; `undefined` where it does not. */
  refusal(request: RoutedRequest): ApiResponse | undefined;
  /** The token belongs to another project. */
  forbidden(request: RoutedRequest): ApiResponse;
  /** There is no such job. */
  notFound(request: RoutedRequest): ApiResponse;
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
