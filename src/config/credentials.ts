/** Which authentication method the settings or, where they name none, the environment say. Exactly one is complete. */
import type { AccessKey, CredentialsOptions } from '../auth/credentials.js';
import type { AuthMethod } from '../base/api-error.js';
import type { SettingName } from '../base/settings.js';
import type { Endpoints } from './endpoints.js';
import { FAMILIES, firstSet } from './environment.js';
import { explainSecret } from './suggestions.js';
import { find, type Found, type Problems, type Settings, type SettingsLayer } from './settings.js';

/** The credentials, and where their values came from. */
interface ParsedCredentials {
  readonly options: CredentialsOptions;
  readonly from: string;
}

/** The settings that make a method complete, and those that it takes besides. `audience` belongs to two methods. */
const METHODS: readonly {
  readonly kind: AuthMethod;
  readonly needs: readonly SettingName[];
  readonly takes: readonly SettingName[];
}[] = [
  { kind: 'token', needs: ['token'], takes: [] },
  { kind: 'access-key', needs: ['access_key', 'secret_key'], takes: ['security_token'] },
  { kind: 'iam', needs: ['identity_provider'], takes: [] },
  { kind: 'sts', needs: ['provider_urn', 'agency_urn'], takes: [] },
];
type Method = (typeof METHODS)[number];

const MAX_TOKEN_LENGTH = 16_384;

const NO_CREDENTIALS: ParsedCredentials = { options: { kind: 'token', token: '' }, from: '' };

/** Reads the credentials. What is wrong is reported, without showing it; what is returned then is never used. */
export function parseCredentials(settings: Settings, endpoints: Endpoints, problems: Problems): ParsedCredentials {
  return new CredentialsParser(settings, endpoints, problems).parse();
}

class CredentialsParser {
  constructor(
    private readonly settings: Settings,
    private readonly endpoints: Endpoints,
    private readonly problems: Problems,
  ) {}

  /** The first layer that names a method decides; those below only complete it. */
  parse(): ParsedCredentials {
    for (const layer of this.settings.layers) {
      const parsed = this.#fromLayer(layer);
      if (parsed !== undefined) return parsed;
    }
    const [first] = this.settings.layers;
    // No method that the families name takes an audience, so whoever gives one meant another method.
    return first.explicit && first.read('audience') !== '' ? this.#unclear(first, ['audience']) : this.#fromFamilies();
  }

  #fromLayer(layer: SettingsLayer): ParsedCredentials | undefined {
    const isGiven = (name: SettingName): boolean => layer.read(name) !== '';
    const begun = METHODS.filter(({ needs, takes }) => [...needs, ...takes].some(isGiven));
    const candidates = layer.explicit ? begun : preferComplete(begun, isGiven);
    const given = candidates.flatMap(({ needs, takes }) => [...needs, ...takes].filter(isGiven));
    const isKeyless = candidates.some(({ kind }) => kind === 'iam' || kind === 'sts');
    if (layer.explicit && isGiven('audience') && !isKeyless) given.push('audience');
    const [method] = candidates;
    if (method === undefined) return undefined;
    if (candidates.length > 1 || given.includes('audience')) return this.#unclear(layer, given);
    for (const name of method.needs) {
      const found = find(this.settings, name);
      if (found.value === '') {
        const why = `${listed(layer, given)} needs it. ${this.settings.whyNoSecrets()}`;
        this.problems.refuse(name, found, why.trim());
      }
    }
    const used = [...method.needs, ...method.takes].filter((name) => find(this.settings, name).value !== '');
    const from = used.every(isGiven)
      ? listed(layer, used)
      : used.map((name) => find(this.settings, name).from).join(', ');
    return { options: this.#optionsOf(method.kind), from };
  }

