/**
 * What a document says about the job that was asked for, by "The verdict" in docs/behaviour.md. Where that leaves it open
 * there are several opinions, and the gate may have any of them.
 */
import type { Format } from './formats.js';
import { ASKED_ID, at, isList, isObject, repeatsName, textOf, type Json } from './json.js';
import type { Place } from './shapes.js';

/** What a gate may take a document for. */
export type Opinion =
  | { readonly kind: 'unusable' }
  | {
      readonly kind: 'job';
      readonly own: Own;
      /** Whether any sub-job, at any depth, says that it failed. */
      readonly failedBelow: boolean;
    };

/** A job's own phase; one that is missing or not known is `Unknown`, one that is not over is `Running`. */
type Own = 'Success' | 'Failed' | 'Running' | 'Unknown';

const UNUSABLE: Opinion = { kind: 'unusable' };

/** How sure it is that a document is unusable, and what it says otherwise. */
interface Finding {
  readonly unusable: 'no' | 'perhaps' | 'yes';
  readonly own: readonly Own[];
  readonly failedBelow: readonly boolean[];
}

const NOTHING: Finding = { unusable: 'no', own: [], failedBelow: [false] };

/** All opinions that are allowed about a document; at least one. */
export function opinionsOf(document: Json, format: Format): Opinion[] {
  if (!isObject(document) || repeatsName(document)) return [UNUSABLE];
  const job = at(document, format.shape.root);
  if (!isObject(job)) {
    return format.shape.id === undefined ? [UNUSABLE, { kind: 'job', own: 'Unknown', failedBelow: false }] : [UNUSABLE];
  }
  const identity = identityOf(job, format);
  const { unusable, own, failedBelow } = findingOf(job, format);
  if (identity === 'another' || unusable === 'yes') return [UNUSABLE];
  const usable = own.flatMap((phase) =>
    failedBelow.map((failed): Opinion => ({ kind: 'job', own: phase, failedBelow: failed })),
  );
  return identity === 'asked' && unusable === 'no' ? usable : [...usable, UNUSABLE];
}

function identityOf(job: Json, { shape }: Format): 'asked' | 'perhaps' | 'another' {
  if (shape.id === undefined) {
    const id = at(job, ['job_id']);
    return id === undefined || id === ASKED_ID ? 'asked' : 'perhaps';
  }
  const id = textOf(at(job, shape.id));
  if (id === ASKED_ID) return 'asked';
  return id?.trim() === ASKED_ID ? 'perhaps' : 'another';
}

function findingOf(job: Json, format: Format): Finding {
  const word = wordFinding(job, format);
  const containers = [
    ...format.shape.containers.map((path) => containerFinding(at(job, path))),
    // Around a place that the reference does not have, the gate may expect an object as well.
    ...format.shape.places
      .filter(({ documented }) => !documented)
      .map(({ path }) => undocumented(containerFinding(at(job, path.slice(0, -1))))),
  ];
  const places = format.shape.places.map((place) => placeFinding(at(job, place.path), place, format));
  return joined(word, [...containers, ...places]);
}

/** The own phase is the first finding's; what is unusable or failed in any of them is so in the whole. */
function joined(own: Finding, others: readonly Finding[]): Finding {
  const all = [own, ...others];
  const sure = all.some(({ unusable }) => unusable === 'yes');
  const perhaps = all.some(({ unusable }) => unusable === 'perhaps');
  return {
    unusable: sure ? 'yes' : perhaps ? 'perhaps' : 'no',
    own: own.own,
    failedBelow: either(others.map(({ failedBelow }) => failedBelow)),
  };
}

/** What "any of them" may come to, where each may have several values. */
function either(all: readonly (readonly boolean[])[]): boolean[] {
  if (all.some((values) => !values.includes(false))) return [true];
  return all.some((values) => values.includes(true)) ? [true, false] : [false];
}

/** Sub-jobs may stand in it: of another type than an object, it hides them. */
function containerFinding(value: Json | undefined): Finding {
  const none = value === undefined || value === null || isObject(value) || (isList(value) && value.length === 0);
  return { ...NOTHING, unusable: none ? 'no' : 'yes' };
}

