import { isJsonObject, textAt, valueAt, type JsonObject } from '../base/json.js';
import { UnusableDocument } from './service.js';
import { buildTree, requireJobId } from './tree.js';
import { readV1Job } from './v1.js';
import type { Job } from './job.js';

/**
 * Reads an answer of ELB. Not every answer says which job it is about; one that does has to be about the right one.
 *
 * @throws {UnusableDocument} for an answer without a job, about another job, or that could hide a failed sub-job
 */
export function decodeElb(document: JsonObject, jobId: string): Job {
  const job = valueAt(document, 'job');
  if (!isJsonObject(job)) throw new UnusableDocument('it has no job');
  const found = textAt(job, 'job_id');
  if (found !== '') requireJobId(found, jobId);
  return { ...buildTree(job, readV1Job), id: jobId };
}
