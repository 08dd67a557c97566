import { NOWHERE, parseEndpoint } from './endpoint.js';
import { FAMILIES } from './environment.js';
import { findRegion, KNOWN_REGIONS, type Cloud, type Region } from './regions.js';
import { find, type AccessSources, type Found } from './sources.js';

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
    const example = input === 'sts_endpoint' ? 'ap-southeast-1' : 'eu-de';
    const host = findRegion(example)?.endpointOf(service).host ?? '';
    const baseUrl = `the base URL of the service, e.g. https://${host}`;
    const text = read(input);
    if (text !== '') {
      return { url: parseEndpoint(input, text, `pass ${baseUrl}`, problems), cloud: undefined, from: `input ${input}` };
    }
    this.#used = true;
    if (this.#region !== undefined) {
      return { url: this.#region.endpointOf(service), cloud: this.#region.cloud, from };
    }
    if (value === '') problems.refuse(`input ${input}`, '', `pass region, e.g. ${example}, or ${baseUrl}.`);
    else if (!this.#refused) {
      problems.refuse(from, value, `known are ${KNOWN_REGIONS}; for any other pass endpoint instead.`);
    }
    this.#refused = true;
    return { url: NOWHERE, cloud: undefined, from };
  }
}
