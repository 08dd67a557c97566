/** Where a job's sub-jobs stand, and what may stand there instead of them. */
import { isJsonObject, textAt, textOf, valueAt, type JsonObject } from '../base/json.js';
import type { Format } from './format.js';
import type { Job } from './job.js';
import { pathOf, statusAt, valueAtPath, type Path } from './places.js';
import { UnusableResponse } from './unusable-response.js';
import { phaseOf, statusWord } from './words.js';

/** The sub-jobs of one job: those to be read like the job itself, and those that say too little for that. */
export interface SubJobs {
  readonly objects: readonly JsonObject[];
  readonly leaves: readonly Job[];
}

/**
 * Makes the function that finds the sub-jobs of a job in a format.
 *
 * It throws {@link UnusableResponse} where sub-jobs may stand and something else does, since a failure could hide in
 * it. Absent and null count as none, and so does an empty list in the place of an object.
 */
export function createSubJobsReader(format: Format): (job: JsonObject) => SubJobs {
  const places = format.subJobs.map(({ at, holds }) => ({ path: pathOf(at), holds }));
  const containers = [...new Set(places.filter(({ path }) => path.length > 1).map(({ path: [name = ''] }) => name))];
  const id = pathOf(format.id);
  const status = format.status.map(pathOf);
  const isJob = (entry: JsonObject): boolean =>
    textOf(valueAtPath(entry, id)) !== '' || status.some((path) => statusWord(statusAt(entry, path)) !== undefined);

  return (job) => {
    for (const name of containers) checkContainer(job, name, format.entitiesAreResources === true);
    const objects: JsonObject[] = [];
    const leaves: Job[] = [];
    // Not spread into push(): a list may be longer than the arguments that a call can have.
    for (const { path, holds } of places) {
      const list = listAt(job, path);
      if (list.length === 0) continue;
      const known = holds === 'job IDs' ? new Set(objects.map((each) => textOf(valueAtPath(each, id)))) : undefined;
      for (const entry of list) {
        if (holds === 'job IDs' && typeof entry === 'string') {
          if (known?.has(entry) === false) leaves.push({ ...NO_FACTS, id: entry });
        } else if (!isJsonObject(entry) || (holds === 'job IDs' && !isJob(entry))) {
          throw new UnusableResponse(`its ${nameOf(path)} has an entry that is not ${KIND_OF_ENTRY[holds]}`);
        } else if (holds === 'results') {
          const result = resultJob(entry, format);
          if (result !== undefined) leaves.push(result);
        } else objects.push(entry);
      }
    }
    return { objects, leaves };
  };
}

const KIND_OF_ENTRY = { jobs: 'an object', 'job IDs': 'the ID of a job', results: 'an object' } as const;

function checkContainer(job: JsonObject, name: string, mayBeList: boolean): void {
  const value = valueAt(job, name);
  if (value === undefined || value === null || isJsonObject(value)) return;
  if (Array.isArray(value) && (mayBeList || value.length === 0)) return;
  throw new UnusableResponse(`its ${name} is not an object`);
}

function listAt(job: JsonObject, path: Path): readonly unknown[] {
  const value = valueAtPath(job, path);
  if (value === undefined || value === null) return [];
  if (!Array.isArray(value)) throw new UnusableResponse(`its ${nameOf(path)} is not a list`);
  return value;
}

function nameOf(path: Path): string {
  return path.at(-1) ?? '';
}

/**
 * IMS's `results`, one for each image. One that failed is a failed sub-job, also where the service counts no sub-job for
 * it, and one with an unknown word is a sub-job that proves nothing. The others say nothing that the job does not.
 */
function resultJob(result: JsonObject, { words }: Format): Job | undefined {
  const status = statusWord(valueAt(result, 'status'));
  const phase = phaseOf(status, words);
  if (status === undefined || (phase !== 'Failed' && phase !== 'Unknown')) return undefined;
  return { ...NO_FACTS, type: 'image', phase, status, resourceId: textAt(result, 'image_id') };
}

const NO_FACTS: Job = {
  id: '',
  type: '',
  phase: 'Unknown',
  status: undefined,
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
