/** Where settings come from, and how everything that is wrong with them is collected. */
import type { NameSetting, SettingName } from '../base/settings.js';
import { firstSet, type ReadVariable } from './environment.js';

/** One place that settings come from: the inputs of an action, options of a command, variables of the gate's own. */
export interface SettingsLayer {
  /** A setting without surrounding blanks; `''` where it is not given here. */
  readonly read: (name: SettingName) => string;
  /** The place by name: `input token`, `option --access-key`, `environment variable CLOUD_JOB_GATE_TOKEN`. */
  readonly describe: (name: SettingName) => string;
  /**
   * Whether a person named each of them for this very run. If so, a complete authentication method beside a part of
   * another one is an error. Variables that a machine has anyway are not held to that.
   */
  readonly explicit: boolean;
}

/** Everything that a configuration is made from. */
export interface Settings {
  /** From the one that wins to the one that is asked last. */
  readonly layers: readonly [SettingsLayer, ...SettingsLayer[]];
  /** A variable that other tools leave behind, without surrounding blanks; `''` where it is not set. */
  readonly variable: ReadVariable;
  readonly nameOf: NameSetting;
  /** What is wrong with the OIDC token that the host can give, one sentence each; for keyless methods alone. */
  readonly idTokenProblems: (audience: string) => readonly string[];
}

/** A value, and where it came from: `input region`, `environment variable OS_REGION_NAME`. */
export interface Found {
  readonly value: string;
  readonly from: string;
}

/** A setting from the first layer that has it, else the first variable that says the same. */
export function find(
  { layers, variable }: Settings,
  name: SettingName,
  variables: readonly (string | undefined)[] = [],
): Found {
  for (const { read, describe } of layers) {
    const value = read(name);
    if (value !== '') return { value, from: describe(name) };
  }
  const other = firstSet(variables, variable);
  return other === undefined
    ? { value: '', from: layers[0].describe(name) }
    : { value: other.value, from: `environment variable ${other.name}` };
}

/** One thing that is wrong, in a sentence, and the setting that has to be changed, where it is one. */
export interface Problem {
  readonly setting: SettingName | undefined;
  readonly message: string;
}

/** What is wrong with the settings: all of it is reported at once. */
export class Problems {
  readonly list: Problem[] = [];
  readonly #show: (text: string) => string;

  /** @param show makes what was given fit to be shown: in one line, cut, without secrets */
  constructor(show: (text: string) => string) {
    this.#show = show;
  }

  /** @param wanted what would be right, as the rest of a sentence */
  refuse(setting: SettingName, { value, from }: Found, wanted: string): void {
    this.add(setting, `${from} ${value === '' ? 'is missing' : `is "${this.#show(value)}"`}: ${wanted}`);
  }

  /** A whole sentence. For secrets, and for what may hold one: the given text is not shown. */
  add(setting: SettingName | undefined, sentence: string): void {
    this.list.push({ setting, message: sentence.charAt(0).toUpperCase() + sentence.slice(1) });
  }
}
