import type { Fault } from './fault.js';
import { judge, unusableAnswer } from './http/faults.js';
import type { Transport } from './http/transport.js';
import type { Job } from './job.js';
import { UnusableDocument, type Service } from './services/service.js';

/** What asking once for a job brought. */
export type Answer =
  /** `requestId` is the service's name for the request, where it gave one. */
  | { readonly kind: 'job'; readonly job: Job; readonly requestId?: string }
  | { readonly kind: 'fault'; readonly fault: Fault };

/** Bounds of one request. */
export interface AskLimits {
  /** Wall clock for the whole request, in milliseconds. */
  readonly timeoutMs: number;
  /** Ends the request at once. */
  readonly signal: AbortSignal;
}

/** Asks once for a job. Settles within its time, and never rejects but for a defect of the gate. */
export type AskForJob = (jobId: string, limits: AskLimits) => Promise<Answer>;

/** Where a job API is and what it takes to be let in. */
export interface JobApi {
  readonly service: Service;
  readonly endpoint: URL;
  readonly projectId: string;
  /** An IAM user token. */
  readonly token: string;
  readonly transport: Transport;
  /** Milliseconds since the epoch. */
  readonly wallTime: () => number;
}

/** The request for a job and the reading of its answer, for one service, endpoint and project. */
export function askForJobsOf(api: JobApi): AskForJob {
  const { service, endpoint, projectId } = api;
  const context = { title: service.title, permission: service.permission, host: endpoint.host };
  const headers = {
    // The CCE documents require a Content-Type on GET too, where there is no content.
    'content-type': 'application/json',
    accept: 'application/json',
    'accept-encoding': 'identity',
    'x-auth-token': api.token,
  };
  return async (jobId, limits) => {
    const url = new URL(endpoint.href.replace(/\/$/, '') + service.path(projectId, jobId));
    const result = await api.transport({ url, headers, ...limits });
    const outcome = judge(result, context, api.wallTime());
    if (outcome.kind === 'fault') return outcome;
    try {
      return { kind: 'job', job: service.decode(outcome.document, jobId), requestId: outcome.requestId };
    } catch (error) {
      if (!(error instanceof UnusableDocument)) throw error;
      return { kind: 'fault', fault: unusableAnswer(outcome.status, error.message, outcome.requestId) };
    }
  };
}
