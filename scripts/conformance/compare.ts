/** Holds what the gate says of a service to what its provider's models say. */
import { isJsonObject, type JsonObject } from '../../src/base/json.js';
import type { Job, Phase } from '../../src/services/job.js';
import { phasesOf, type DocumentedWord } from './words.js';

/** What the gate says about a service. */
export interface GateSide {
  readonly service: string;
  /** `Unknown` for a word that the service's row does not have. */
  readonly phaseOf: (word: string) => Phase;
  /** `GET /v3/{project_id}/jobs?id={job_id}` */
  readonly request: string;
  /** The host that it would ask in a region; `undefined` where it knows no such region. */
  readonly hostIn: (region: string) => string | undefined;
  readonly decode: (body: JsonObject, jobId: string) => Job;
  /** Where it says that the answers of calls have the job's ID, as jq writes it. */
  readonly jobIdPlaces: readonly string[];
}

/** What the provider's models say about it. */
export interface ProviderSide {
  readonly words: readonly DocumentedWord[];
  /** The requests that the models have for a job: one, where they agree. */
  readonly requests: readonly string[];
  readonly hosts: ReadonlyMap<string, string>;
  readonly examples: readonly unknown[];
  /** Where the answers of calls have the job's ID, with the names of the calls. */
  readonly jobIdPlaces: ReadonlyMap<string, readonly string[]>;
}

/** What is compared of a service. */
export const ASPECTS = ['words', 'paths', 'hosts', 'examples', 'job IDs'] as const;
export type Aspect = (typeof ASPECTS)[number];

/** A check: what was looked at (a word, a region …), and why it does not hold, `''` where it does. */
export interface Check {
  readonly about: string;
  readonly problem: string;
}

/** Everything that was compared of a service. */
export type Comparison = Readonly<Record<Aspect, readonly Check[]>>;

/** Nothing. */
export const NOTHING: Comparison = { words: [], paths: [], hosts: [], examples: [], 'job IDs': [] };

/**
 * Compares all that the provider publishes.
 *
 * @param unpublished what its models are known to say nothing of: a model in which anything else is not found was not
 * understood
 */
export function compare(gate: GateSide, provider: ProviderSide, unpublished: readonly Aspect[]): Comparison {
  const checks = (aspect: Aspect, found: readonly Check[]): readonly Check[] => {
    if ((found.length === 0) === unpublished.includes(aspect)) return found;
    const problem = found.length === 0 ? 'has nothing of the kind' : 'has it now: see scripts/conformance/sources.ts';
    return [...found, { about: 'the model', problem }];
  };
  const { words, requests, hosts, examples, jobIdPlaces } = provider;
  return {
    words: checks(
      'words',
      words.map((word) => ({ about: word.word, problem: problemOfWord(gate, word) })),
    ),
    paths: checks(
      'paths',
      requests.map((each) => ({ about: each, problem: problemOfRequest(gate, each) })),
    ),
    hosts: checks('hosts', compareHosts(gate.hostIn, hosts)),
    examples: checks(
      'examples',
      examples.map((body, index) => problemAt(index, problemOfExample(gate, body))),
    ),
    'job IDs': checks('job IDs', jobIdChecks(gate.jobIdPlaces, jobIdPlaces)),
  };
}

function problemAt(index: number, problem: string): Check {
  return { about: `example ${index + 1}`, problem };
}

function problemOfWord(gate: GateSide, documented: DocumentedWord): string {
  const [phase, allowed] = [gate.phaseOf(documented.word), phasesOf(documented)];
  const said = documented.meaning === '' ? 'unexplained' : documented.meaning;
  if (phase === 'Unknown') return `is not known (${said})`;
  if (allowed.length === 0) return `has a meaning that scripts/conformance/words.ts does not know: ${said}`;
  return allowed.includes(phase) ? '' : `counts as ${phase}, and is documented as ${allowed.join(' or ')} (${said})`;
}

function problemOfRequest(gate: GateSide, request: string): string {
  return shapeOf(gate.request) === shapeOf(request) ? '' : `the gate asks ${gate.request}`;
}

/** A request without the names of its parameters, since the models call one ID by several names. */
function shapeOf(request: string): string {
  return request.replaceAll(/\{\w+\}/g, '{}');
}

/** Compares the host of each region that the provider lists. */
export function compareHosts(hostIn: GateSide['hostIn'], hosts: ProviderSide['hosts']): Check[] {
  return [...hosts].map(([region, host]) => {
    const ours = hostIn(region);
    const problem = `the provider says ${host}, the gate ${ours ?? 'knows no such region'}`;
    return { about: region, problem: ours === host ? '' : problem };
  });
}

function problemOfExample(gate: GateSide, body: unknown): string {
  if (!isJsonObject(body)) return 'is no JSON object';
  let problem = 'has no ID';
  for (const id of idsIn(body)) {
    try {
      const unknown = statusesUnknownIn(gate.decode(body, id));
      return unknown.length === 0 ? '' : `leaves the phase Unknown (${unknown.join(', ')})`;
    } catch (error) {
      problem = `is refused: ${error instanceof Error ? error.message : String(error)}`;
    }
  }
  return problem;
}

/** Every ID in an example: one of them is the job's. */
function idsIn(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]: [string, unknown]) =>
    typeof inner === 'string' && /^(?:job_?|u)?id$/i.test(name) ? [inner] : idsIn(inner),
  );
}

function statusesUnknownIn(job: Job, depth = 0): string[] {
  const own = job.phase === 'Unknown' && (depth === 0 || job.status !== undefined) ? [job.status ?? 'no status'] : [];
  return [...own, ...job.subJobs.flatMap((subJob) => statusesUnknownIn(subJob, depth + 1))];
}

/** Both ways: a place that no call has would send people looking, one that the row lacks leaves them without. */
function jobIdChecks(ours: readonly string[], theirs: ReadonlyMap<string, readonly string[]>): Check[] {
  const missing = ours.filter((place) => !theirs.has(place));
  return [
    ...[...theirs].map(([place, calls]) => ({
      about: place,
      problem: ours.includes(place) ? '' : `is not in the row: where ${shortened(calls)} answer the ID`,
    })),
    ...missing.map((place) => ({
      about: place,
      problem: 'is where no call answers the ID',
    })),
  ];
}

function shortened(names: readonly string[]): string {
  const more = names.length - 3;
  return names.slice(0, 3).join(', ') + (more > 0 ? ` and ${more} more calls` : '');
}
