/** Reads answers about jobs by the format in the service's row. */
import { parseInstant } from '../base/time.js';
import { isJsonObject, type JsonObject, textOf, valueAt } from '../base/json.js';
import type { Format } from './formats.js';
import { type Job, NoSuchJob, UnusableResponse } from './job.js';
import {
  firstTextAt,
  joinDistinct,
  type Path,
  pathOf,
  phaseOf,
  progressOf,
  statusAt,
  statusWord,
  textsAt,
  valueAtPath,
  wordsOf,
} from './values.js';
import type { Service } from './service.js';
import { createSubJobsReader, type ReadSubJobs, type SubJobs } from './sub-jobs.js';

/** The most sub-jobs that are read: many more than any job has, and few enough to be reported in seconds. */
const MAX_SUB_JOBS = 100_000;

/**
 * Reads the answer about a job.
 *
 * @param parentId the `parent_id` that was asked with, `''` where the service takes none
 * @throws {UnusableResponse} for an answer that is about another job, contradicts itself, has more than 100,000
 *   sub-jobs or could hide a failed one; {@link NoSuchJob} for one that says there is no such job
 */
type Decode = (response: JsonObject, jobId: string, parentId: string) => Job;

/** Makes the decoder of a service. */
export function createDecoder({ format, parent }: Pick<Service, 'format' | 'parent'>): Decode {
  const id = pathOf(format.id);
  const readJob = createJobReader(format);
  const readSubJobs = createSubJobsReader(format);
  return (response, jobId, parentId) => {
    const object = jobIn(response, format, id, jobId);
    requireJobId(textOf(valueAtPath(object, id)), jobId, format.alwaysHasId);
    const job = buildTree(object, readJob, readSubJobs);
    return {
      ...job,
      id: jobId,
      resourceId: job.resourceId || parentId,
      clusterId: job.clusterId || (parent?.kind === 'cluster' ? parentId : ''),
    };
  };
}

/** The job's own object in an answer. In a list, that of the job that was asked for. */
function jobIn(response: JsonObject, { envelope }: Format, id: Path, jobId: string): JsonObject {
  if (envelope === undefined) return response;
  const { name, holds } = envelope;
  const value = valueAt(response, name);
  if (holds === 'job') {
    if (!isJsonObject(value)) throw new UnusableResponse(`it has no ${name}`);
    return value;
  }
  if (!Array.isArray(value)) throw new UnusableResponse(`it has no list of ${name}`);
  const jobs = value.filter(isJsonObject);
  const [job, another] = jobs.filter((each) => textOf(valueAtPath(each, id)) === jobId);
  if (another !== undefined) throw new UnusableResponse(`its ${name} have job ${jobId} twice`);
  if (value.length === 0) throw new NoSuchJob(`its list of ${name} is empty`);
  return job ?? jobs[0] ?? {};
}

function requireJobId(found: string, asked: string, alwaysHasId: boolean): void {
  if (found === asked || (found === '' && !alwaysHasId)) return;
  throw new UnusableResponse(found === '' ? 'it does not say which job it is about' : `it is about job ${found}`);
}

/** Reads what one object says of one job, but for its sub-jobs, which are put into the list that is handed in. */
type ReadJob = (object: JsonObject, subJobs: readonly Job[]) => Job;

function createJobReader(format: Format): ReadJob {
  const id = pathOf(format.id);
  const type = pathOf(format.type);
  const paths = {
    reason: format.reason.map(pathOf),
    code: format.code.map(pathOf),
    startedAt: format.startedAt.map(pathOf),
    updatedAt: format.updatedAt.map(pathOf),
    endedAt: format.endedAt.map(pathOf),
    progress: format.progress.map(pathOf),
    resourceId: format.resourceId.map(pathOf),
    resourceName: format.resourceName.map(pathOf),
    clusterId: format.clusterId.map(pathOf),
  };
  const readStatus = createStatusReader(format);
  return (job, subJobs) => {
    const { phase, status } = readStatus(job);
    const words = textsAt(job, paths.reason).map(wordsOf);
    const reason = joinDistinct(words.map(({ message }) => message));
    return {
      id: textOf(valueAtPath(job, id)),
      type: textOf(valueAtPath(job, type)),
      phase,
      status,
      reason: withRemark(status, reason, format),
      errorCode: firstTextAt(job, paths.code) || (words.find(({ code }) => code !== '')?.code ?? ''),
      resourceId: firstTextAt(job, paths.resourceId),
      resourceName: firstTextAt(job, paths.resourceName),
      clusterId: firstTextAt(job, paths.clusterId),
      startedAt: parseInstant(firstTextAt(job, paths.startedAt)),
      updatedAt: parseInstant(firstTextAt(job, paths.updatedAt)),
      endedAt: parseInstant(firstTextAt(job, paths.endedAt)),
      progress: paths.progress.map((path) => progressOf(valueAtPath(job, path))).find((each) => each !== undefined),
      subJobs,
    };
  };
}

/**
 * The function that reads the status word and its phase. Where an object has two words for it, `phase` and `status`,
 * they have to mean the same: which of them to believe, nobody can say.
 */
function createStatusReader({ status, words }: Format): (job: JsonObject) => Pick<Job, 'phase' | 'status'> {
  const paths = status.map(pathOf);
  return (job) => {
    const found = paths.map((path) => statusWord(statusAt(job, path))).filter((word) => word !== undefined);
    const [phase = 'Unknown', ...others] = found.map((word) => phaseOf(word, words));
    if (others.some((other) => other !== phase)) {
      throw new UnusableResponse(`its status says ${found.join(' and ')} at once`);
    }
    return { phase, status: found[0] };
  };
}

/** The reason, with the status word before it where that alone says what happened. */
function withRemark(status: string | undefined, reason: string, { remarks }: Format): string {
  const word = status?.toLowerCase() ?? '';
  if (status === undefined || !Object.hasOwn(remarks, word)) return reason;
  return `${status}: ${reason || (remarks[word] ?? '')}`;
}

/**
 * Builds a job's tree. A stack of our own instead of recursion: the depth of a remote answer must not decide whether the
 * gate survives.
 */
function buildTree(object: JsonObject, readJob: ReadJob, readSubJobs: ReadSubJobs): Job {
  const pending: { into: Job[]; found: SubJobs }[] = [];
  const read = (each: JsonObject): Job => {
    const subJobs: Job[] = [];
    const found = readSubJobs(each);
    if (found !== undefined) pending.push({ into: subJobs, found });
    return readJob(each, subJobs);
  };
  const root = read(object);
  let count = 0;
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const { objects, leaves } = next.found;
    count += objects.length + leaves.length;
    if (count > MAX_SUB_JOBS) throw new UnusableResponse(`it has more than ${MAX_SUB_JOBS} sub-jobs`);
    for (const each of objects) next.into.push(read(each));
    for (const leaf of leaves) next.into.push(leaf);
  }
  return root;
}
