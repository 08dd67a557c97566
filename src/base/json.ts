/** JSON from outside: its values, by names that are read without regard to case, and the duplicate keys that would make it lie. */

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

const QUOTE = 0x22;
const COMMA = 0x2c;
const OPEN_LIST = 0x5b;
const BACKSLASH = 0x5c;
const CLOSE_LIST = 0x5d;
const OPEN_OBJECT = 0x7b;
const CLOSE_OBJECT = 0x7d;

/**
 * Whether any object in a JSON text has one key twice, in whatever case: names are read without regard to case, so
 * `phase` and `Phase` are one. `JSON.parse` silently keeps the last of equal keys, so an answer that says both Failed
 * and Success would prove whichever comes last.
 *
 * It reads every answer, so it looks at characters and makes no more than the names: a match for each token of a
 * large document would be most of what the process ever allocates.
 *
 * @param text valid JSON
 */
export function hasDuplicateKeys(text: string): boolean {
  // One entry for each open object or list: the names so far, or undefined for a list.
  const open: (Set<string> | undefined)[] = [];
  let expectsName = false;
  for (let at = 0; at < text.length; at += 1) {
    switch (text.charCodeAt(at)) {
      case OPEN_OBJECT:
        open.push(new Set());
        expectsName = true;
        break;
      case OPEN_LIST:
        open.push(undefined);
        expectsName = false;
        break;
      case CLOSE_OBJECT:
      case CLOSE_LIST:
        open.pop();
        expectsName = false;
        break;
      case COMMA:
        expectsName = open.at(-1) !== undefined;
        break;
      case QUOTE: {
        const end = endOfString(text, at);
        const names = expectsName ? open.at(-1) : undefined;
        if (names !== undefined && !isNew(names, text.slice(at, end + 1))) return true;
        expectsName = false;
        at = end;
        break;
      }
    }
  }
  return false;
}

/** Where the string that begins at a quote ends: at the next quote behind an even number of backslashes. */
function endOfString(text: string, start: number): number {
  for (let end = text.indexOf('"', start + 1); end !== -1; end = text.indexOf('"', end + 1)) {
    let before = end - 1;
    while (text.charCodeAt(before) === BACKSLASH) before -= 1;
    if ((end - before) % 2 === 1) return end;
  }
  return text.length;
}

/** Adds a name, which may be spelled in any case, with and without escapes; `false` if it was there. */
function isNew(names: Set<string>, token: string): boolean {
  const name = (token.includes('\\') ? String(JSON.parse(token)) : token.slice(1, -1)).toLowerCase();
  if (names.has(name)) return false;
  names.add(name);
  return true;
}
