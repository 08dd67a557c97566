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
  const known = spellings.get(object);
  if (known !== undefined) return ownValue(object, known.get(lowerCase) ?? lowerCase);
  const keys = Object.keys(object);
  if (keys.length > MAX_SEARCHED_KEYS) {
    const spelling = spellingsOf(keys);
    spellings.set(object, spelling);
    return ownValue(object, spelling.get(lowerCase) ?? lowerCase);
  }
  // Lengths are compared first: most names differ in it, and none has to be changed to see that.
  const key = keys.find((each) => each.length === name.length && each.toLowerCase() === lowerCase);
  return key === undefined ? undefined : object[key];
}

/** How many keys an object may have to be searched for each name anew. */
const MAX_SEARCHED_KEYS = 64;

/** The keys of larger objects by their names in lower case, but for those that are: an answer may have a million keys. */
const spellings = new WeakMap<JsonObject, ReadonlyMap<string, string>>();

function spellingsOf(keys: readonly string[]): Map<string, string> {
  const spelling = new Map<string, string>();
  for (const key of keys) {
    const lowerCase = key.toLowerCase();
    if (lowerCase !== key) spelling.set(lowerCase, key);
  }
  return spelling;
}

function ownValue(object: JsonObject, key: string): unknown {
  return Object.hasOwn(object, key) ? object[key] : undefined;
}
