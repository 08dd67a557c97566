/** Where the values come from that say where to ask and as whom: an input or, where it is silent, the environment. */
import { firstSet, type ReadVariable } from './environment.js';
import type { Problems } from './problems.js';

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
