/** Where to ask, about which project, and as whom: from the inputs and, where they are silent, from the environment. */
import { parseCredentials } from './auth/parse.js';
import type { CredentialsPlan } from './auth/plan.js';
import { NOWHERE, parseEndpoint } from './endpoint.js';
import { FAMILIES, firstSet, type ReadVariable } from './environment.js';
import type { Problems } from './problems.js';
import { findRegion, KNOWN_REGIONS, type Cloud, type Region } from './regions.js';
import type { Service } from './services/service.js';

/** The inputs that this module reads. */
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

/** Everything that is needed to be let in. */
export interface Access {
  readonly projectId: string;
  readonly endpoint: URL;
  /** Whose endpoint that is, where it was picked by region. */
  readonly cloud: Cloud | undefined;
  readonly credentials: CredentialsPlan;
  /** Where each value came from, for people; never the value. */
  readonly sources: readonly string[];
}

/** A value, and where it came from: `input region`, `environment variable OS_REGION_NAME`. */
export interface Found {
  readonly value: string;
  readonly from: string;
}

const ID = /^[A-Za-z0-9_-]{1,128}$/;

/** Whether a text can be a job's or a project's ID, which become part of a path. */
export function isId(text: string): boolean {
  return ID.test(text);
}

/** What such an ID looks like. */
export const ID_SYNTAX = 'letters, digits, - and _, 128 at most';

/** Reads all of it. What is wrong is told; the values returned then are never used. */
export function parseAccess(sources: AccessSources, service: Service): Access {
  const { problems } = sources;
  const project = find(
    sources,
    'project_id',
    FAMILIES.map(({ projectId }) => projectId),
  );
  if (!isId(project.value)) {
    const wanted = `pass the ID (not the name) of the project that owns the job: ${ID_SYNTAX}.`;
    problems.refuse(project.from, project.value, wanted);
  }
  const regional = new RegionalEndpoints(sources);
  const endpoint = regional.endpointOf('endpoint', service.host);
  const credentials = parseCredentials(sources, regional);
  return {
    projectId: project.value,
    endpoint: endpoint.url,
    cloud: endpoint.cloud,
    credentials: credentials.plan,
    sources: [`project: ${project.from}`, `endpoint: ${endpoint.from}`, `credentials: ${credentials.from}`],
  };
}

/** An input or, where it is not given, the first variable that says the same. */
function find(
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

/** Endpoints by input or else by region, which is looked at only where it is needed. */
export class RegionalEndpoints {
  readonly #sources: AccessSources;
  readonly #name: Found;
  readonly #region: Region | undefined;
  #used = false;
  #refused = false;

  constructor(sources: AccessSources) {
    this.#sources = sources;
    this.#name = find(
      sources,
      'region',
      FAMILIES.map(({ region }) => region),
    );
    this.#region = findRegion(this.#name.value);
  }

  /** The region and its cloud in words where it plays a part and is not of Huawei Cloud; else `undefined`. */
  get foreign(): string | undefined {
    const plays = this.#used || this.#sources.input('region') !== '';
    if (!plays || this.#region === undefined || this.#region.cloud === 'Huawei Cloud') return undefined;
    return `${this.#name.value} belongs to ${this.#region.cloud}`;
  }

  /** @param service the service's name in host names */
  endpointOf(
    input: 'endpoint' | 'iam_endpoint' | 'sts_endpoint',
    service: string,
  ): { readonly url: URL; readonly cloud: Cloud | undefined; readonly from: string } {
    const { input: read, problems } = this.#sources;
    const { value, from } = this.#name;
    const baseUrl = `the base URL of the service, e.g. https://${service}.eu-de.otc.t-systems.com`;
    const text = read(input);
    if (text !== '') {
      return { url: parseEndpoint(input, text, `pass ${baseUrl}`, problems), cloud: undefined, from: `input ${input}` };
    }
    this.#used = true;
    if (this.#region !== undefined) {
      return { url: this.#region.endpointOf(service), cloud: this.#region.cloud, from };
    }
    if (value === '') problems.refuse(`input ${input}`, '', `pass region, e.g. eu-de, or ${baseUrl}.`);
    else if (!this.#refused) {
      problems.refuse(from, value, `known are ${KNOWN_REGIONS}; for any other pass endpoint instead.`);
    }
    this.#refused = true;
    return { url: NOWHERE, cloud: undefined, from };
  }
}
