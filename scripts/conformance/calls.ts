/** Reads in the API definitions where the answers of the calls that start jobs have the job's ID. */
import { isJsonObject, type JsonObject, objectAt, textAt, valueAt } from '../../src/base/json.js';
import { isGood, operationsIn, productFiles, resolve, type Described } from './definitions.js';

/** What a job's ID is called in answers: `job_id`, `jobID`, `jobid`, `job_ids`. */
const JOB_ID = /^job_?ids?$/i;

/** Which of a product's calls start jobs of a service, and what their answers call the ID. */
export interface Calls {
  readonly product: string;
  /** The names of the operations; without it, all. */
  readonly operations?: RegExp;
  /** The place of the ID, where it is not called a job's. */
  readonly at?: string;
}

/**
 * The places, as jq writes them (`.status.jobID`, `.records[].job_id`), each with the operations that answer there.
 *
 * @param folder the folder with the crates
 */
export function jobIdPlaces(
  folder: string,
  { product, operations, at }: Calls,
): ReadonlyMap<string, readonly string[]> {
  const places = new Map<string, string[]>();
  const calls = productFiles(folder, product)
    .flatMap(operationsIn)
    .filter(({ method, name }) => {
      return method !== 'get' && (operations?.test(name) ?? true);
    });
  for (const call of calls) {
    for (const place of placesOf(call).filter((each) => (at === undefined ? isJobId(each) : each === at))) {
      places.set(place, [...(places.get(place) ?? []), call.name]);
    }
  }
  return places;
}

function isJobId(place: string): boolean {
  return JOB_ID.test(/(\w+)(?:\[\])?$/.exec(place)?.[1] ?? '');
}

/** Every place in the good answers of an operation that has a text, by their model and by their examples. */
function placesOf({ file, operation }: Described): string[] {
  const answers = Object.entries(objectAt(operation, 'responses')).filter(([status]) => isGood(status));
  const bodies = answers.map(([, answer]) => (isJsonObject(answer) ? answer : {}));
  return [
    ...new Set([
      ...bodies.flatMap((body) => textsIn(file, objectAt(body, 'schema'), '', new Set())),
      ...bodies.flatMap((body) => Object.values(objectAt(body, 'examples')).flatMap((each) => textsOf(each, ''))),
    ]),
  ];
}

/** The same of an example. */
function textsOf(value: unknown, place: string): string[] {
  if (typeof value === 'string') return [place];
  if (Array.isArray(value)) return value.flatMap((entry) => textsOf(entry, `${place === '' ? '.' : place}[]`));
  if (!isJsonObject(value)) return [];
  return Object.entries(value).flatMap(([name, inner]) => textsOf(inner, `${place}.${name}`));
}

function textsIn(file: JsonObject, schema: JsonObject, place: string, seen: ReadonlySet<string>): string[] {
  const reference = textAt(schema, '$ref');
  if (seen.has(reference)) return [];
  if (reference !== '') return textsIn(file, resolve(file, schema), place, new Set([...seen, reference]));
  const [items, all] = [valueAt(schema, 'items'), valueAt(schema, 'allOf')];
  const properties = Object.entries(objectAt(schema, 'properties'));
  return [
    ...(textAt(schema, 'type') === 'string' ? [place] : []),
    ...(isJsonObject(items) ? textsIn(file, items, `${place === '' ? '.' : place}[]`, seen) : []),
    ...(Array.isArray(all) ? all.filter(isJsonObject).flatMap((part) => textsIn(file, part, place, seen)) : []),
    ...properties.flatMap(([name, value]) =>
      isJsonObject(value) ? textsIn(file, value, `${place}.${name}`, seen) : [],
    ),
  ];
}
