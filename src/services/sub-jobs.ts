/** Where a job's sub-jobs stand, and what may stand there instead of them. */
import { isJsonObject, type JsonObject, textAt, textOf, valueAt } from '../base/json.js';
import type { Format } from './formats.js';
import { EMPTY_JOB, type Job, UnusableResponse } from './job.js';
import { type Path, pathOf, phaseOf, statusAt, statusWord, valueAtPath } from './values.js';

/** The sub-jobs of one job: those to be read like the job itself, then those that say too little for that. */
export interface SubJobs {
  readonly objects: readonly JsonObject[];
  readonly leaves: readonly Job[];
}

/**
 * Finds the sub-jobs of a job; `undefined` where there are none. Absent and null count as none, and so does an empty
 * list in the place of an object.
 *
 * @throws {UnusableResponse} where sub-jobs may stand and something else does, since a failure could hide in it
 */
export type ReadSubJobs = (job: JsonObject) => SubJobs | undefined;

/** Makes the function that finds the sub-jobs of a job in a format. */
export function createSubJobsReader(format: Format): ReadSubJobs {
  const places = format.subJobs.map(({ at, holds }) => ({ path: pathOf(at), holds }));
  const containers = [...new Set(places.filter(({ path }) => path.length > 1).map(({ path: [name = ''] }) => name))];
  const readListed = createListedJobsReader(format);
  return (job) => {
    for (const name of containers) checkContainer(job, name, format.entitiesAreResources === true);
    const objects: JsonObject[] = [];
    const leaves: Job[] = [];
    for (const { path, holds } of places) {
      const list = listAt(job, path);
      if (list.length === 0) continue;
      if (holds === 'job IDs') readListed(list, path, objects, leaves);
      // Not spread into push(): a list may be longer than the arguments that a call can have.
      else if (holds === 'jobs') for (const entry of list) objects.push(requireObject(entry, path));
      else for (const entry of list) addResult(requireObject(entry, path), format, leaves);
    }
    return objects.length + leaves.length === 0 ? undefined : { objects, leaves };
  };
}

type ReadListed = (list: readonly unknown[], path: Path, objects: JsonObject[], leaves: Job[]) => void;

/** Makes the function that reads a list of IDs: of the jobs that are shown already, or of others. */
function createListedJobsReader({ id: idPlace, status: statusPlaces }: Format): ReadListed {
  const id = pathOf(idPlace);
  const status = statusPlaces.map(pathOf);
  const isJob = (entry: JsonObject): boolean =>
    textOf(valueAtPath(entry, id)) !== '' || status.some((path) => statusWord(statusAt(entry, path)) !== undefined);
  return (list, path, objects, leaves) => {
    const shown = new Set(objects.map((each) => textOf(valueAtPath(each, id))));
    for (const entry of list) {
      if (isJsonObject(entry) && isJob(entry)) objects.push(entry);
      else if (typeof entry !== 'string') {
        throw new UnusableResponse(`its ${nameOf(path)} has an entry that is not the ID of a job`);
      } else if (!shown.has(entry)) leaves.push({ ...EMPTY_JOB, id: entry });
    }
  };
}

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

function requireObject(entry: unknown, path: Path): JsonObject {
  if (!isJsonObject(entry)) throw new UnusableResponse(`its ${nameOf(path)} has an entry that is not an object`);
  return entry;
}

function nameOf(path: Path): string {
  return path.at(-1) ?? '';
}

/**
 * IMS's `results`, one for each image. One that failed is a failed sub-job, also where the service counts no sub-job for
 * it, and one with an unknown word is a sub-job that proves nothing. The others say nothing that the job does not.
 */
function addResult(result: JsonObject, { words }: Format, leaves: Job[]): void {
  const status = statusWord(valueAt(result, 'status'));
  const phase = phaseOf(status, words);
  if (status === undefined || (phase !== 'Failed' && phase !== 'Unknown')) return;
  leaves.push({ ...EMPTY_JOB, type: 'image', phase, status, resourceId: textAt(result, 'image_id') });
}
