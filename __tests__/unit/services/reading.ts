/** Services by name, answers in their layouts, and a tree in lines. */
import { walk } from '../../../src/engine/job.js';
import type { JsonObject } from '../../../src/base/json.js';
import { createDecoder } from '../../../src/services/decoder.js';
import type { Job } from '../../../src/services/job.js';
import type { Service } from '../../../src/services/service.js';
import { SERVICES } from '../../../src/services/table.js';

export const row = (name: string): Service => {
  const found = SERVICES.find((service) => service.name === name);
  if (found === undefined) throw new Error(`no service ${name}`);
  return found;
};

/** Reads an answer about job j1. */
export const decode = (service: string, response: JsonObject, parentId = ''): Job =>
  createDecoder(row(service))(response, 'j1', parentId);

export const outline = (root: Job): string[] =>
  [...walk(root)].map(({ job, depth }) => `${'  '.repeat(depth)}${job.type} ${job.phase}`.trimEnd());

/** An answer about job j1 in the layout of CCE. */
export const cceJob = (status: unknown, spec: unknown = {}): JsonObject => ({ metadata: { uid: 'j1' }, spec, status });

/** An answer about job j1 in the flat layout. */
export const flatJob = (status: unknown, entities?: unknown, more: JsonObject = {}): JsonObject => ({
  status,
  job_id: 'j1',
  entities,
  ...more,
});

/** An answer about job j1 as the service of that name lays it out, given what else the job's own object says. */
export const answerOf = (service: string, status: string, more: JsonObject = {}): JsonObject => {
  const { format } = row(service);
  if (format.id === 'metadata.uid') return { metadata: { uid: 'j1' }, status: { phase: status }, ...more };
  const job = { [format.id]: 'j1', status, ...more };
  if (format.envelope === undefined) return job;
  return { [format.envelope.name]: format.envelope.holds === 'job' ? job : [job] };
};

/** What a job has where its answer says nothing of it. */
export const NOTHING: Omit<Job, 'phase' | 'status'> = {
  id: 'j1',
  type: '',
  reason: '',
  errorCode: '',
  resourceId: '',
  resourceName: '',
  clusterId: '',
  startedAt: undefined,
  updatedAt: undefined,
  endedAt: undefined,
  progress: undefined,
  subJobs: [],
};
