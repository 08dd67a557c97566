import { findRegion, KNOWN_REGIONS, type Region } from '../base/regions.js';
import { isLoopback } from '../base/url.js';
import { FAMILIES } from './environment.js';
import { type AccessSources, find, type Found, type Problems } from './settings.js';

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

  /** @param endpointIn the service's public endpoint in a region */
  endpointOf(
    input: 'endpoint' | 'iam_endpoint' | 'sts_endpoint',
    endpointIn: (region: Region) => URL,
  ): { readonly url: URL; readonly from: string } {
    const { input: read, problems } = this.#sources;
    const { value, from } = this.#name;
    const example = input === 'sts_endpoint' ? 'ap-southeast-1' : 'eu-de';
    const exampleRegion = findRegion(example);
    const host = exampleRegion === undefined ? '' : endpointIn(exampleRegion).host;
    const baseUrl = `the base URL of the service, e.g. https://${host}`;
    const text = read(input);
    if (text !== '') {
      return { url: parseEndpoint(input, text, `pass ${baseUrl}`, problems), from: `input ${input}` };
    }
    this.#used = true;
    if (this.#region !== undefined) {
      return { url: endpointIn(this.#region), from };
    }
    if (value === '') problems.refuse(`input ${input}`, '', `pass region, e.g. ${example}, or ${baseUrl}.`);
    else if (!this.#refused) {
      problems.refuse(from, value, `known are ${KNOWN_REGIONS}; for any other pass endpoint instead.`);
    }
    this.#refused = true;
    return { url: INVALID_URL, from };
  }
}

/** Stands for a URL that was refused, and is never asked. */
export const INVALID_URL = new URL('https://invalid');

/**
 * The base URL of a service: `https` only, plain `http` for loopback hosts alone; no user info, query or fragment.
 *
 * @param name the input that it comes from
 * @param wanted what to pass instead, for the sentence that refuses it
 */
export function parseEndpoint(name: string, text: string, wanted: string, problems: Problems): URL {
  if (!URL.canParse(text)) {
    // What cannot be parsed cannot be searched for a password either, but it is shown where there can be none.
    if (text.includes('@')) problems.add(`input ${name} is not a URL: ${wanted}.`);
    else problems.refuse(`input ${name}`, text, `${wanted}.`);
    return INVALID_URL;
  }
  const url = new URL(text);
  if (url.username !== '' || url.password !== '' || /[?#]/.test(text)) {
    problems.add(
      `input ${name} has user info, a query or a fragment: ${wanted}, and the credentials as inputs of their own.`,
    );
  } else if (url.protocol !== 'https:' && !(url.protocol === 'http:' && isLoopback(url.hostname))) {
    problems.refuse(
      `input ${name}`,
      text,
      `only https keeps the credentials secret (http is for loopback hosts alone): ${wanted}.`,
    );
  }
  return url;
}