  #unclear(layer: SettingsLayer, given: readonly SettingName[]): ParsedCredentials {
    const why = given.length === 1 ? 'is not enough to authenticate' : 'belong to different authentication methods';
    this.problems.add(given[0], `${listed(layer, given)} ${why}: ${this.#oneMethod()}.`);
    return NO_CREDENTIALS;
  }

  #oneMethod(): string {
    const name = this.settings.nameOf;
    const methods = METHODS.map(({ needs }) => needs.map(name).join(' and '));
    return `pass one of ${methods.join('; ')}`;
  }

  #optionsOf(kind: AuthMethod): CredentialsOptions {
    switch (kind) {
      case 'token':
        return { kind, token: this.#checked('token', 'token', find(this.settings, 'token')) };
      case 'access-key':
        return { kind, key: this.#checkedKey((name) => find(this.settings, name)) };
      case 'iam': {
        const provider = find(this.settings, 'identity_provider');
        if (!/^[\x20-\x7e]{1,64}$/.test(provider.value)) {
          this.problems.refuse('identity_provider', provider, 'pass the name that the provider has in IAM.');
        }
        const endpoint = this.endpoints.endpointOf('iam_endpoint', (region) => region.endpointOf('iam')).url;
        return { kind, identityProvider: provider.value, endpoint, audience: this.#audience() };
      }
      case 'sts':
        return this.#stsOptions(kind);
    }
  }

  #stsOptions(kind: 'sts'): CredentialsOptions {
    const endpoint = this.endpoints.endpointOf('sts_endpoint', (region) => region.endpointOf('sts')).url;
    const { foreign } = this.endpoints;
    const providerUrn = find(this.settings, 'provider_urn');
    if (foreign !== undefined) {
      const instead = this.settings.nameOf('identity_provider');
      this.problems.add(
        'provider_urn',
        `${providerUrn.from} is for Huawei Cloud alone, and ${foreign}: use ${instead}.`,
      );
    }
    const agencyUrn = find(this.settings, 'agency_urn').value;
    return { kind, providerUrn: providerUrn.value, agencyUrn, endpoint, audience: this.#audience() };
  }

  #audience(): string {
    const audience = find(this.settings, 'audience').value;
    for (const problem of this.settings.idTokenProblems(audience)) this.problems.add(undefined, problem);
    return audience;
  }

  /** The first family of variables that is complete; one that is not never stands in another's way. */
  #fromFamilies(): ParsedCredentials {
    const { variable } = this.settings;
    const halves: string[] = [];
    for (const { tokens, accessKey, secretKey, securityToken = '' } of FAMILIES) {
      const token = firstSet(tokens, variable);
      if (token !== undefined) {
        const from = `environment variable ${token.name}`;
        const checked = this.#checked('token', 'token', { value: token.value, from });
        return { options: { kind: 'token', token: checked }, from };
      }
      const names = { access_key: accessKey, secret_key: secretKey, security_token: securityToken };
      const set = [accessKey, secretKey].filter((name) => variable(name) !== '');
      if (set.length === 2) {
        const key = this.#checkedKey((name) => ({
          from: `environment variable ${names[name]}`,
          value: names[name] === '' ? '' : variable(names[name]),
        }));
        return { options: { kind: 'access-key', key }, from: `environment variables ${set.join(', ')}` };
      }
      halves.push(...set);
    }
    const half = halves.length === 0 ? '' : ` (${halves.join(', ')} is not enough)`;
    this.problems.add(
      undefined,
      `no credentials, neither as settings nor in the environment${half}: ${this.#oneMethod()}. ${this.settings.whyNoSecrets()}`.trim(),
    );
    return NO_CREDENTIALS;
  }

  #checkedKey(part: (name: 'access_key' | 'secret_key' | 'security_token') => Found): AccessKey {
    return {
      id: this.#checked('access_key', 'access key', part('access_key')),
      secret: this.#checked('secret_key', 'secret key', part('secret_key')),
      securityToken: this.#checked('security_token', 'security token', part('security_token')),
    };
  }

  /** What goes into a header has to be printable ASCII. It is never shown: it may be a secret in the wrong place. */
  #checked(setting: SettingName, noun: string, { from, value }: Found): string {
    const slip = explainSecret(value, noun);
    if (value.length > MAX_TOKEN_LENGTH) {
      this.problems.add(setting, `${from} has ${value.length} characters: a ${noun} has ${MAX_TOKEN_LENGTH} at most.`);
    } else if (slip !== undefined) {
      this.problems.add(setting, `${from} is no ${noun}. ${slip}`);
    } else if (!/^[\x21-\x7e]*$/.test(value)) {
      const what = 'contains a blank, a line break or another character';
      this.problems.add(setting, `${from} ${what} that no ${noun} has: check how it was stored or passed on.`);
    }
    return value;
  }
}

/** Of variables, which a machine may have for something else, the complete methods alone if there are any. */
function preferComplete(begun: readonly Method[], isGiven: (name: SettingName) => boolean): readonly Method[] {
  const complete = begun.filter(({ needs }) => needs.every(isGiven));
  return complete.length > 0 ? complete : begun;
}

/** `inputs access_key, secret_key`: the noun once, then the names. */
function listed({ describe }: SettingsLayer, names: readonly SettingName[]): string {
  const [first = '', ...rest] = names.map(describe);
  if (rest.length === 0) return first;
  const split = first.lastIndexOf(' ');
  const noun = `${first.slice(0, split)}s`.replace(/ys$/, 'ies');
  return `${noun} ${[first, ...rest].map((each) => each.slice(each.lastIndexOf(' ') + 1)).join(', ')}`;
}
