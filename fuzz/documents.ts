/** Answers about a job: trees as the references show them, some of them bent out of shape. */
import fc from 'fast-check';

import { mostly, weighted } from './chances.js';
import type { Format, Phase } from './formats.js';
import { ASKED_ID, object, put, type Json } from './json.js';
import { bent } from './mutations.js';
import type { Place, Shape } from './shapes.js';
import { hugeText, remoteText } from './texts.js';

/** A job before it has a shape. */
interface Node {
  readonly id: Json;
  readonly word: Json | undefined;
  /** Another status word beside it: `phase` beside `status`, or the other way round. */
  readonly beside: Json | undefined;
  readonly type: Json;
  readonly resource: Json;
  readonly reason: Json;
  readonly children: readonly Child[];
}

interface Child {
  /** Which of the shape's places it stands in, counted around. */
  readonly place: number;
  /** Whether a whole job stands where the reference has its ID alone. */
  readonly whole: boolean;
  readonly node: Node;
}

/** No service has these for a status; some come close. */
const UNKNOWN_WORDS = ['Paused', 'Successful', 'success!', 'ok', 'done', 'COMPLETED', 'finished', 'None', ' '];

const oddWord = fc.constantFrom<Json[]>(null, '', 0, true, [], ['Success'], object(['a', 'b']));

function wordOf(format: Format, phases: fc.Arbitrary<Phase>): fc.Arbitrary<Json> {
  const known = phases.chain((phase) => fc.constantFrom(...format.words[phase]));
  const styled = fc.tuple(known, fc.constantFrom('capital', 'upper', 'lower', 'padded')).map(([word, style]) => {
    if (style === 'upper') return word.toUpperCase();
    if (style === 'padded') return ` ${word}\t`;
    return style === 'lower' ? word : word.charAt(0).toUpperCase() + word.slice(1);
  });
  const strange = fc.constantFrom(...UNKNOWN_WORDS, ...(format.unclear ?? []));
  return mostly(mostly(styled, 25, strange), 40, oddWord);
}

const SUB_JOB_PHASES = phases(12, 2, 1, 1);

function phases(success: number, running: number, initializing: number, failed: number): fc.Arbitrary<Phase> {
  return weighted(
    [success, fc.constant<Phase>('Success')],
    [running, fc.constant<Phase>('Running')],
    [initializing, fc.constant<Phase>('Initializing')],
    [failed, fc.constant<Phase>('Failed')],
  );
}

const subJobId = fc.constantFrom('sub-1', 'sub-2', 'sub-3');

const jobId = mostly<Json, Json>(
  fc.constant(ASKED_ID),
  40,
  fc.constantFrom<Json[]>('another-job', null, '', 7, [ASKED_ID], ` ${ASKED_ID} `),
);

const DEEPEST = 3;

function nodeOf(format: Format, id: fc.Arbitrary<Json>, phase: fc.Arbitrary<Phase>, depth = 0): fc.Arbitrary<Node> {
  const child = (): fc.Arbitrary<Child> =>
    fc.record({
      place: mostly(fc.constant(0), 2, fc.nat(4)),
      whole: mostly(fc.constant(false), 3, fc.constant(true)),
      node: nodeOf(format, subJobId, SUB_JOB_PHASES, depth + 1),
    });
  const none = fc.constant<Child[]>([]);
  const some = depth < DEEPEST ? fc.array(child(), { minLength: 1, maxLength: 3 - Math.min(depth, 1) }) : none;
  return fc.record({
    id,
    word: mostly(wordOf(format, phase), 30, fc.constant(undefined)),
    beside: mostly(fc.constant(undefined), 25, wordOf(format, SUB_JOB_PHASES)),
    type: mostly(fc.constantFrom('CreateNode', 'createServer'), 8, remoteText),
    resource: mostly(fc.constantFrom('node-1', 'node-2'), 8, remoteText),
    reason: mostly(remoteText, 250, hugeText),
    children: mostly(none, depth === 0 ? 3 : 2, some),
  });
}

/** A job with thousands of sub-jobs, of which the last may be another than all others, or with a tall pile of them. */
function hugeOf(format: Format, phase: fc.Arbitrary<Phase>): fc.Arbitrary<Node> {
  const child = nodeOf(format, subJobId, SUB_JOB_PHASES, DEEPEST).map((node): Child => ({
    place: 0,
    whole: true,
    node,
  }));
  const parts = fc.tuple(nodeOf(format, jobId, phase, DEEPEST), child, child, fc.constantFrom('wide', 'tall'));
  return parts.map(([root, usual, last, form]) => {
    if (form === 'wide') return { ...root, children: [...Array.from({ length: 3000 }, () => usual), last] };
    const above = (below: Child): Child => ({ ...usual, node: { ...usual.node, children: [below] } });
    return { ...root, children: [Array.from({ length: 200 }).reduce(above, last)] };
  });
}

/** Documents about the job that was asked for, most of them well-formed, some about none. */
export function documentOf(format: Format, phase: fc.Arbitrary<Phase>): fc.Arbitrary<Json> {
  const nodes = mostly(nodeOf(format, jobId, phase), 200, hugeOf(format, phase));
  return bent(nodes.map((node) => put(undefined, format.shape.root, built(format.shape, node))));
}

/** How often the root of a document has each phase. */
export const rootPhases = phases;

function built(shape: Shape, node: Node): Json {
  const { id, word, beside, type, resource, reason } = node;
  const other = shape.word === 'phase' ? 'status' : 'phase';
  let job: Json = object();
  if (shape.id !== undefined) job = put(job, shape.id, id);
  if (word !== undefined) job = put(job, [...shape.wordIn, shape.word], word);
  if (beside !== undefined) job = put(job, [...shape.wordIn, other], beside);
  job = put(job, shape.type, type);
  job = put(job, shape.resource, resource);
  job = put(job, shape.reason, reason);
  for (const [index, place] of shape.places.entries()) {
    const here = node.children.filter((child) => child.place % shape.places.length === index);
    if (here.length > 0)
      job = put(
        job,
        place.path,
        here.map((child) => standing(shape, place, child)),
      );
  }
  return job;
}

/** A sub-job as it stands in a place. */
function standing(shape: Shape, place: Place, { node, whole }: Child): Json {
  if (place.holds === 'images') return object(['image_id', node.id], ['status', node.word ?? null]);
  return place.holds === 'ids' && !whole ? node.id : built(shape, node);
}
