import type { Credentials, CredentialsDependencies, Failure, RequestLimits } from '../auth/credentials.js';
import type { NameSetting } from '../base/settings.js';
import { adviceForAnotherForm } from '../http/advice.js';
import {
  dateOf,
  errorCodeOf,
  notFoundResponse,
  parseResponse,
  requestIdOf,
  unusableResponse,
} from '../http/response.js';
import type { HttpResult, Transport } from '../http/transport.js';
import { createDecoder } from '../services/decoder.js';
import { type Job, NoSuchJob, UnusableResponse } from '../services/job.js';
import { requestFor, type Service } from '../services/service.js';

/** A usable answer about a job. The same job object as in the last one says that not a byte of the body has changed. */
export interface JobAnswer {
  readonly kind: 'job';
  readonly job: Job;
  /** The service's name for the request, where it gave one. */
  readonly requestId?: string | undefined;
  /** The service's clock, in milliseconds since the epoch, where it said what time it is. */
  readonly date?: number | undefined;
}

/** What asking once for a job brought. */
export type JobResponse = JobAnswer | Failure;

/**
 * Asks for a job, once, or once more where the credentials ask for that. Settles within the limits, and never rejects
 * but for an internal error.
 */
export type FetchJob = (jobId: string, limits: RequestLimits) => Promise<JobResponse>;

/** Where a job API is and what it takes to be let in. */
export interface JobClientOptions {
  readonly service: Service;
  readonly endpoint: URL;
  readonly projectId: string;
  /** What the jobs belong to, `''` where the service takes none. */
  readonly parentId: string;
  readonly credentials: Credentials;
  readonly transport: Transport;
  readonly clock: CredentialsDependencies['clock'];
  readonly nameOf: NameSetting;
}

// The CCE documents require a Content-Type on GET too, where there is no content.
const HEADERS = { 'content-type': 'application/json', accept: 'application/json', 'accept-encoding': 'identity' };

/** The request for a job and the reading of its answer, for one service, endpoint and project. */
export function createJobClient(api: JobClientOptions): FetchJob {
  const { service, endpoint, projectId, parentId, credentials, clock } = api;
  const read = readerOf(api);
  const askOnce = async (jobId: string, limits: RequestLimits): Promise<{ answer: JobResponse; again: boolean }> => {
    const { timeoutMs, until, signal } = limits;
    const { method, url } = requestFor(service, endpoint, { projectId, jobId, parentId });
    const authorized = await credentials.authorize({ method, url, headers: {}, body: '' }, limits);
    if (authorized.kind === 'error') return { answer: authorized, again: false };
    const left = Math.max(1, Math.min(timeoutMs, until - clock.now()));
    const result = await api.transport({
      url,
      headers: { ...HEADERS, ...authorized.headers },
      timeoutMs: left,
      signal,
    });
    const answer = read(result, jobId);
    const parsedDate = result.kind === 'answer' ? dateOf(result.headers.date) : Number.NaN;
    const date = Number.isNaN(parsedDate) ? undefined : parsedDate;
    // Whoever says that there is no such job has let the request in.
    if (answer.kind === 'job' || answer.error.kind === 'not-found') {
      authorized.accepted();
      return { answer: answer.kind === 'job' ? { ...answer, date } : answer, again: false };
    }
    const { error, again } = authorized.refused(answer.error, date);
    return { answer: { kind: 'error', error }, again };
  };
  return async (jobId, limits) => {
    const { answer, again } = await askOnce(jobId, limits);
    return again ? (await askOnce(jobId, limits)).answer : answer;
  };
}

/** A good answer that has been read. Most polls bring it again, and need not read it again. */
interface Reading {
  readonly status: number;
  readonly bytes: Buffer;
  readonly job: Job;
}

/** What an answer about a job says. Remembers the last good one about each. */
function readerOf(api: JobClientOptions): (result: HttpResult, jobId: string) => JobResponse {
  const { service, endpoint, parentId, credentials, clock, nameOf } = api;
  const { title, permission, notFoundCodes } = service;
  const decode = createDecoder(service);
  const { authMethod } = credentials;
  const hasParent = service.parent !== undefined;
  const context = {
    title,
    permission,
    host: endpoint.host,
    setting: nameOf('endpoint'),
    hasParent,
    authMethod,
    nameOf,
  };
  const last = new Map<string, Reading>();
  return (result, jobId) => {
    const known = last.get(jobId);
    if (known !== undefined && isUnchanged(result, known)) {
      return { kind: 'job', job: known.job, requestId: requestIdOf(result.headers) };
    }
    const outcome = parseResponse(result, context, clock.wallTime(), notFoundCodes);
    if (outcome.kind === 'error') return outcome;
    const { status, json, requestId } = outcome;
    try {
      const job = decode(json, jobId, parentId);
      if (result.kind === 'answer' && result.body.kind === 'complete') {
        last.set(jobId, { status, bytes: result.body.bytes, job });
      }
      return { kind: 'job', job, requestId };
    } catch (refusal) {
      if (!(refusal instanceof UnusableResponse)) throw refusal;
      const isMissing = refusal instanceof NoSuchJob || notFoundCodes.includes(errorCodeOf(json));
      const error = isMissing
        ? notFoundResponse(outcome, refusal.message, context)
        : unusableResponse(status, refusal.message, requestId, adviceForAnotherForm(context));
      return { kind: 'error', error };
    }
  };
}

type Answered = Extract<HttpResult, { kind: 'answer' }>;

function isUnchanged(result: HttpResult, { status, bytes }: Reading): result is Answered {
  if (result.kind !== 'answer' || result.status !== status || result.body.kind !== 'complete') return false;
  return result.body.bytes.equals(bytes);
}
