/** Where the values come from that say where to ask and as whom: an input or, where it is silent, the environment. */
import { firstSet, type ReadVariable } from './environment.js';

/** The inputs that say where to ask, about which project, and as whom. */
export type AccessInput =
  | 'project_id'
  | 'region'
  | 'endpoint'
  | 'token'
  | 'access_key'
  | 'secret_key'
  | 'security_token'
  | 'identity_provider'
  | 'audience'
  | 'provider_urn'
  | 'agency_urn'
  | 'iam_endpoint'
  | 'sts_endpoint';

/** Where values are read from and problems are told to. */
export interface AccessSources {
  readonly input: (name: AccessInput) => string;
  readonly variable: ReadVariable;
  readonly problems: Problems;
}

/** A value, and where it came from: `input region`, `environment variable OS_REGION_NAME`. */
export interface Found {
  readonly value: string;
  readonly from: string;
}

/** An input or, where it is not given, the first variable that says the same. */
export function find(
  { input, variable }: AccessSources,
  name: AccessInput,
  variables: readonly (string | undefined)[],
): Found {
  const given = input(name);
  const other = given === '' ? firstSet(variables, variable) : undefined;
  return other === undefined
    ? { value: given, from: `input ${name}` }
    : { value: other.value, from: `environment variable ${other.name}` };
}

/** What is wrong with the inputs, one sentence each: all of it is told at once. */
export class Problems {
  readonly sentences: string[] = [];
  readonly #show: (text: string) => string;

  /** @param show makes what was given fit to be shown: in one line, cut, without secrets */
  constructor(show: (text: string) => string) {
    this.#show = show;
  }

  /** @param from where the value came from, e.g. `input region` */
  refuse(from: string, given: string, wanted: string): void {
    this.add(`${from} ${given === '' ? 'is missing' : `is "${this.#show(given)}"`}: ${wanted}`);
  }

  /** A whole sentence. For secrets, and for what may hold one: the given text is not shown. */
  add(sentence: string): void {
    this.sentences.push(sentence.charAt(0).toUpperCase() + sentence.slice(1));
  }
}
