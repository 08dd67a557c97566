/** The setting `job_id`: one ID or several, and what it may hold by mistake. */
import { isJsonObject, valueAt } from '../base/json.js';
import { ID_SYNTAX, isId } from '../base/url.js';
import { jobIdPlaces, type Service } from '../services/service.js';
import { explainLeftover, isNothing, unquoted } from './suggestions.js';
import { find, type Found, type Problems, type Settings } from './settings.js';

/** The longest text that is parsed as JSON, in characters: as many as the largest output that a step can pass on. */
const MAX_JSON_LENGTH = 131_072;

/** How many wrong IDs are named. */
const MAX_NAMED = 3;

const SEVERAL = 'several are separated by commas, spaces or lines';

/** Every job ID once, in the order given. What is wrong is reported; what is returned then is never used. */
export function parseJobIds(settings: Settings, service: Service, problems: Problems): string[] {
  const given = find(settings, 'job_id');
  const ids = [...new Set(given.value.split(/[\s,]+/))].filter((id) => id !== '');
  if (ids.length === 0) {
    const wanted = `did the step before set its output? Pass the ID of the job to wait for; ${SEVERAL}.`;
    problems.refuse('job_id', given, wanted);
    return ids;
  }
  const wrong = ids.filter((id) => !isId(id) || isNothing(id));
  if (wrong.length === 0) return ids;
  const whole = explainWhole(given, service);
  if (whole === undefined) refuseEach(wrong, given, service, problems);
  else problems.suggest('job_id', whole.sentence, whole.meant);
  return ids;
}

function refuseEach(wrong: readonly string[], given: Found, service: Service, problems: Problems): void {
  for (const id of wrong.slice(0, MAX_NAMED)) {
    const found = { ...given, value: id };
    if (isNothing(id)) {
      const why = `the response of the call had no job ID where it was looked for. ${placesOf(service)}`;
      problems.add('job_id', `${problems.quote(found)}: ${why}`);
    } else {
      problems.refuse('job_id', found, `a job ID consists of ${ID_SYNTAX}; ${SEVERAL}.`, suggestId(id));
    }
  }
  const more = wrong.length - MAX_NAMED;
  if (more > 0) problems.add('job_id', `${given.from} has ${more} more that are no job IDs.`);
}

function placesOf(service: Service): string {
  return `In responses of ${service.title} it is at: ${jobIdPlaces(service)}.`;
}

/** An ID in quotes, or at the end of the URL of a job. */
function suggestId(text: string): string | undefined {
  const id = unquoted(text) ?? /\/(?:jobs?|tasks)(?:\/|\?id=)(?<id>[\w-]+)$/.exec(text.slice(0, 1000))?.groups?.['id'];
  return id !== undefined && isId(id) ? id : undefined;
}

/** What the whole text is if it is no ID: one in quotes, a JSON array, the answer of the call that started the job. */
function explainWhole(given: Found, service: Service): { sentence: string; meant?: string } | undefined {
  const { value: text, from } = given;
  const leftover = /\s/.test(text) ? explainLeftover(text) : undefined;
  if (leftover !== undefined) return { sentence: `${from} holds no job ID. ${leftover}` };
  const value = text.length > MAX_JSON_LENGTH ? undefined : parseJson(text);
  if (typeof value === 'string' && isId(value)) {
    return { sentence: `${from} is an ID in quotes: jq prints it without them with --raw-output.`, meant: value };
  }
  if (Array.isArray(value) && value.length > 0 && value.every((each) => typeof each === 'string' && isId(each))) {
    return { sentence: `${from} is a JSON array: separate the IDs by commas or spaces.`, meant: value.join(',') };
  }
  if (typeof value !== 'object' || value === null) return undefined;
  const place = service.jobIds.flatMap(({ at }) => at).find((each) => idsAt(value, each).length > 0);
  if (place === undefined)
    return { sentence: `${from} is JSON without a job ID in it: did the call fail? ${placesOf(service)}` };
  const ids = idsAt(value, place);
  return { sentence: `${from} is the whole response of the call: pass its ${place}.`, meant: ids.join(',') };
}

function parseJson(text: string): unknown {
  if (!/^\s*["[{]/.test(text)) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The IDs at a place as jq writes it: `.status.jobID`, `.records[].job_id`. */
function idsAt(value: object, place: string): string[] {
  const names = place.split('.').slice(1);
  let found: unknown[] = [value];
  for (const name of names) {
    const isList = name.endsWith('[]');
    const inside = found.map((each) => (isJsonObject(each) ? valueAt(each, name.replace('[]', '')) : undefined));
    found = isList ? inside.filter(Array.isArray).flat() : inside;
  }
  return found.filter((each) => typeof each === 'string').filter(isId);
}
