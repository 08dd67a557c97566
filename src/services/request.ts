/** The request for a job. */
import { joinPath, regionOf } from '../base/regions.js';
import type { JobRequest, Service } from './service.js';

/** What a request for a job names. All of them consist of letters, digits, `-` and `_` alone. */
export interface JobIds {
  readonly projectId: string;
  readonly jobId: string;
  /** `''` where the service takes none. */
  readonly parentId: string;
}

/** The request for a job of a service at an endpoint. */
export function requestFor(
  { request }: Pick<Service, 'request'>,
  endpoint: URL,
  { projectId, jobId, parentId }: JobIds,
): { readonly method: JobRequest['method']; readonly url: URL } {
  const cloud = regionOf(endpoint)?.cloud;
  const template = (cloud === undefined ? undefined : request.pathIn?.[cloud]) ?? request.path;
  const path = template.replace('{project_id}', projectId).replace('{job_id}', jobId).replace('{parent_id}', parentId);
  return { method: request.method, url: joinPath(endpoint, path) };
}
