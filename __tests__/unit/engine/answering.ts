/** Answers of an imitated job API, and what a gate made of them. */
import type { ApiError } from '../../../src/base/api-error.js';
import type { GateEvent, WatchEvent } from '../../../src/engine/events.js';
import type { JobResponse } from '../../../src/engine/job-client.js';
import type { GateRun, Script } from '../support/gate-run.js';
import { apiError, jobIn } from '../support/jobs.js';
import type { Job, Phase } from '../../../src/services/job.js';

export const answer = (job: Job): JobResponse => ({ kind: 'job', job });
export const inPhase = (phase: Phase, facts: Partial<Job> = {}): JobResponse => answer(jobIn(phase, facts));
export const error = (value: ApiError): JobResponse => ({ kind: 'error', error: value });
export const OUTAGE = error(apiError('outage', { message: 'HTTP 500' }));
export const NOT_FOUND = error(apiError('not-found', { status: 404 }));

export const times = ({ requests }: GateRun): number[] => requests.map(({ at }) => at);
export const watchEvents = ({ events }: GateRun): WatchEvent[] =>
  events.flatMap((event: GateEvent) => (event.kind === 'watch' ? [event.event] : []));
export const kinds = (run: GateRun): string[] => watchEvents(run).map(({ kind }) => kind);
export const endings = ({ result }: GateRun): string[] => result.jobs.map(({ ending }) => ending.kind);

/** Answers by the number of the request; the last one for ever. */
export const sequence =
  (...answers: readonly JobResponse[]): Script =>
  ({ count }) =>
    answers[Math.min(count, answers.length) - 1] ?? OUTAGE;
