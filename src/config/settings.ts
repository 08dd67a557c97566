/** Where settings come from, and how everything that is wrong with them is collected. */
import type { NameSetting, SettingName } from '../base/settings.js';
import { capitalized } from '../base/words.js';
import { firstSet, type ReadVariable } from './environment.js';
import { explainLeftover, unquoted } from './suggestions.js';

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
  /** What is wrong with how settings were given, before any of them is looked at; nothing by default. */
  readonly problems?: readonly SettingProblem[];
  /** What is wrong with the OIDC token that the host can give, one sentence each; for keyless methods alone. */
  readonly idTokenProblems: (audience: string) => readonly string[];
  /** Why the host may have passed on no secrets, in a sentence: a pull request from a fork gets none; else `''`. */
  readonly whyNoSecrets: () => string;
  /** What was given and is read by nothing, such as an input whose name is misspelt: one sentence each. */
  readonly warnings: readonly string[];
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
export interface SettingProblem {
  readonly setting: SettingName | undefined;
  readonly message: string;
}

/** What is wrong with the settings: all of it is reported at once. */
export class Problems {
  readonly list: SettingProblem[] = [];
  readonly #show: (text: string) => string;

  /** @param show makes what was given fit to be shown: in one line, cut, without secrets */
  constructor(show: (text: string) => string) {
    this.#show = show;
  }

  /**
   * Says what would be right, or what was probably meant, where that is known.
   *
   * @param wanted what would be right, as the rest of a sentence
   * @param meant a value that would be right
   */
  refuse(setting: SettingName, found: Found, wanted: string, meant = unquoted(found.value)): void {
    const hint = explainLeftover(found.value);
    const given = this.quote(found);
    if (hint !== undefined) this.add(setting, `${given}. ${hint}`);
    else if (meant === undefined) this.add(setting, `${given}: ${wanted}`);
    else this.suggest(setting, `${given}.`, meant);
  }

  /** What was given, as the beginning of a sentence: `input region is "mars"`, `input region is missing`. */
  quote({ value, from }: Found): string {
    return `${from} is ${value === '' ? 'missing' : `"${this.#show(value)}"`}`;
  }

  /** A whole sentence about what is not shown, followed by what was probably meant, where that is known. */
  suggest(setting: SettingName, sentence: string, meant: string | undefined): void {
    this.add(setting, meant === undefined ? sentence : `${sentence} Did you mean ${this.#show(meant)}?`);
  }

  /** A whole sentence. For secrets, and for what may hold one: the given text is not shown. */
  add(setting: SettingName | undefined, sentence: string): void {
    this.list.push({ setting, message: capitalized(sentence) });
  }
}
