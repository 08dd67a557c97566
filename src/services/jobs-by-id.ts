/**
 * The databases' dialect, `GET /v3/{project_id}/jobs?id={job_id}`: `{job: {id, name, status, created, ended, process,
 * fail_reason, instance}}`, "Obtaining Information About a Task" in the API reference of RDS.
 */
import { parseInstant } from '../base/instant.js';
import { objectAt, textAt, valueAt, type JsonObject } from '../base/json.js';
import { buildTree, joinDistinct, phaseOf, progressOf, requireJobId, statusWord, type Reading } from './tree.js';
import { subJobsOf } from './v1.js';
import type { Job, Phase } from './job.js';

/** `Completed` means success here alone: in no other dialect does a document list it. */
const PHASES: Readonly<Record<string, Phase>> = {
  running: 'Running',
  completed: 'Success',
  failed: 'Failed',
};

/**
 * Reads an answer of RDS, DDS or GaussDB.
 *
 * @throws {UnusableDocument} for an answer about another job or none, or that could hide a failed sub-job
 */
export function decodeJobsById(document: JsonObject, jobId: string): Job {
  const job = objectAt(document, 'job');
  requireJobId(textAt(job, 'id'), jobId);
  return buildTree(job, readJob);
}

function readJob(job: JsonObject): Reading {
  const instance = objectAt(job, 'instance');
  const status = statusWord(valueAt(job, 'status'));
  const endedAt = parseInstant(textAt(job, 'ended'));
  return {
    facts: {
      id: textAt(job, 'id'),
      type: textAt(job, 'name'),
      phase: phaseOf(status, PHASES),
      status,
      reason: joinDistinct(textAt(job, 'fail_reason'), textAt(job, 'error_msg')),
      errorCode: textAt(job, 'error_code'),
      resourceId: textAt(instance, 'id'),
      resourceName: textAt(instance, 'name'),
      clusterId: '',
      startedAt: parseInstant(textAt(job, 'created')),
      updatedAt: endedAt,
      endedAt,
      progress: progressOf(valueAt(job, 'process')),
    },
    // None are documented, but one that is there and has failed must not be overlooked.
    subJobs: subJobsOf(job),
  };
}
