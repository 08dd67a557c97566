/** Which way of authenticating the inputs or, where they name none, the environment say. Exactly one has to be complete. */
import type { CredentialsOptions, OidcOptions } from '../auth/credentials.js';
import type { AccessKey } from '../auth/sdk-hmac.js';
import { INVALID_URL, type RegionalEndpoints } from './endpoints.js';
import { FAMILIES, firstSet, OIDC_TOKEN_VARIABLE, OIDC_URL_VARIABLE } from './environment.js';
import type { AccessInput, AccessSources } from './settings.js';
import type { AuthMethod } from '../base/api-error.js';

/** A plan, and where its values came from. */
interface ParsedCredentials {
  readonly plan: CredentialsOptions;
  readonly from: string;
}

/** The inputs that make a way, and those that it can do without. `audience` belongs to two ways. */
const WAYS: readonly {
  readonly kind: AuthMethod;
  readonly needs: readonly AccessInput[];
  readonly takes: readonly AccessInput[];
}[] = [
  { kind: 'token', needs: ['token'], takes: [] },
  { kind: 'access-key', needs: ['access_key', 'secret_key'], takes: ['security_token'] },
  { kind: 'iam', needs: ['identity_provider'], takes: [] },
  { kind: 'sts', needs: ['provider_urn', 'agency_urn'], takes: [] },
];

const ONE_WAY = 'pass one of token; access_key and secret_key; identity_provider; provider_urn and agency_urn';

const LONGEST_TOKEN = 16_384;

const NO_PLAN: ParsedCredentials = { plan: { kind: 'token', token: '' }, from: '' };

/** Reads the credentials. What is wrong is told, without showing it; the plan returned then is never used. */
export function parseCredentials(sources: AccessSources, endpoints: RegionalEndpoints): ParsedCredentials {
  const { input, problems } = sources;
  const isGiven = (name: AccessInput): boolean => input(name) !== '';
  const begun = WAYS.filter(({ needs, takes }) => [...needs, ...takes].some(isGiven));
  const given = begun.flatMap(({ needs, takes }) => [...needs, ...takes].filter(isGiven));
  const keyless = begun.some(({ kind }) => kind === 'iam' || kind === 'sts');
  if (isGiven('audience') && !keyless) given.push('audience');
  const [way] = begun;
  if (way === undefined && given.length === 0) return fromEnvironment(sources);
  if (way === undefined || begun.length > 1 || given.includes('audience')) {
    const why = given.length === 1 ? 'makes no way' : 'belong to different ways';
    problems.add(`${listed(given)} ${why} of authenticating: ${ONE_WAY}.`);
    return NO_PLAN;
  }
  for (const missing of way.needs.filter((name) => !isGiven(name))) {
    problems.refuse(`input ${missing}`, '', `${listed(given)} cannot do without it.`);
  }
  return { plan: planOf(way.kind, sources, endpoints), from: listed(given) };
}

function listed(names: readonly AccessInput[]): string {
  return `input${names.length === 1 ? '' : 's'} ${names.join(', ')}`;
}

function planOf(kind: AuthMethod, sources: AccessSources, endpoints: RegionalEndpoints): CredentialsOptions {
  const { input, problems } = sources;
  switch (kind) {
    case 'token':
      return { kind, token: checked(sources, 'input token', 'token', input('token')) };
    case 'access-key':
      return { kind, key: checkedKey(sources, (name) => ({ from: `input ${name}`, value: input(name) })) };
    case 'iam': {
      const identityProvider = input('identity_provider');
      if (!/^[\x20-\x7e]{1,64}$/.test(identityProvider)) {
        problems.refuse('input identity_provider', identityProvider, 'pass the name that the provider has in IAM.');
      }
      return {
        kind,
        identityProvider,
        endpoint: endpoints.endpointOf('iam_endpoint', (region) => region.endpointOf('iam')).url,
        oidc: oidc(sources),
      };
    }
    case 'sts': {
      const endpoint = endpoints.endpointOf('sts_endpoint', (region) => region.endpointOf('sts')).url;
      if (endpoints.foreign !== undefined) {
        problems.add(`input provider_urn is for Huawei Cloud alone, and ${endpoints.foreign}: use identity_provider.`);
      }
      return {
        kind,
        providerUrn: input('provider_urn'),
        agencyUrn: input('agency_urn'),
        endpoint,
        oidc: oidc(sources),
      };
    }
  }
}

/** GitHub gives a job these two variables only if it may ask for OIDC tokens. */
function oidc({ input, variable, problems }: AccessSources): OidcOptions {
  const url = variable(OIDC_URL_VARIABLE);
  const requestToken = variable(OIDC_TOKEN_VARIABLE);
  const allowed = URL.canParse(url) && requestToken !== '';
  if (!allowed) {
    problems.add('Missing permissions: id-token: write. Without it GitHub gives the job no OIDC token to exchange.');
  }
  return { requestUrl: allowed ? new URL(url) : INVALID_URL, requestToken, audience: input('audience') };
}

/** The first family that is complete; one that is not never stands in another's way. */
function fromEnvironment(sources: AccessSources): ParsedCredentials {
  const { variable, problems } = sources;
  const halves: string[] = [];
  for (const { tokens, accessKey, secretKey, securityToken = '' } of FAMILIES) {
    const token = firstSet(tokens, variable);
    if (token !== undefined) {
      const from = `environment variable ${token.name}`;
      return { plan: { kind: 'token', token: checked(sources, from, 'token', token.value) }, from };
    }
    const names = { access_key: accessKey, secret_key: secretKey, security_token: securityToken };
    const set = [accessKey, secretKey].filter((name) => variable(name) !== '');
    if (set.length === 2) {
      const key = checkedKey(sources, (name) => ({
        from: `environment variable ${names[name]}`,
        value: names[name] === '' ? '' : variable(names[name]),
      }));
      return { plan: { kind: 'access-key', key }, from: `environment variables ${set.join(', ')}` };
    }
    halves.push(...set);
  }
  const half = halves.length === 0 ? '' : ` (${halves.join(', ')} alone will not do)`;
  problems.add(`No credentials, neither by input nor in the environment${half}: ${ONE_WAY}.`);
  return NO_PLAN;
}

type KeyPart = 'access_key' | 'secret_key' | 'security_token';

function checkedKey(
  sources: AccessSources,
  part: (name: KeyPart) => { readonly from: string; readonly value: string },
): AccessKey {
  const check = (name: KeyPart, noun: string): string => {
    const { from, value } = part(name);
    return checked(sources, from, noun, value);
  };
  const id = check('access_key', 'access key');
  return { id, secret: check('secret_key', 'secret key'), securityToken: check('security_token', 'security token') };
}

/** What goes into a header has to be printable ASCII. It is never shown: it may be a secret in the wrong place. */
function checked({ problems }: AccessSources, from: string, noun: string, value: string): string {
  if (value.length > LONGEST_TOKEN) {
    problems.add(`${from} has ${value.length} characters: a ${noun} has ${LONGEST_TOKEN} at most.`);
  } else if (!/^[\x21-\x7e]*$/.test(value)) {
    problems.add(
      `${from} contains a blank, a line break or another character that no ${noun} has: check how it was stored or passed on.`,
    );
  }
  return value;
}
