/** What the runner says to an action about itself, its run, its log and its inputs, and what it holds back. */
import { readFileSync } from 'node:fs';

import { isJsonObject, objectAt, textAt } from '../../base/json.js';
import { isSettingName, SETTING_DEFAULTS, type SettingName } from '../../base/settings.js';
import { nearest } from '../../base/words.js';
import type { ReadVariable } from '../../config/environment.js';

/** A variable of the environment, `''` where it is not set. */
export function variable(name: string): string {
  return process.env[name] ?? '';
}

/** The payload of the event that started the run; `undefined` where it cannot be read. */
export function readEvent(): unknown {
  try {
    return JSON.parse(readFileSync(variable('GITHUB_EVENT_PATH'), 'utf8'));
  } catch {
    return undefined;
  }
}

/** Whether the log is shown in colour: GitHub's is, and a terminal's; anyone may say otherwise. */
export function showsColour(): boolean {
  if (variable('NO_COLOR') !== '') return false;
  const forced = variable('FORCE_COLOR');
  return forced !== '' ? forced !== '0' : variable('GITHUB_ACTIONS') === 'true' || process.stdout.isTTY;
}

/** Whether debug logging is on: as a runner says it, or as a workflow's variable that other runners pass on. */
export function isDebugging(): boolean {
  return variable('RUNNER_DEBUG') === '1' || variable('ACTIONS_STEP_DEBUG') === 'true';
}

/** The page on troubleshooting of the action at the version that runs; `''` where the runner does not say which. */
export function helpPage(read: (name: string) => string): string {
  const server = read('GITHUB_SERVER_URL') || 'https://github.com';
  const url = `${server}/${read('GITHUB_ACTION_REPOSITORY')}/blob/${read('GITHUB_ACTION_REF')}/docs/troubleshooting.md`;
  return HELP_PAGE.test(url) ? url : '';
}

const HELP_PAGE = /^https?:\/\/[\w.:-]+(?:\/[\w.-]+)+\/blob(?:\/[\w.-]+)+\/docs\/troubleshooting\.md$/;

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
