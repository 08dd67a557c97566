/** What the runner tells an action about itself, its run and its log. */
import { readFileSync } from 'node:fs';

/** A variable of the environment, `''` where it is not set. */
export function variable(name: string): string {
  return process.env[name] ?? '';
}

/** The document of the event that started the run; `undefined` where it cannot be read. */
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
