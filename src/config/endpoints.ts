/** Endpoints of the services: given as a URL, or picked by region. */
import { findRegion, KNOWN_REGIONS, type Region } from '../base/regions.js';
import { isLoopback } from '../base/url.js';
import type { SettingName } from '../base/settings.js';
import { FAMILIES } from './environment.js';
import { find, type Found, type Problems, type Settings } from './settings.js';
import { suggestRegion, suggestUrl } from './suggestions.js';

/** Stands for a URL that was refused. Nothing is ever sent there. */
const INVALID_URL = new URL('https://invalid');

/** A service's base URL, and where it was found. */
export interface Endpoint {
  readonly url: URL;
  readonly from: string;
}

/** Endpoints by URL or else by region, which is looked at only where it is needed. */
export class Endpoints {
  readonly #settings: Settings;
  readonly #problems: Problems;
  readonly #name: Found;
  readonly #region: Region | undefined;
  #used = false;
  #refused = false;

  constructor(settings: Settings, problems: Problems) {
    this.#settings = settings;
    this.#problems = problems;
    this.#name = find(
      settings,
      'region',
      FAMILIES.map(({ region }) => region),
    );
    this.#region = findRegion(this.#name.value);
  }

  /** The region and its cloud in words where it is used and is not of Huawei Cloud; else `undefined`. */
  get foreign(): string | undefined {
    const isUsed = this.#used || find(this.#settings, 'region').value !== '';
    if (!isUsed || this.#region === undefined || this.#region.cloud === 'Huawei Cloud') return undefined;
    return `${this.#name.value} belongs to ${this.#region.cloud}`;
  }

  /** @param endpointIn the service's public endpoint in a region */
  endpointOf(setting: 'endpoint' | 'iam_endpoint' | 'sts_endpoint', endpointIn: (region: Region) => URL): Endpoint {
    const example = setting === 'sts_endpoint' ? 'ap-southeast-1' : 'eu-de';
    const exampleRegion = findRegion(example);
    const host = exampleRegion === undefined ? '' : endpointIn(exampleRegion).host;
    const baseUrl = `the base URL of the service, e.g. https://${host}`;
    const given = find(this.#settings, setting);
    if (given.value !== '') {
      const url = parseEndpoint(setting, given, `pass ${baseUrl}`, this.#problems);
      return { url, from: given.from };
    }
    this.#used = true;
    const { from, value } = this.#name;
    if (this.#region !== undefined) {
      return { url: endpointIn(this.#region), from };
    }
    const { nameOf } = this.#settings;
    if (value === '') {
      this.#problems.refuse('region', this.#name, `pass it, e.g. ${example}, or ${nameOf(setting)}: ${baseUrl}.`);
    } else if (!this.#refused) {
      const wanted = `known are ${KNOWN_REGIONS}; for any other pass ${nameOf('endpoint')} instead.`;
      this.#problems.refuse('region', this.#name, wanted, suggestRegion(value));
    }
    this.#refused = true;
    return { url: INVALID_URL, from };
  }
}

/**
 * The base URL of a service: `https` only, plain `http` for loopback hosts alone; no user info, query,
 * fragment or port 0.
 *
 * @param wanted what to pass instead, for the sentence that refuses it
 */
function parseEndpoint(setting: SettingName, given: Found, wanted: string, problems: Problems): URL {
  const { value: text, from } = given;
  if (!URL.canParse(text)) {
    // What cannot be parsed cannot be searched for a password either, but it is shown where there can be none.
    if (text.includes('@')) problems.add(setting, `${from} is not a URL: ${wanted}.`);
    else problems.refuse(setting, given, `${wanted}.`, suggestUrl(text));
    return INVALID_URL;
  }
  const url = new URL(text);
  if (url.username !== '' || url.password !== '' || /[?#]/.test(text)) {
    const parts = `${from} has user info, a query or a fragment`;
    problems.add(setting, `${parts}: ${wanted}, and the credentials as settings of their own.`);
  } else if (url.port === '0') {
    problems.refuse(setting, given, `no service listens on port 0: ${wanted}.`);
  } else if (!isConfidential(url)) {
    const why = 'only https keeps the credentials secret (http is for loopback hosts alone)';
    const meant = suggestUrl(text);
    if (meant === undefined) problems.refuse(setting, given, `${why}: ${wanted}.`);
    else problems.suggest(setting, `${problems.quote(given)}: ${why}.`, meant);
  }
  return url;
}

/** Whether what is sent to a URL stays between us and its host: over TLS, or on this machine. */
export function isConfidential({ protocol, hostname }: URL): boolean {
  return protocol === 'https:' || (protocol === 'http:' && isLoopback(hostname));
}
