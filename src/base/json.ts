/** A JSON object whose properties have not been looked at yet. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** Whether a parsed JSON value is an object: neither null nor an array. */
export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A property that is an object, or an empty object in place of anything else. */
export function objectAt(object: JsonObject, name: string): JsonObject {
  const value = valueAt(object, name);
  return isJsonObject(value) ? value : {};
}

/** A property's words: a string without surrounding space, a number's or boolean's digits or word, else `''`. */
export function textAt(object: JsonObject, name: string): string {
  return textOf(valueAt(object, name));
}

/** A value's words: a string without surrounding space, a number's or boolean's digits or word, else `''`. */
export function textOf(value: unknown): string {
  if (typeof value === 'string') return value.trim();
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : '';
}

/**
 * A property by its name, without regard to case: CCE v2 answers `subjobs` and `clusteruid`. Only what the JSON itself
 * says: `constructor` is no property of `{}`. An object that has a name in two spellings never gets here (duplicate keys).
 */
export function valueAt(object: JsonObject, name: string): unknown {
  if (Object.hasOwn(object, name)) return object[name];
  const lowerCase = name.toLowerCase();
  for (const key of Object.keys(object)) {
    // Lengths are compared first: most names differ in it, and none has to be changed to see that.
    if (key.length === name.length && key.toLowerCase() === lowerCase) return object[key];
  }
  return undefined;
}
