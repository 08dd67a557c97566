/** Reads the API definitions: one crate for a product, one JSON file (Swagger 2.0 within) for an operation. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { isJsonObject, objectAt, ownValue, textAt, type JsonObject } from '../../src/base/json.js';
import { wordsOf, type DocumentedWord } from './words.js';

/** What an operation is documented to be. */
export interface Operation {
  /** `GET /v3/{project_id}/jobs?id={id}`, with the parameters of the query that are mandatory or named `id`. */
  readonly request: string;
  /** The status words of its answer and its query. */
  readonly words: readonly DocumentedWord[];
  /** The examples of its good answers. */
  readonly examples: readonly unknown[];
}

const STATUS = new Set(['status', 'phase']);

/**
 * Reads an operation of a product.
 *
 * @param folder the folder with the crates
 * @throws where the crate, or the operation in it, is missing
 */
export function readOperation(folder: string, product: string, name: string): Operation {
  const crate = readdirSync(folder).find((entry) => entry.replace(/-[\d.]+$/, '') === `${PREFIX}${product}`);
  if (crate === undefined) throw new Error(`no definitions of ${product}`);
  return parseOperation(JSON.parse(readFileSync(join(folder, crate, 'src', `${name}.json`), 'utf8')), name);
}

const PREFIX = 'huawei-cloud-api-definitions-';

/** Reads an operation from the content of its file. */
function parseOperation(content: unknown, name: string): Operation {
  // Some are JSON within JSON.
  const parsed: unknown = typeof content === 'string' ? JSON.parse(content) : content;
  const file = isJsonObject(parsed) ? parsed : {};
  for (const [path, methods] of Object.entries(objectAt(file, 'paths'))) {
    for (const [method, operation] of Object.entries(isJsonObject(methods) ? methods : {})) {
      if (!isJsonObject(operation) || textAt(operation, 'operationId') !== name) continue;
      return describe(file, `${method.toUpperCase()} ${path}`, operation);
    }
  }
  throw new Error(`the definitions have no ${name}`);
}

function describe(file: JsonObject, methodAndPath: string, operation: JsonObject): Operation {
  const parameters = listAt(operation, 'parameters').map((parameter) => resolve(file, parameter));
  const query = parameters.filter((parameter) => textAt(parameter, 'in') === 'query');
  const needed = query.filter((each) => each['required'] === true || each['name'] === 'id');
  const names = needed.map((each) => `${textAt(each, 'name')}={${textAt(each, 'name')}}`);
  const answers = Object.entries(objectAt(operation, 'responses')).filter(([status]) => status.startsWith('2'));
  const bodies = answers.map(([, answer]) => (isJsonObject(answer) ? answer : {}));
  const statuses = [
    ...query.filter((parameter) => STATUS.has(textAt(parameter, 'name'))),
    ...bodies.flatMap((body) => statusesIn(file, objectAt(body, 'schema'), new Set())),
  ];
  return {
    request: [methodAndPath, ...names].join('?'),
    words: statuses.flatMap((status) => wordsOf(textAt(status, 'description'), enumOf(status))),
    examples: bodies.flatMap((body) => Object.values(objectAt(body, 'examples'))),
  };
}

/** The properties of a schema that are a status, at every depth. */
function statusesIn(file: JsonObject, schema: JsonObject, seen: ReadonlySet<string>): JsonObject[] {
  const reference = textAt(schema, '$ref');
  if (reference !== '') {
    return seen.has(reference) ? [] : statusesIn(file, resolve(file, schema), new Set([...seen, reference]));
  }
  const properties = Object.entries(objectAt(schema, 'properties'));
  const inner = [...properties.map(([, value]) => value), ...listAt(schema, 'allOf'), ownValue(schema, 'items')];
  return [
    ...properties.flatMap(([name, value]) => (STATUS.has(name) && isJsonObject(value) ? [value] : [])),
    ...inner.filter(isJsonObject).flatMap((each) => statusesIn(file, each, seen)),
  ];
}

/** What a `{"$ref": "#/definitions/Job"}` stands for; anything else as it is. */
function resolve(file: JsonObject, object: JsonObject): JsonObject {
  const [, group = '', name = ''] = textAt(object, '$ref').split('/');
  return name === '' ? object : objectAt(objectAt(file, group), name);
}

function listAt(object: JsonObject, name: string): JsonObject[] {
  const value = ownValue(object, name);
  return Array.isArray(value) ? value.filter(isJsonObject) : [];
}

function enumOf(status: JsonObject): string[] {
  const value = ownValue(status, 'enum');
  return Array.isArray(value) ? value.filter((each): each is string => typeof each === 'string') : [];
}
