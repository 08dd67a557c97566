import {
  checkScenario,
  END_PHASES,
  OMISSIONS,
  ScenarioError,
  SERVICES,
  type ProgressStep,
  type Scenario,
  type ScriptedEnd,
  type ScriptedJob,
} from './scenario.js';

/**
 * A scenario from the parsed JSON of its file.
 *
 * @param name the scenario's name, for itself and for what is said about it
 * @throws {ScenarioError} for anything that is missing, of the wrong type, misspelt or contradictory, with its place
 */
export function decodeScenario(name: string, json: unknown): Scenario {
  const members = new Members(json, `scenario ${name}`);
  const scenario: Scenario = {
    name,
    service: members.oneOf('service', SERVICES),
    description: members.text('description'),
    projectId: members.text('projectId'),
    job: decodeJob(members.required('job'), members.placeOf('job')),
  };
  members.refuseOthers();
  checkScenario(scenario);
  return scenario;
}

function decodeJob(json: unknown, place: string): ScriptedJob {
  const members = new Members(json, place);
  const job: ScriptedJob = {
    id: members.text('id'),
    type: members.text('type'),
    resourceId: members.optional('resourceId', asText),
    resourceName: members.optional('resourceName', asText),
    clusterId: members.optional('clusterId', asText),
    extendParam: members.optional('extendParam', asTexts),
    createdAt: members.optional('createdAt', asTime),
    startsAt: members.time('startsAt'),
    ends: members.optional('ends', decodeEnd),
    progress: members.optional('progress', listOf(decodeStep)),
    omits: members.optional('omits', listOf(oneOf(OMISSIONS))),
    unlistedSubJobs: members.optional('unlistedSubJobs', asBoolean),
    unpaid: members.optional('unpaid', asBoolean),
    subJobs: members.optional('subJobs', listOf(decodeJob)),
  };
  members.refuseOthers();
  return job;
}

function decodeEnd(json: unknown, place: string): ScriptedEnd {
  const members = new Members(json, place);
  const end: ScriptedEnd = {
    at: members.time('at'),
    phase: members.oneOf('phase', END_PHASES),
    reason: members.optional('reason', asText),
    errorCode: members.optional('errorCode', asText),
  };
  members.refuseOthers();
  return end;
}

function decodeStep(json: unknown, place: string): ProgressStep {
  const members = new Members(json, place);
  const step: ProgressStep = {
    at: members.time('at'),
    fraction: asNumber(members.required('fraction'), members.placeOf('fraction')),
    task: members.optional('task', asText),
  };
  members.refuseOthers();
  return step;
}

type Decode<T> = (json: unknown, place: string) => T;

/** The members of a JSON object, each asked for by name, so that in the end a misspelt one is noticed. */
class Members {
  readonly #values: Map<string, unknown>;
  readonly #place: string;

  constructor(json: unknown, place: string) {
    if (typeof json !== 'object' || json === null || Array.isArray(json)) throw wrong(place, 'an object');
    this.#values = new Map(Object.entries(json));
    this.#place = place;
  }

  placeOf(name: string): string {
    return `${this.#place}, ${name}`;
  }

  optional<T>(name: string, decode: Decode<T>): T | undefined {
    const value = this.#values.get(name);
    this.#values.delete(name);
    return value === undefined ? undefined : decode(value, this.placeOf(name));
  }

  required(name: string): unknown {
    const value = this.optional(name, (json) => json);
    if (value === undefined) throw new ScenarioError(`${this.#place} has no ${name}`);
    return value;
  }

  text(name: string): string {
    return asText(this.required(name), this.placeOf(name));
  }

  time(name: string): number {
    return asTime(this.required(name), this.placeOf(name));
  }

  oneOf<T extends string>(name: string, words: readonly T[]): T {
    return oneOf(words)(this.required(name), this.placeOf(name));
  }

  refuseOthers(): void {
    const [name] = this.#values.keys();
    if (name !== undefined) throw new ScenarioError(`${this.#place} has ${name}, which means nothing there`);
  }
}

function wrong(place: string, expected: string): ScenarioError {
  return new ScenarioError(`${place} must be ${expected}`);
}

function asText(json: unknown, place: string): string {
  if (typeof json !== 'string' || json === '') throw wrong(place, 'a text');
  return json;
}

function asBoolean(json: unknown, place: string): boolean {
  if (typeof json !== 'boolean') throw wrong(place, 'true or false');
  return json;
}

function asNumber(json: unknown, place: string): number {
  if (typeof json !== 'number') throw wrong(place, 'a number');
  return json;
}

function asTime(json: unknown, place: string): number {
  const value = asNumber(json, place);
  if (!Number.isInteger(value) || value < 0) throw wrong(place, 'a whole number of milliseconds, 0 or more');
  return value;
}

function asTexts(json: unknown, place: string): Record<string, string> {
  if (typeof json !== 'object' || json === null || Array.isArray(json)) throw wrong(place, 'an object');
  return Object.fromEntries(Object.entries(json).map(([name, value]) => [name, asText(value, `${place}, ${name}`)]));
}

function listOf<T>(decode: Decode<T>): Decode<T[]> {
  return (json, place) => {
    if (!Array.isArray(json)) throw wrong(place, 'a list');
    return json.map((entry: unknown, index) => decode(entry, `${place}[${index}]`));
  };
}

function oneOf<T extends string>(words: readonly T[]): Decode<T> {
  return (json, place) => {
    const word = words.find((each) => each === json);
    if (word === undefined) throw wrong(place, `one of ${words.join(', ')}`);
    return word;
  };
}
