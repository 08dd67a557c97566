/** What the reasons of an answer say. */
import { isJsonObject, textOf, valueAt, type JsonObject } from '../base/json.js';

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
