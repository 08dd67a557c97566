import { isJsonObject, textAt, type JsonObject } from '../base/json.js';
import { UnusableDocument } from './service.js';
import type { Job, Phase } from './job.js';

/** The most sub-jobs that are read: many more than any job has, and few enough to be reported in seconds. */
const MOST_SUB_JOBS = 100_000;

/** What one document says of one job, and the documents of its sub-jobs. */
export interface Reading {
  readonly facts: Omit<Job, 'subJobs'>;
  readonly subJobs: readonly JsonObject[];
}

/**
 * Builds a job's tree from its document, given how to read one document of the dialect. A stack of our own instead of
 * recursion: the depth of a remote document must not decide whether the gate survives.
 *
 * @throws {UnusableDocument} where it has more sub-jobs than can be judged and reported in time
 */
export function buildTree(document: JsonObject, read: (document: JsonObject) => Reading): Job {
  const root = read(document);
  const tree = { ...root.facts, subJobs: new Array<Job>() };
  const pending = [{ into: tree.subJobs, documents: root.subJobs }];
  let count = 0;
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    count += next.documents.length;
    if (count > MOST_SUB_JOBS) throw new UnusableDocument(`it has more than ${MOST_SUB_JOBS} sub-jobs`);
    for (const child of next.documents) {
      const { facts, subJobs } = read(child);
      const job = { ...facts, subJobs: new Array<Job>() };
      next.into.push(job);
      if (subJobs.length > 0) pending.push({ into: job.subJobs, documents: subJobs });
    }
  }
  return tree;
}

/**
 * The sub-job documents in a member that lists them: none where it is absent or null.
 *
 * @throws {UnusableDocument} where it is anything else than a list of objects, since a failure could hide in it
 */
export function subJobDocuments(value: unknown, member: string): JsonObject[] {
  if (value === undefined || value === null) return [];
  if (!Array.isArray(value)) throw new UnusableDocument(`its ${member} is not a list`);
  return value.map((entry: unknown) => {
    if (!isJsonObject(entry)) throw new UnusableDocument(`its ${member} has an entry that is not an object`);
    return entry;
  });
}

/**
 * The status word as the service wrote it, `undefined` where there is none. A status that is not a word keeps the
 * sub-job in the verdict's sight: it is a status, only not one that is known.
 */
export function statusWord(value: unknown): string | undefined {
  if (value === undefined || value === null) return undefined;
  if (typeof value === 'string') return value.trim() === '' ? undefined : value.trim();
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : 'not a word';
}

/** The phase that a status word means, without regard to case; `Unknown` for none and for one that is not listed. */
export function phaseOf(status: string | undefined, words: Readonly<Record<string, Phase>>): Phase {
  const word = status?.toLowerCase() ?? '';
  return Object.hasOwn(words, word) ? (words[word] ?? 'Unknown') : 'Unknown';
}

/** The different ones of several texts about one thing, in one line: services repeat themselves in two members. */
export function joinDistinct(...texts: readonly string[]): string {
  return [...new Set(texts.filter((text) => text !== ''))].join(': ');
}

/** The first of several members that says anything; `''` where none does. */
export function firstText(object: JsonObject, names: readonly string[]): string {
  return names.map((name) => textAt(object, name)).find((text) => text !== '') ?? '';
}

/**
 * How far a job has come, as a fraction from 0 to 1: a number up to 1 is one (IMS's example: 0.20), above it a
 * percentage; a text is a percentage with its sign (RDS's example: `"60%"`). `undefined` for anything else.
 */
export function progressOf(value: unknown): number | undefined {
  const fraction = typeof value === 'string' ? fractionOf(value) : value;
  if (typeof fraction !== 'number' || !(fraction >= 0 && fraction <= 100)) return undefined;
  return fraction <= 1 ? fraction : fraction / 100;
}

function fractionOf(text: string): number | undefined {
  const digits = /^(\d{1,3}(?:\.\d{1,9})?) ?%$/.exec(text.trim())?.[1];
  return digits === undefined || Number(digits) > 100 ? undefined : Number(digits) / 100;
}

/**
 * Checks that an answer is about the job that was asked for.
 *
 * @throws {UnusableDocument} where the IDs differ, or the answer has none
 */
export function requireJobId(found: string, asked: string): void {
  if (found === asked) return;
  throw new UnusableDocument(found === '' ? 'it does not say which job it is about' : `it is about job ${found}`);
}
