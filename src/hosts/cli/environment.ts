/** What the environment says: of the command line's own, and of the CI system that it runs in. */
import { nearest } from '../../base/words.js';
import type { ReadVariable } from '../../config/environment.js';
import { ID_TOKEN_VARIABLE, OPTIONS, PREFIX, SECRETS, variableOf } from './options.js';
import type { LogStream } from './terminal.js';

/** A variable of the environment without surrounding blanks, `''` where it is not set. */
export function variable(name: string): string {
  return (process.env[name] ?? '').trim();
}

/** Whether this is a job of GitLab CI, whose log folds. gitlab-ci-local says false. */
export function isGitLab(): boolean {
  return !['', 'false'].includes(variable('GITLAB_CI').toLowerCase());
}

/** Whether debug logging is on, as GitLab and Azure Pipelines say it. */
export function isDebugging(): boolean {
  return [variable('CI_DEBUG_TRACE'), variable('SYSTEM_DEBUG')].some((value) => value.toLowerCase() === 'true');
}

/** Whether the log is in colour: on a terminal or by FORCE_COLOR, never with NO_COLOR or on a dumb terminal. */
export function showsColour(stream: LogStream, variable: ReadVariable): boolean {
  if (variable('NO_COLOR') !== '' || variable('TERM') === 'dumb') return false;
  const forced = variable('FORCE_COLOR');
  return forced === '' ? stream.isTTY === true : forced !== '0';
}

/** Whether there is a line that can be rewritten. */
export function canRewrite(stream: LogStream, variable: ReadVariable): boolean {
  return stream.isTTY === true && variable('TERM') !== 'dumb';
}

/** A warning for each variable of ours that is read by nothing, and looks like one that is. */
export function misspeltVariables(environment: Readonly<Record<string, string | undefined>>): string[] {
  const known = [...OPTIONS.map(({ sets }) => sets), ...SECRETS, 'job_id' as const].map(variableOf);
  const names = [...new Set([...known, ID_TOKEN_VARIABLE])];
  return Object.keys(environment)
    .filter((name) => name.startsWith(PREFIX) && !names.includes(name))
    .flatMap((name) => {
      const meant = nearest(
        name.slice(PREFIX.length),
        names.map((each) => each.slice(PREFIX.length)),
      );
      return meant === undefined
        ? []
        : [`Environment variable ${name} is read by nothing. Did you mean ${PREFIX}${meant}?`];
    });
}

/** Why the CI system may have passed on no secrets, as a sentence; `''` where it should have. */
export function whyNoSecrets(variable: ReadVariable): string {
  if (!isGitLab() || variable('CI_COMMIT_REF_PROTECTED') !== 'false') return '';
  return 'GitLab passes protected variables on to protected branches and tags alone, and this runs for another one.';
}
