/** What the command line writes, and where. */
import type { ReadVariable } from '../../config/environment.js';
import type { Arguments } from './arguments.js';
import { ownOption } from './settings.js';

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
      problems.push(`${from.charAt(0).toUpperCase()}${from.slice(1)} is neither ${choices.join(' nor ')}.`);
    }
    return index === 1;
  };
  const path = (name: 'dotenv' | 'junit' | 'report'): string => ownOption(name, given, variable).value;
  return {
    json: choice('output', ['text', 'json']),
    quiet: choice('quiet', ['false', 'true']),
    dotenv: path('dotenv'),
    junit: path('junit'),
    report: path('report'),
  };
}
