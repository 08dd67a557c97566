/** Reading values at the places that a format names. */
import { isJsonObject, textOf, valueAt, type JsonObject } from '../base/json.js';
import type { Place } from './format.js';

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
