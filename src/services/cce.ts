/**
 * CCE v3: `GET /api/v3/projects/{project_id}/jobs/{job_id}`, "Reading Job Progress" in the API reference (cce_02_0247),
 * and v2's variant of it with lower-case keys and `status.status`.
 */
import { parseInstant } from '../base/instant.js';
import { isJsonObject, objectAt, ownValue, textAt, valueAt, type JsonObject } from '../base/json.js';
import { buildTree, joinDistinct, phaseOf, requireJobId, statusWord, subJobDocuments, type Reading } from './tree.js';
import type { Job, Phase } from './job.js';

const PHASES: Readonly<Record<string, Phase>> = {
  initializing: 'Initializing',
  running: 'Running',
  success: 'Success',
  failed: 'Failed',
};

/**
 * Reads an answer of CCE, Autopilot's included.
 *
 * @throws {UnusableDocument} for an answer about another job or none, or that could hide a failed sub-job
 */
export function decodeCce(document: JsonObject, jobId: string): Job {
  requireJobId(textAt(objectAt(document, 'metadata'), 'uid'), jobId);
  return buildTree(document, readJob);
}

function readJob(document: JsonObject): Reading {
  const metadata = objectAt(document, 'metadata');
  const spec = objectAt(document, 'spec');
  const status = statusOf(document);
  return {
    facts: {
      id: textAt(metadata, 'uid'),
      type: textAt(spec, 'type'),
      phase: phaseOf(status.word, PHASES),
      status: status.word,
      reason: status.reason,
      errorCode: '',
      resourceId: textAt(spec, 'resourceID'),
      resourceName: textAt(spec, 'resourceName'),
      clusterId: textAt(spec, 'clusterUID'),
      startedAt: parseInstant(textAt(metadata, 'creationTimestamp')),
      updatedAt: parseInstant(textAt(metadata, 'updateTimestamp')),
      endedAt: undefined,
      progress: undefined,
    },
    // Both spellings count: a failure must not hide in the one that is looked at second.
    subJobs: ['subJobs', 'subjobs'].flatMap((name) => subJobDocuments(ownValue(spec, name), name)),
  };
}

/** Some sub-jobs have no status object at all; `message` beside `reason` is seen now and then. */
function statusOf(document: JsonObject): { word: string | undefined; reason: string } {
  const status = valueAt(document, 'status');
  if (!isJsonObject(status)) return { word: statusWord(status), reason: '' };
  return {
    word: statusWord(valueAt(status, 'phase')) ?? statusWord(valueAt(status, 'status')),
    reason: joinDistinct(textAt(status, 'reason'), textAt(status, 'message')),
  };
}
