/**
 * The v1 dialect: `{status, job_id, job_type, begin_time, end_time, error_code, fail_reason, entities}`, "Querying an
 * Asynchronous Job" in the IMS API reference.
 */
import { parseInstant } from '../instant.js';
import type { Job, Phase } from '../job.js';
import { isJsonObject, objectAt, textAt, valueAt, type JsonObject } from '../json.js';
import type { Service } from './service.js';
import { buildTree, joinDistinct, phaseOf, requireJobId, statusWord, subJobDocuments, type Reading } from './tree.js';

const PHASES: Readonly<Record<string, Phase>> = {
  init: 'Initializing',
  running: 'Running',
  success: 'Success',
  fail: 'Failed',
  failed: 'Failed',
};

/** Image Management Service: images that are made, imported, exported and copied. */
export const ims: Service = {
  name: 'ims',
  title: 'IMS',
  permission: 'ims:imageJobs:getPercentage',
  // Huawei Cloud calls the path of the other clouds deprecated.
  path: (projectId, jobId, cloud) =>
    cloud === 'Huawei Cloud' ? `/v1/cloudimages/job/${jobId}` : `/v1/${projectId}/jobs/${jobId}`,
  decode: decodeV1,
};

function decodeV1(document: JsonObject, jobId: string): Job {
  requireJobId(textAt(document, 'job_id'), jobId);
  return buildTree(document, readJob);
}

function readJob(document: JsonObject): Reading {
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
        textAt(entities, 'errorcode_message'),
        textAt(entities, 'addition_error_msg'),
      ),
      errorCode: textAt(document, 'error_code') || textAt(entities, 'addition_error_code'),
      resourceId: textAt(entities, 'image_id'),
      resourceName: textAt(entities, 'image_name'),
      clusterId: '',
      startedAt: parseInstant(textAt(document, 'begin_time')),
      updatedAt: endedAt,
      endedAt,
      progress: progressOf(valueAt(entities, 'process_percent')),
    },
    subJobs: subJobsOf(entities),
  };
}

/**
 * The sub-jobs: job objects in `sub_jobs_result`, those of `sub_jobs_list` that have an ID only, and an image among
 * the `results` that says it failed. A failed image is a failure also where the service counts no sub-job for it.
 */
function subJobsOf(entities: JsonObject): JsonObject[] {
  const jobs = subJobDocuments(valueAt(entities, 'sub_jobs_result'), 'sub_jobs_result');
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

/** A number up to 1 is a fraction (the document's example: 0.20), above it a percentage. */
function progressOf(value: unknown): number | undefined {
  if (typeof value !== 'number' || value < 0 || value > 100) return undefined;
  return value <= 1 ? value : value / 100;
}
