/** Settings as an action's inputs give them, for tests. */
import type { SettingName } from '../../../src/base/settings.js';
import type { Settings } from '../../../src/config/settings.js';

export type Inputs = Partial<Record<SettingName, string>>;
export type Environment = Readonly<Record<string, string>>;

/** The same name for a setting everywhere, as in the action. */
export const nameOf = (name: SettingName): string => name;

/** What is wrong with the OIDC token of the test's host; nothing by default. */
export function settingsOf(
  inputs: Inputs,
  environment: Environment = {},
  idTokenProblems: readonly string[] = [],
): Settings {
  return {
    layers: [{ read: (name) => inputs[name] ?? '', describe: (name) => `input ${name}`, explicit: true }],
    variable: (name) => environment[name] ?? '',
    nameOf,
    idTokenProblems: () => idTokenProblems,
    whyNoSecrets: () => '',
    warnings: [],
  };
}
