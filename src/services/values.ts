/** The values in an answer: reading them at the places that a format names, and what status words, progress and reasons mean. */
import { isJsonObject, type JsonObject, textOf, valueAt } from '../base/json.js';
import type { Place } from './formats.js';
import type { Phase } from './job.js';

/** A place, split once for every time that it is read. */
export type Path = readonly string[];

/** The names and indexes that a place consists of. */
export function pathOf(place: Place): Path {
  return place.split('.');
}

/** The value at a path; `undefined` where the answer has none. */
export function valueAtPath(object: JsonObject, path: Path): unknown {
  let value: unknown = object;
  for (const name of path) {
    if (Array.isArray(value)) value = value[Number(name)];
    else if (isJsonObject(value)) value = valueAt(value, name);
    else return undefined;
  }
  return value;
}

/** The words at each of several paths, `''` where there are none. */
export function textsAt(object: JsonObject, paths: readonly Path[]): string[] {
  return paths.map((path) => textOf(valueAtPath(object, path)));
}

/** The words at the first of several paths that has some, else `''`. */
export function firstTextAt(object: JsonObject, paths: readonly Path[]): string {
  for (const path of paths) {
    const text = textOf(valueAtPath(object, path));
    if (text !== '') return text;
  }
  return '';
}

/**
 * The value where a status stands. Where an object is documented on the way and a word stands there in its place, that
 * word is the status: it may say Failed.
 */
export function statusAt(object: JsonObject, path: Path): unknown {
  let value: unknown = object;
  for (const name of path) {
    if (!isJsonObject(value)) return value;
    value = valueAt(value, name);
  }
  return value;
}

/** Failed in every format, also where a service documents only one of them, or another one. */
const ALWAYS_FAILED = ['fail', 'failed'];

/**
 * The status word as the service wrote it, `undefined` where there is none. A status that is not a word keeps the
 * sub-job in the verdict's sight: it is a status, only not one that is known.
 */
export function statusWord(value: unknown): string | undefined {
  if (value === undefined || value === null) return undefined;
  if (typeof value === 'object') return 'not a word';
  const word = textOf(value);
  return word === '' ? undefined : word;
}

/** The phase that a status word means, without regard to case; `Unknown` for none and for one that is not listed. */
export function phaseOf(status: string | undefined, words: Readonly<Record<string, Phase>>): Phase {
  const word = status?.toLowerCase() ?? '';
  if (ALWAYS_FAILED.includes(word)) return 'Failed';
  return Object.hasOwn(words, word) ? (words[word] ?? 'Unknown') : 'Unknown';
}

/**
 * How far a job has come, as a fraction from 0 to 1: a number up to 1 is one (IMS's example: 0.20), above it a
 * percentage; a text is a percentage (RDS: `"60%"` or `"60"`, CCE's upgrades: `"0.00"`). `undefined` for anything else.
 */
export function progressOf(value: unknown): number | undefined {
  const fraction = typeof value === 'string' ? fractionOf(value) : value;
  if (typeof fraction !== 'number' || !(fraction >= 0 && fraction <= 100)) return undefined;
  return fraction <= 1 ? fraction : fraction / 100;
}

function fractionOf(text: string): number | undefined {
  const digits = /^(\d{1,3}(?:\.\d{1,9})?) ?%?$/.exec(text.trim())?.[1];
  return digits === undefined || Number(digits) > 100 ? undefined : Number(digits) / 100;
}

/** The different ones of several texts about one thing, in one line: services repeat themselves in two properties. */
export function joinDistinct(texts: readonly string[]): string {
  return [...new Set(texts.filter((text) => text !== ''))].join(': ');
}

/** What a reason says: its words, and its code where it has one inside. */
export interface Words {
  readonly message: string;
  readonly code: string;
}

/** The longest reason that is looked into for JSON, in UTF-16 units; a longer one is shown as it is. */
const MAX_JSON_LENGTH = 65_536;

/** How often one answer is packed into another: a service's own, its gateway's, and one to spare. */
const MAX_JSON_LAYERS = 3;

/** Where errors have their words, by the services and by OpenStack. */
const MESSAGES = ['message', 'error_msg', 'errorMessage', 'errMsg', 'fail_reason', 'reason', 'msg', 'detail', 'error'];
const CODES = ['code', 'error_code', 'errorCode', 'errCode'];

/**
 * What a reason says. One that is itself JSON (ECS's `errorcode_message` passes on the answers of others) says what its
 * inner message says: `{"error":{"code":"Ecs.0319","message":"sold out"}}`, `{"badRequest":{"message":"no port"}}`.
 */
export function wordsOf(reason: string): Words {
  let words: Words = { message: reason, code: '' };
  for (let layer = 0; layer < MAX_JSON_LAYERS; layer += 1) {
    const inner = innerWords(parsedObject(words.message));
    if (inner === undefined) break;
    words = { message: inner.message, code: inner.code || words.code };
  }
  return words;
}

function parsedObject(text: string): JsonObject | undefined {
  if (!text.startsWith('{') || text.length > MAX_JSON_LENGTH) return undefined;
  try {
    const value: unknown = JSON.parse(text);
    return isJsonObject(value) ? value : undefined;
  } catch {
    // Cut short, or not meant as JSON: its words are the reason all the same.
    return undefined;
  }
}

/** How many objects below an answer are looked at for its words. */
const MAX_INNER_OBJECTS = 8;

/** The words at the top of an object, else those of the first object below it that has some. */
function innerWords(object: JsonObject | undefined): Words | undefined {
  if (object === undefined) return undefined;
  return [object, ...Object.values(object).filter(isJsonObject).slice(0, MAX_INNER_OBJECTS)]
    .map((each) => ({ message: firstText(each, MESSAGES), code: firstText(each, CODES) }))
    .find(({ message }) => message !== '');
}

function firstText(object: JsonObject, names: readonly string[]): string {
  return names.map((name) => textOf(valueAt(object, name))).find((text) => text !== '') ?? '';
}
