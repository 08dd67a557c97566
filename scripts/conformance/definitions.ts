/** Reads the API definitions: one crate for a product, one JSON file (Swagger 2.0 within) for an operation. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { isJsonObject, type JsonObject, objectAt, textAt, valueAt } from '../../src/base/json.js';
import { wordsOf, type DocumentedWord } from './words.js';

/** An operation, with the file that has what it refers to. */
export interface Described {
  readonly file: JsonObject;
  readonly name: string;
  /** `get`, `post` … */
  readonly method: string;
  readonly path: string;
  readonly operation: JsonObject;
}

/** What an operation is documented to be. */
export interface Operation {
  /** `GET /v3/{project_id}/jobs?id={id}`, with the parameters of the query that are mandatory or named `id`. */
  readonly request: string;
  /** The status words of its answer and its query. */
  readonly words: readonly DocumentedWord[];
  /** The examples of its good answers. */
  readonly examples: readonly unknown[];
}

const PREFIX = 'huawei-cloud-api-definitions-';
const STATUS = new Set(['status', 'phase']);

/**
 * The files of a product, parsed.
 *
 * @param folder the folder with the crates
 * @throws where it has no crate of the product
 */
export function productFiles(folder: string, product: string): JsonObject[] {
  const sources = join(folder, crateOf(folder, product), 'src');
  const files = readdirSync(sources).filter((name) => name.endsWith('.json'));
  return files.map((name) => parse(readFileSync(join(sources, name), 'utf8')));
}

/** The operations in a file: one, as a rule. */
export function operationsIn(file: JsonObject): Described[] {
  return Object.entries(objectAt(file, 'paths')).flatMap(([path, methods]) =>
    Object.entries(isJsonObject(methods) ? methods : {}).flatMap(([method, operation]) =>
      isJsonObject(operation) ? [{ file, name: textAt(operation, 'operationId'), method, path, operation }] : [],
    ),
  );
}

/**
 * Reads an operation of a product.
 *
 * @param folder the folder with the crates
 * @throws where the crate, or the operation in it, is missing
 */
export function readOperation(folder: string, product: string, name: string): Operation {
  const file = parse(readFileSync(join(folder, crateOf(folder, product), 'src', `${name}.json`), 'utf8'));
  const found = operationsIn(file).find((each) => each.name === name);
  if (found === undefined) throw new Error(`the definitions of ${product} have no ${name}`);
  return describe(found);
}

function crateOf(folder: string, product: string): string {
  const crate = readdirSync(folder).find((entry) => entry.replace(/-[\d.]+$/, '') === `${PREFIX}${product}`);
  if (crate === undefined) throw new Error(`there are no definitions of ${product}`);
  return crate;
}

/** Some files are JSON within JSON. */
function parse(text: string): JsonObject {
  const content: unknown = JSON.parse(text);
  const inner: unknown = typeof content === 'string' ? JSON.parse(content) : content;
  return isJsonObject(inner) ? inner : {};
}

function describe({ file, method, path, operation }: Described): Operation {
  const parameters = listAt(operation, 'parameters').map((parameter) => resolve(file, parameter));
  const query = parameters.filter((parameter) => textAt(parameter, 'in') === 'query');
  const needed = query.filter((each) => each['required'] === true || each['name'] === 'id');
  const names = needed.map((each) => `${textAt(each, 'name')}={${textAt(each, 'name')}}`);
  const answers = Object.entries(objectAt(operation, 'responses')).filter(([status]) => isGood(status));
  const bodies = answers.map(([, answer]) => (isJsonObject(answer) ? answer : {}));
  const statuses = [
    ...query.filter((parameter) => STATUS.has(textAt(parameter, 'name'))),
    ...bodies.flatMap((body) => statusesIn(file, objectAt(body, 'schema'), new Set())),
  ];
  return {
    request: [`${method.toUpperCase()} ${path}`, ...names].join('?'),
    words: statuses.flatMap((status) => wordsOf(textAt(status, 'description'), enumOf(status))),
    examples: bodies.flatMap((body) => Object.values(objectAt(body, 'examples'))),
  };
}

/** Whether an HTTP status is that of a good answer. */
export function isGood(status: string): boolean {
  return status.startsWith('2');
}

/** The properties of a schema that are a status, at every depth. */
function statusesIn(file: JsonObject, schema: JsonObject, seen: ReadonlySet<string>): JsonObject[] {
  const reference = textAt(schema, '$ref');
  if (seen.has(reference)) return [];
  if (reference !== '') return statusesIn(file, resolve(file, schema), new Set([...seen, reference]));
  const properties = Object.entries(objectAt(schema, 'properties'));
  const inner = [...properties.map(([, value]) => value), ...listAt(schema, 'allOf'), valueAt(schema, 'items')];
  return [
    ...properties.flatMap(([name, value]) => (STATUS.has(name) && isJsonObject(value) ? [value] : [])),
    ...inner.filter(isJsonObject).flatMap((each) => statusesIn(file, each, seen)),
  ];
}

/** What a `{"$ref": "#/definitions/Job"}` stands for; anything else as it is. */
export function resolve(file: JsonObject, object: JsonObject): JsonObject {
  const [, group = '', name = ''] = textAt(object, '$ref').split('/');
  return name === '' ? object : objectAt(objectAt(file, group), name);
}

function listAt(object: JsonObject, name: string): JsonObject[] {
  const value = valueAt(object, name);
  return Array.isArray(value) ? value.filter(isJsonObject) : [];
}

function enumOf(status: JsonObject): string[] {
  const value = valueAt(status, 'enum');
  return Array.isArray(value) ? value.filter((each): each is string => typeof each === 'string') : [];
}
