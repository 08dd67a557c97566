import { isJsonObject, type JsonObject } from '../base/json.js';

/** Properties whose values are nobody's business. */
const SECRET_NAME = /token|secret|passw|credential|authorization|signature|cookie|private/i;

/** A JSON web token. It begins where a word does: otherwise a row of `eyJ` would be read to its end from each of them. */
const JWT = /(?<![\w-])eyJ[\w-]{4,}\.[\w-]{4,}\.[\w-]*/g;

/** Deeper levels are left out: they would overflow the stack, and nobody could read them. */
const MAX_DEPTH = 100;

const MASK = '"***"';

/** Makes one line of a text, of so many characters at most, without secrets. */
export type SanitizeText = (text: string, maxLength: number) => string;

/**
 * A JSON value as one line of JSON, without what is secret by its name, by its look, or as `sanitize` knows it. Each text
 * is sanitized before it is escaped, since an escaped secret is harder to recognize.
 *
 * @param maxLength how much is described, in characters: the work does not grow with what is left out. The result may
 *   be longer by one text and the closing brackets.
 */
export function describeJson(value: unknown, sanitize: SanitizeText, maxLength: number): string {
  const description = new Description(sanitize, maxLength);
  description.add(value, 0, false);
  return description.json;
}

class Description {
  json = '';

  constructor(
    private readonly sanitize: SanitizeText,
    private readonly maxLength: number,
  ) {}

  /** @param isSecret whether the value's name, or that of the list it stands in, says so */
  add(value: unknown, depth: number, isSecret: boolean): void {
    if (depth > MAX_DEPTH) this.json += '"…"';
    else if (Array.isArray(value)) this.#addList(value, depth, isSecret);
    else if (isJsonObject(value)) this.#addObject(value, depth);
    else if (isSecret && (typeof value === 'string' || typeof value === 'number')) this.json += MASK;
    else if (typeof value === 'string') this.#addText(value);
    else this.json += String(value);
  }

  #addList(items: readonly unknown[], depth: number, isSecret: boolean): void {
    this.json += '[';
    for (const [index, item] of items.entries()) {
      if (this.#isFull) break;
      if (index > 0) this.json += ',';
      this.add(item, depth + 1, isSecret);
    }
    this.json += ']';
  }

  #addObject(object: JsonObject, depth: number): void {
    this.json += '{';
    for (const [index, name] of Object.keys(object).entries()) {
      if (this.#isFull) break;
      if (index > 0) this.json += ',';
      this.#addText(name);
      this.json += ':';
      this.add(object[name], depth + 1, SECRET_NAME.test(name));
    }
    this.json += '}';
  }

  #addText(text: string): void {
    this.json += JSON.stringify(this.sanitize(text, this.maxLength).replace(JWT, '***'));
  }

  get #isFull(): boolean {
    return this.json.length >= this.maxLength;
  }
}