function placeFinding(value: Json | undefined, place: Place, format: Format): Finding {
  if (value === undefined || value === null) return NOTHING;
  const found = isList(value)
    ? joined(
        NOTHING,
        value.map((each) => itemFinding(each, place, format)),
      )
    : { ...NOTHING, unusable: 'yes' as const };
  return place.documented ? found : undocumented(found);
}

/** The gate may pass over what the reference does not have. */
function undocumented(found: Finding): Finding {
  const failedBelow = found.failedBelow.includes(true) ? [true, false] : [false];
  return { ...found, unusable: found.unusable === 'no' ? 'no' : 'perhaps', failedBelow };
}

function itemFinding(item: Json, place: Place, format: Format): Finding {
  if (!isObject(item)) {
    if (place.holds === 'ids' && textOf(item) !== undefined) return NOTHING;
    return { ...NOTHING, unusable: item === null ? 'perhaps' : 'yes' };
  }
  const { unusable, own, failedBelow } = findingOf(item, format);
  const failed = either([own.map((phase) => phase === 'Failed'), failedBelow]);
  const finding = { ...NOTHING, unusable, failedBelow: failed };
  if (unusable === 'yes') return finding;
  // An object that is no job: a list of IDs has no room for it, a list of jobs may have one without a status.
  if (!isJob(item, format)) return { ...finding, unusable: place.holds === 'ids' ? 'yes' : 'perhaps' };
  // A whole job where an ID belongs may be taken or refused, not passed over.
  return { ...finding, unusable: place.holds === 'ids' ? 'perhaps' : unusable };
}

/** Whether an object has a status word or an ID, as a job has. */
function isJob(item: Json, { shape }: Format): boolean {
  const id = at(item, shape.id ?? ['job_id']);
  return at(item, [...shape.wordIn, shape.word]) !== undefined || id !== undefined;
}

function wordFinding(job: Json, format: Format): Finding {
  const { shape } = format;
  const holder = at(job, shape.wordIn);
  if (holder !== undefined && holder !== null && !isObject(holder)) return inPlaceOfHolder(holder, format);
  const word = phaseOf(at(holder, [shape.word]), format);
  const other = phaseOf(at(holder, [shape.word === 'phase' ? 'status' : 'phase']), format);
  return together(word, other, shape.word);
}

/** Where `status` is no object, the word that it is may be read, but proves no success. */
function inPlaceOfHolder(holder: Json, format: Format): Finding {
  const says = phaseOf(holder, format);
  return { unusable: 'perhaps', own: says === 'Failed' ? ['Failed'] : ['Unknown'], failedBelow: [false] };
}

type Word = Own | 'unclear' | undefined;

function together(word: Word, other: Word, name: 'phase' | 'status'): Finding {
  const decided = (unusable: Finding['unusable'], ...own: Own[]): Finding => ({ unusable, own, failedBelow: [false] });
  const clear = (one: Word): Own[] => (one === 'unclear' ? ['Failed', 'Unknown'] : [one ?? 'Unknown']);
  if (other === undefined) return decided('no', ...clear(word));
  // CCE's older version has `status.status`; no `status` of another service is called `phase`.
  if (word === undefined)
    return decided('perhaps', ...clear(other), ...(name === 'status' ? (['Unknown'] as const) : []));
  if (word === other && (word === 'Success' || word === 'Failed')) return decided('no', word);
  const vague = word === other || [word, other].some((one) => one === 'Unknown' || one === 'unclear');
  return vague ? decided('perhaps', ...clear(word), ...clear(other)) : decided('yes');
}

/** A status word's meaning in a service; undefined where there is none. */
function phaseOf(value: Json | undefined, { words, unclear }: Format): Word {
  if (value === undefined || value === null) return undefined;
  const word = textOf(value)?.trim().toLowerCase();
  if (word === undefined) return 'Unknown';
  if (word === '') return undefined;
  if (words.Success.includes(word)) return 'Success';
  if (words.Failed.includes(word)) return 'Failed';
  if (words.Running.includes(word) || words.Initializing.includes(word)) return 'Running';
  return unclear?.includes(word) === true ? 'unclear' : 'Unknown';
}
