/** Every option of the command line: its name, what it sets, and which variable says the same. */
import type { SettingName } from '../../base/settings.js';
import { SECRET_SETTINGS } from '../../config/config.js';

/** What the command line takes besides the gate's settings. */
export type OwnOption =
  'token-file' | 'id-token-env' | 'id-token-file' | 'output' | 'dotenv' | 'junit' | 'report' | 'quiet';

/** What an option sets. */
export type Target = SettingName | OwnOption;

export interface Option {
  /** `project-id`, for `--project-id`. */
  readonly name: string;
  readonly sets: Target;
  /** What stands for its value in the help: `ID`; a flag takes none. */
  readonly value: string | undefined;
  /** What a flag sets it to. */
  readonly flag?: 'true' | 'false';
  /** Of waiting alone: who asks once has no use for it. */
  readonly waitOnly?: boolean;
}

/**
 * The settings of the command line that are secrets: it writes no comment. None is an option, since every process of a
 * machine can read a command line.
 */
export const SECRETS = SECRET_SETTINGS.filter((name) => name !== 'github_token');

/** In the order of the help. */
export const OPTIONS: readonly Option[] = [
  setting('project_id', 'ID'),
  setting('service', 'NAME'),
  setting('region', 'NAME'),
  setting('endpoint', 'URL'),
  setting('parent_id', 'ID'),
  { name: 'token-file', sets: 'token-file', value: 'FILE' },
  setting('access_key', 'ID'),
  setting('identity_provider', 'NAME'),
  setting('provider_urn', 'URN'),
  setting('agency_urn', 'URN'),
  setting('audience', 'AUDIENCE'),
  { name: 'id-token-env', sets: 'id-token-env', value: 'NAME' },
  { name: 'id-token-file', sets: 'id-token-file', value: 'FILE' },
  setting('iam_endpoint', 'URL'),
  setting('sts_endpoint', 'URL'),
  setting('timeout', 'DURATION'),
  { ...setting('poll_interval', 'DURATION'), waitOnly: true },
  setting('request_timeout', 'DURATION'),
  { ...setting('outage_tolerance', 'DURATION'), waitOnly: true },
  { name: 'fail-fast', sets: 'fail_fast', value: undefined, flag: 'true', waitOnly: true },
  { name: 'no-fail-fast', sets: 'fail_fast', value: undefined, flag: 'false', waitOnly: true },
  { name: 'output', sets: 'output', value: 'FORMAT' },
  { name: 'dotenv', sets: 'dotenv', value: 'FILE' },
  { name: 'junit', sets: 'junit', value: 'FILE' },
  { name: 'report', sets: 'report', value: 'FILE' },
  { name: 'quiet', sets: 'quiet', value: undefined, flag: 'true' },
];

function setting(name: SettingName, value: string): Option {
  return { name: dashed(name), sets: name, value };
}

/** A setting's name as an option has it: `project-id`. */
export function dashed(name: string): string {
  return name.replaceAll('_', '-');
}

/** What the names of our variables begin with. */
export const PREFIX = 'CLOUD_JOB_GATE_';

/** The variable that holds the OIDC token, unless another one is named. */
export const ID_TOKEN_VARIABLE = `${PREFIX}ID_TOKEN`;

/** The variable that says the same as an option, or that holds a secret: `CLOUD_JOB_GATE_PROJECT_ID`. */
export function variableOf(target: Target): string {
  return `${PREFIX}${target.replaceAll('-', '_').toUpperCase()}`;
}

/** How the command line spells a setting: as its option, its argument, or as the variable where it is a secret. */
export function nameOf(name: SettingName): string {
  if (name === 'job_id') return 'JOB_ID';
  return isSecret(name) ? variableOf(name) : `--${dashed(name)}`;
}

/** Whether a setting is a secret. */
export function isSecret(name: string): boolean {
  return SECRETS.some((secret) => secret === name);
}
