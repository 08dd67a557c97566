/** A transport that logs what it did, without what is secret, for whoever looks for the reason why something else does not work. */
import { isJsonObject, type JsonObject } from '../base/json.js';
import { requestIdOf } from './response.js';
import type { HttpRequest, HttpResult, Transport } from './transport.js';

/** What happened to one request. The texts hold others' words. */
export interface RequestLog {
  /** `GET https://… → 200 in 132 ms, request ID …`. */
  readonly summary: string;
  /** The response body's JSON without its secrets, or why there is none; `''` where there was no answer. */
  readonly body: string;
}

/** What logging takes from outside. */
export interface LogDependencies {
  /** Milliseconds on a monotonic clock. */
  readonly now: () => number;
  readonly sanitize: SanitizeText;
  /** How much of a body is logged, in characters; it may be a little more. */
  readonly maxBodyLength: number;
  /** Called with each request once it has ended. */
  readonly emit: (log: RequestLog) => void;
}

/** @returns a transport that does what the given one does, and logs it */
export function loggedTransport(transport: Transport, { now, emit, ...dependencies }: LogDependencies): Transport {
  return async (request) => {
    const sentAt = now();
    const result = await transport(request);
    const lastedMs = Math.round(now() - sentAt);
    emit({ summary: summaryOf(request, result, lastedMs), body: bodyOf(result, dependencies) });
    return result;
  };
}

function summaryOf({ method = 'GET', url }: HttpRequest, result: HttpResult, lastedMs: number): string {
  if (result.kind === 'no-answer') {
    return `${method} ${url.href} → no answer in ${lastedMs} ms: ${result.code} ${result.message}`;
  }
  const id = requestIdOf(result.headers);
  return `${method} ${url.href} → ${result.status} in ${lastedMs} ms${id === '' ? '' : `, request ID ${id}`}`;
}

function bodyOf(result: HttpResult, { sanitize, maxBodyLength }: Omit<LogDependencies, 'now' | 'emit'>): string {
  if (result.kind === 'no-answer') return '';
  if (result.body.kind === 'unusable') return `(no usable body: ${result.body.why})`;
  try {
    return describeJson(JSON.parse(result.body.bytes.toString('utf8')), sanitize, maxBodyLength);
  } catch {
    // What is not JSON may be a page with anything in it, and has no names to go by.
    return `(${result.body.bytes.length} bytes that are no JSON)`;
  }
}

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
