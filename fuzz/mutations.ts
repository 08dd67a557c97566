/** Ways in which a document is bent out of shape, each at any of its members. */
import fc from 'fast-check';

import { mostly } from './chances.js';
import { isList, isObject, object, type Json, type JsonObject, type Member } from './json.js';

/** Makes other members of one, or none. */
type Bend = (member: Member) => readonly Member[];

const STRANGERS: readonly Json[] = [
  null,
  '',
  'x',
  0,
  1.5,
  true,
  [],
  object(),
  [object()],
  ['x'],
  [null],
  object(['a', 1]),
  [object(['a', 1])],
  [[object(['status', 'Failed'])]],
  'Failed',
  'Success',
  { repeat: '[', times: 5000 },
];

const cases: readonly ((name: string) => string)[] = [
  (name) => name.toLowerCase(),
  (name) => name.toUpperCase(),
  (name) => name.charAt(0).toUpperCase() + name.slice(1),
];

const renaming = fc.constantFrom(...cases).map((rename): Bend => ([name, value]) => [[rename(name), value]]);

const escaping = fc.constant<Bend>(([name, value]) => [[name, value, true]]);

const replacing = fc.constantFrom(...STRANGERS).map((stranger): Bend => ([name]) => [[name, stranger]]);

const removing = fc.constant<Bend>(() => []);

/** What was there stays there, in another type. */
const wrapping = fc.constantFrom('list', 'object', 'text').map((kind): Bend => ([name, value]) => {
  if (kind === 'list') return [[name, [value]]];
  if (kind === 'text') return [[name, String(typeof value === 'object' ? 'Failed' : value)]];
  if (!isList(value)) return [[name, object([name, value])]];
  return [[name, { members: value.map((each, index): Member => [String(index), each]) }]];
});

/** The same name twice: with another case, written with escapes, with another value, before or after. */
const repeating = fc
  .record({
    rename: fc.constantFrom((name: string) => name, ...cases),
    escaped: fc.boolean(),
    stranger: mostly(fc.constant(undefined), 2, fc.constantFrom(...STRANGERS)),
    first: fc.boolean(),
  })
  .map(({ rename, escaped, stranger, first }): Bend => (member) => {
    const twin: Member = [rename(member[0]), stranger ?? member[1], escaped];
    return first ? [twin, member] : [member, twin];
  });

const adding = fc.constantFrom(
  ...['phase', 'status', 'sub_jobs', 'subJobs', 'results', 'entities', 'error', 'message', 'sub_jobs_list'],
);

const inserting = fc.tuple(adding, fc.constantFrom(...STRANGERS)).map(
  ([name, value]): Bend =>
    (member) =>
      member[0] === name ? [member] : [member, [name, value]],
);

const bend: fc.Arbitrary<Bend> = fc.oneof(
  { weight: 3, arbitrary: replacing },
  { weight: 2, arbitrary: wrapping },
  { weight: 2, arbitrary: repeating },
  { weight: 1, arbitrary: renaming },
  { weight: 1, arbitrary: removing },
  { weight: 1, arbitrary: inserting },
  { weight: 1, arbitrary: escaping },
);

/** The same documents, one in four of them with one or two members bent, some in another case throughout. */
export function bent(documents: fc.Arbitrary<Json>): fc.Arbitrary<Json> {
  const bends = mostly(fc.constant([]), 4, fc.array(fc.tuple(fc.nat(40), bend), { minLength: 1, maxLength: 2 }));
  const lower = mostly(fc.constant(false), 25, fc.constant(true));
  return fc.tuple(documents, bends, lower).map(([document, chosen, inLowerCase]) => {
    const changed = chosen.reduce((from, [index, change]) => atMember(from, index, change), document);
    return inLowerCase ? eachMember(changed, ([name, value]) => [[name.toLowerCase(), value]]) : changed;
  });
}

/** Bends one member, counted around over all of them, parents first. */
function atMember(document: Json, index: number, change: Bend): Json {
  let count = 0;
  eachMember(document, (member) => {
    count += 1;
    return [member];
  });
  if (count === 0) return document;
  let left = index % count;
  return eachMember(document, (member) => {
    left -= 1;
    return left === -1 ? change(member) : [member];
  });
}

/** Every member, at every depth, before what it holds. */
function eachMember(value: Json, change: Bend): Json {
  if (isList(value)) return value.map((each) => eachMember(each, change));
  if (!isObject(value)) return value;
  const members: Member[] = [];
  for (const member of value.members) {
    for (const [name, of, escaped] of change(member)) {
      const inside = eachMember(of, change);
      members.push(escaped === undefined ? [name, inside] : [name, inside, escaped]);
    }
  }
  return { members } satisfies JsonObject;
}
