/**
 * The v1 dialect: `{status, job_id, job_type, begin_time, end_time, error_code, fail_reason, entities}`, "Querying an
 * Asynchronous Job" in the IMS API reference, "Querying Job Execution Status" in that of ECS and others.
 */
import { parseInstant } from '../base/instant.js';
import { isJsonObject, objectAt, textAt, valueAt, type JsonObject } from '../base/json.js';
import {
  buildTree,
  firstText,
  joinDistinct,
  phaseOf,
  progressOf,
  requireJobId,
  statusWord,
  subJobDocuments,
  type Reading,
} from './tree.js';
import type { Job, Phase } from './job.js';

const PHASES: Readonly<Record<string, Phase>> = {
  init: 'Initializing',
  // SFS Turbo.
  waiting: 'Initializing',
  // ECS, until the order of a yearly or monthly server is paid.
  pending_payment: 'Initializing',
  running: 'Running',
  success: 'Success',
  fail: 'Failed',
  failed: 'Failed',
};

/** Said in place of a reason, since nothing moves until somebody acts. */
const UNPAID = 'PENDING_PAYMENT: the order has not been paid yet';

/** The members of `entities` that name what a job works on: images, servers, disks, protection groups and instances. */
const RESOURCE_IDS = ['image_id', 'server_id', 'volume_id', 'server_group_id', 'protected_instance_id', 'instance_id'];
const RESOURCE_NAMES = ['image_name', 'name', 'server_name'];

/**
 * Reads an answer in v1.
 *
 * @throws {UnusableDocument} for an answer about another job or none, or that could hide a failed sub-job
 */
export function decodeV1(document: JsonObject, jobId: string): Job {
  requireJobId(textAt(document, 'job_id'), jobId);
  return buildTree(document, readV1Job);
}

/** Reads one document, of a job or a sub-job. */
export function readV1Job(document: JsonObject): Reading {
  const entities = objectAt(document, 'entities');
  const status = statusWord(valueAt(document, 'status'));
  const endedAt = parseInstant(textAt(document, 'end_time'));
  return {
    facts: {
      id: textAt(document, 'job_id'),
      type: textAt(document, 'job_type'),
      phase: phaseOf(status, PHASES),
      status,
      reason: joinDistinct(
        textAt(document, 'fail_reason'),
        textAt(document, 'error_msg'),
        textAt(entities, 'errorcode_message'),
        textAt(entities, 'addition_error_msg'),
        status?.toLowerCase() === 'pending_payment' ? UNPAID : '',
      ),
      errorCode: textAt(document, 'error_code') || textAt(entities, 'addition_error_code'),
      resourceId: firstText(entities, RESOURCE_IDS) || textAt(document, 'resource_id'),
      resourceName: firstText(entities, RESOURCE_NAMES),
      clusterId: '',
      startedAt: parseInstant(textAt(document, 'begin_time')),
      updatedAt: endedAt,
      endedAt,
      progress: progressOf(valueAt(entities, 'process_percent')),
    },
    subJobs: subJobsOf(document),
  };
}

/**
 * The sub-jobs: job objects in `sub_jobs_result` or `sub_jobs` of the entities or in `sub_jobs` at the top, those of
 * `sub_jobs_list` that have an ID only, and an image among the `results` that says it failed. A failed image is a
 * failure also where the service counts no sub-job for it.
 *
 * @throws {UnusableDocument} for a list of job objects that is none
 */
export function subJobsOf(document: JsonObject): JsonObject[] {
  const entities = objectAt(document, 'entities');
  const jobs = [
    ...subJobDocuments(valueAt(entities, 'sub_jobs_result'), 'sub_jobs_result'),
    ...subJobDocuments(valueAt(entities, 'sub_jobs'), 'sub_jobs'),
    ...subJobDocuments(valueAt(document, 'sub_jobs'), 'sub_jobs'),
  ];
  const known = new Set(jobs.map((job) => textAt(job, 'job_id')));
  const ids = valueAt(entities, 'sub_jobs_list');
  const listed = (Array.isArray(ids) ? ids : []).filter((id): id is string => typeof id === 'string' && !known.has(id));
  const results = valueAt(entities, 'results');
  const failedImages = (Array.isArray(results) ? results : []).filter(
    (result): result is JsonObject => isJsonObject(result) && phaseOf(textAt(result, 'status'), PHASES) === 'Failed',
  );
  return [
    ...jobs,
    ...listed.map((id) => ({ job_id: id })),
    ...failedImages.map((result) => ({ job_type: 'image', status: result['status'], entities: result })),
  ];
}
