/** One row of the service table: everything in which a service differs from the others, and what is read off it. */
import { type Cloud, findRegion, type Region, regionOf } from '../base/regions.js';
import { joinPath } from '../base/url.js';
import type { Format } from './formats.js';

/** A service whose jobs can be waited for. */
export interface Service {
  /** The name that the `service` input takes. */
  readonly name: string;
  /** The service's name for people who use it. */
  readonly title: string;
  /** The same for people who do not. */
  readonly fullName: string;
  /** The service's name in host names, `https://{host}.{region}.…`, and where that is not so. */
  readonly host: string;
  readonly hostExceptions: readonly HostException[];
  readonly request: JobRequest;
  /** What a task belongs to, where the path has to name it. */
  readonly parent?: Parent;
  /** The permission that asking for a job needs, as an IAM policy writes it; `''` where none is documented. */
  readonly permission: string;
  /** Error codes by which the service says that there is no such job, whatever the HTTP status. */
  readonly notFoundCodes: readonly string[];
  /** Where the answers of the calls that start a job have its ID: for the sentence that misses it, and for the docs. */
  readonly jobIds: readonly JobIdPlace[];
  readonly format: Format;
}

/** Regions in which a service has another host. What is left out is as everywhere. */
export interface HostException {
  readonly regions: readonly string[];
  readonly host?: string;
  readonly domain?: string;
  /** Another region, whose host serves these. */
  readonly servedBy?: string;
}

/** Where Huawei's SDKs have a service below `.com` in eu-west-101. Those that no exception names are below `.eu`. */
export const COM_IN_EUROPE: readonly HostException[] = [{ regions: ['eu-west-101'], domain: 'myhuaweicloud.com' }];

/** The request for a job: a template of path and query with `{project_id}`, `{job_id}` and `{parent_id}`. */
export interface JobRequest {
  readonly method: 'GET';
  readonly path: string;
  /** Where a cloud has another path. */
  readonly pathIn?: Readonly<Partial<Record<Cloud, string>>>;
}

/** What a task belongs to. */
interface Parent {
  readonly kind: 'cluster' | 'instance';
  /** What to pass as `parent_id`, for the sentence that misses it. */
  readonly wanted: string;
}

/** Which calls answer the job's ID where. */
interface JobIdPlace {
  /** e.g. `create or delete a cluster`; `''` where all calls do so. */
  readonly calls: string;
  /** As jq writes it: `.status.jobID`. */
  readonly at: readonly [string, ...string[]];
}

/** The public endpoint of a service in a region. */
export function endpointOf({ host, hostExceptions }: Pick<Service, 'host' | 'hostExceptions'>, region: Region): URL {
  const exception = hostExceptions.find(({ regions }) => regions.includes(region.name));
  const at = (exception?.servedBy === undefined ? undefined : findRegion(exception.servedBy)) ?? region;
  return at.endpointOf(exception?.host ?? host, exception?.domain);
}

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

/** Where the answers of a service's calls have the job ID, in one line: `resize a cluster: .jobID; …`. */
export function jobIdPlaces({ jobIds }: Pick<Service, 'jobIds'>): string {
  return jobIds.map(({ calls, at }) => `${calls === '' ? '' : `${calls}: `}${at.join(' or ')}`).join('; ');
}
