/** Where the command line's settings come from: options first, variables of its own below, then what other tools leave. */
import type { SettingName } from '../../base/settings.js';
import { capitalized } from '../../base/words.js';
import type { ReadVariable } from '../../config/environment.js';
import type { Found, SettingsLayer } from '../../config/settings.js';
import type { Task } from '../../report/facts.js';
import type { Arguments } from './arguments.js';
import { isSecret, nameOf, OPTIONS, type OwnOption, variableOf } from './options.js';

/** How long `status` asks at most, unless its option says otherwise. */
const STATUS_TIMEOUT = '30s';

/** Tokens that were read from files, by where the file was named. */
export interface FileTokens {
  readonly option: string;
  readonly variable: string;
}

/** The settings that name an authentication method, if they are options. */
const NAMES_A_METHOD: readonly SettingName[] = ['access_key', 'identity_provider', 'provider_urn', 'agency_urn'];

/** The value of an option of the command line's own: as an option, or else by its variable; `''` where it is not given. */
export function ownOption(name: OwnOption, { values }: Arguments, variable: ReadVariable): Found {
  const option = values.get(name) ?? '';
  if (option !== '') return { value: option, from: `option --${name}` };
  return { value: variable(variableOf(name)), from: `environment variable ${variableOf(name)}` };
}

/** The file that holds the token, and which of the two layers named it; `undefined` where none is to be read. */
export function tokenFileOf(
  given: Arguments,
  variable: ReadVariable,
): (Found & { readonly layer: keyof FileTokens }) | undefined {
  const file = ownOption('token-file', given, variable);
  if (file.value === '') return undefined;
  if (file.from.startsWith('option ')) return { ...file, layer: 'option' };
  // What options say about credentials leaves no use for a variable's file, which may not even be there.
  const isOtherMethod = NAMES_A_METHOD.some((name) => (given.values.get(name) ?? '') !== '');
  return isOtherMethod ? undefined : { ...file, layer: 'variable' };
}

/** The layers of settings, from the one that wins to the one that is asked last. */
export function layersOf(
  task: Task,
  given: Arguments,
  variable: ReadVariable,
  tokens: FileTokens,
): [SettingsLayer, ...SettingsLayer[]] {
  const others = [variablesLayer(task, variable, tokens.variable)];
  return [optionsLayer(given, tokens.option), ...others, ...(task === 'status' ? [STATUS_DEFAULTS] : [])];
}

function optionsLayer({ values, jobIds }: Arguments, token: string): SettingsLayer {
  return {
    read: (name) => {
      if (name === 'job_id') return jobIds.join(' ').trim();
      return name === 'token' ? token : (values.get(name) ?? '');
    },
    describe: (name) => {
      if (name === 'job_id') return 'argument JOB_ID';
      if (name === 'token') return 'option --token-file';
      return isSecret(name) ? `environment variable ${variableOf(name)}` : `option ${nameOf(name)}`;
    },
    explicit: true,
  };
}

function variablesLayer(task: Task, variable: ReadVariable, token: string): SettingsLayer {
  const unused = new Set<string>(
    task === 'wait' ? [] : ['timeout', ...OPTIONS.filter(({ waitOnly }) => waitOnly).map(({ sets }) => sets)],
  );
  const isKnown = (name: SettingName): boolean =>
    name === 'job_id' || isSecret(name) || OPTIONS.some(({ sets }) => sets === name);
  return {
    read: (name) => {
      if (!isKnown(name) || unused.has(name)) return '';
      return name === 'token' && token !== '' ? token : variable(variableOf(name));
    },
    describe: (name) => `environment variable ${variableOf(name === 'token' && token !== '' ? 'token-file' : name)}`,
    explicit: false,
  };
}

const STATUS_DEFAULTS: SettingsLayer = {
  read: (name) => (name === 'timeout' ? STATUS_TIMEOUT : ''),
  describe: () => 'the default of status',
  explicit: false,
};

export interface OutputOptions {
  /** Whether standard output has one JSON object, or nothing. */
  readonly json: boolean;
  /** Paths, as they were given; `''` for what is not wanted. */
  readonly dotenv: string;
  readonly junit: string;
  readonly report: string;
  /** Whether the log is its ending alone. */
  readonly quiet: boolean;
}

/** Reads them all. What is wrong is added to the problems. */
export function outputOptionsOf(given: Arguments, variable: ReadVariable, problems: string[]): OutputOptions {
  const choice = (name: 'output' | 'quiet', choices: readonly [string, string]): boolean => {
    const { value, from } = ownOption(name, given, variable);
    const index = choices.indexOf(value.toLowerCase());
    if (value !== '' && index === -1) {
      problems.push(`${capitalized(from)} is neither ${choices.join(' nor ')}.`);
    }
    return index === 1;
  };
  const paths = new Map<string, string>();
  const path = (name: 'dotenv' | 'junit' | 'report'): string => {
    const { value, from } = ownOption(name, given, variable);
    const other = paths.get(value);
    // One would overwrite the other; a device such as /dev/null takes both.
    if (other !== undefined && !value.startsWith('/dev/'))
      problems.push(`${capitalized(from)} and ${other} name one file.`);
    if (value !== '') paths.set(value, from);
    return value;
  };
  return {
    json: choice('output', ['text', 'json']),
    quiet: choice('quiet', ['false', 'true']),
    dotenv: path('dotenv'),
    junit: path('junit'),
    report: path('report'),
  };
}
