/** A JSON object whose members have not been looked at yet. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** Whether a parsed JSON value is an object: neither null nor an array. */
export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A member that is an object, or an empty object in place of anything else. */
export function objectAt(object: JsonObject, name: string): JsonObject {
  const value = valueAt(object, name);
  return isJsonObject(value) ? value : {};
}

/** A member's words: a string without surrounding space, a number's or boolean's digits or word, else `''`. */
export function textAt(object: JsonObject, name: string): string {
  const value = valueAt(object, name);
  if (typeof value === 'string') return value.trim();
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : '';
}

/**
 * A member by its name or, where that is absent or null, by its name in lower case: CCE v2 answers with lower-case
 * keys (`subjobs`, `clusteruid`).
 */
export function valueAt(object: JsonObject, name: string): unknown {
  return ownValue(object, name) ?? ownValue(object, name.toLowerCase());
}

/** A member by just this name. Only what the document itself says: `constructor` is no member of `{}`. */
export function ownValue(object: JsonObject, name: string): unknown {
  return Object.hasOwn(object, name) ? object[name] : undefined;
}
