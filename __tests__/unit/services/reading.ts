/** Services by name, documents in their dialects, and a tree in lines. */
import { walk } from '../../../src/engine/job.js';
import type { JsonObject } from '../../../src/base/json.js';
import { createDecoder } from '../../../src/services/decoder.js';
import { SERVICES } from '../../../src/services/table.js';
import type { Service } from '../../../src/services/service.js';
import type { Job } from '../../../src/services/job.js';

/** A row, and its decoder for an answer about a job without a parent. */
export const row = (name: string): Service & { decode: (response: JsonObject, jobId: string) => Job } => {
  const found = SERVICES.find((service) => service.name === name);
  if (found === undefined) throw new Error(`no service ${name}`);
  const decode = createDecoder(found);
  return { ...found, decode: (response, jobId) => decode(response, jobId, '') };
};
export const cce = row('cce');
export const ims = row('ims');
export const ecs = row('ecs');
export const sfsTurbo = row('sfs-turbo');
export const rds = row('rds');
export const elb = row('elb');

export const outline = (root: Job): string[] =>
  [...walk(root)].map(({ job, depth }) => `${'  '.repeat(depth)}${job.type} ${job.phase}`.trimEnd());

export const cceJob = (status: unknown, spec: JsonObject = {}): JsonObject => ({
  metadata: { uid: 'j1' },
  spec,
  status,
});
export const imsJob = (status: unknown, entities?: unknown, more: JsonObject = {}): JsonObject => ({
  status,
  job_id: 'j1',
  entities,
  ...more,
});
