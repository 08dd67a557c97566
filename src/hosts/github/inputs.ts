/** What GitHub passes on as inputs beside what the action reads, and what it holds back. */
import { isJsonObject, objectAt, textAt } from '../../base/json.js';
import { nearest, SETTING_DEFAULTS, type SettingName } from '../../base/settings.js';
import type { ReadVariable } from '../../config/environment.js';

/** The runner hands each entry of `with:` over as a variable: `INPUT_`, then the name in capitals, blanks as `_`. */
const PREFIX = 'INPUT_';

/** How many are named. */
const MAX_WARNINGS = 10;

/** A warning for each input that the action does not have. The names are the workflow's own. */
export function unknownInputs(environment: Readonly<Record<string, string | undefined>>): string[] {
  const known = Object.keys(SETTING_DEFAULTS).filter(isSettingName);
  return Object.keys(environment)
    .filter((name) => name.startsWith(PREFIX))
    .map((name) => name.slice(PREFIX.length).toLowerCase())
    .filter((name) => name !== '' && !isSettingName(name))
    .slice(0, MAX_WARNINGS)
    .map((name) => {
      const meant = nearest(name, known) ?? ALIASES[name];
      return `Input ${name} is not read: the action has no such input.${meant === undefined ? '' : ` Did you mean ${meant}?`}`;
    });
}

/** What the inputs are called elsewhere. */
const ALIASES: Readonly<Record<string, SettingName>> = {
  job: 'job_id',
  job_ids: 'job_id',
  project: 'project_id',
  ak: 'access_key',
  sk: 'secret_key',
  cluster_id: 'parent_id',
  instance_id: 'parent_id',
  interval: 'poll_interval',
  url: 'endpoint',
};

function isSettingName(name: string): name is SettingName {
  return Object.hasOwn(SETTING_DEFAULTS, name);
}

/**
 * Why a run gets none of the repository's secrets, as a sentence; `''` where it should get them. GitHub passes none on to
 * a pull request from a fork, and only Dependabot's own to one of Dependabot ("Using secrets in GitHub Actions").
 */
export function whyNoSecrets(variable: ReadVariable, event: unknown): string {
  if (variable('GITHUB_EVENT_NAME') !== 'pull_request') return '';
  if (variable('GITHUB_ACTOR') === 'dependabot[bot]') {
    return "Dependabot's pull requests get Dependabot's secrets alone, not those of Actions.";
  }
  const head = objectAt(objectAt(objectAt(isJsonObject(event) ? event : {}, 'pull_request'), 'head'), 'repo');
  const from = textAt(head, 'full_name');
  if (from === '' || from === variable('GITHUB_REPOSITORY')) return '';
  return 'This pull request comes from a fork, and GitHub passes no secrets on to it.';
}
