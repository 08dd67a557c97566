/** The command line, from its words to the end of the process. */
import { parseDuration, systemClock } from '../../base/time.js';
import { SETTING_DEFAULTS } from '../../base/settings.js';
import { parseConfig } from '../../config/config.js';
import { find, type SettingProblem, type Settings } from '../../config/settings.js';
import { USAGE_ERROR_STATUS } from '../../exit-status.js';
import {
  type Cancellation,
  exitWith,
  ignoreClosedStreams,
  listenForSignals,
  onUncaughtException,
} from '../../process/program.js';
import type { Task } from '../../report/facts.js';
import { type Outputs, usageErrorOutputs } from '../../report/outputs/outputs.js';
import { createSanitizer } from '../../report/text/sanitize.js';
import { startRun } from '../../run.js';
import { type Arguments, asksForJson, parseArguments } from './arguments.js';
import { assumedTokens, idTokenSourceOf, readTokens } from './credentials-sources.js';
import { misspeltVariables, variable, whyNoSecrets } from './environment.js';
import { missingFolders, printJson, valuesOf, writeDotenv } from './files.js';
import { createCliHost, type RunOptions } from './host.js';
import { IdTokenReader } from './id-token.js';
import { nameOf } from './options.js';
import { layersOf, type OutputOptions, outputOptionsOf } from './settings.js';
import { helpText, versionText } from './help.js';

/**
 * Runs the command line.
 *
 * @param words the arguments of the program
 */
export async function main(words: readonly string[]): Promise<never> {
  ignoreClosedStreams();
  const startedAt = systemClock.now();
  const cancellation = listenForSignals();
  const given = parseArguments(words);
  const problems = [...given.problems];
  if (given.asksFor !== undefined && problems.length === 0) {
    process.stdout.write(given.asksFor === 'help' ? helpText(given.task) : versionText());
    return exitWith(0, cancellation.signal);
  }
  const options = outputOptionsOf(given, variable, problems);
  const output = { ...options, json: options.json || asksForJson(words) };
  if (given.asksFor !== undefined || words.length === 0) {
    reportUsageError(output, problems, usageErrorOutputs(problems, sanitize));
    return exitWith(USAGE_ERROR_STATUS, cancellation.signal);
  }
  // Where the command is wrong, all else that is wrong is said as well.
  const { task = 'wait' } = given;
  const host = createCliHost(
    await prepare(task, given, problems, { output, startedAt, cancellation }),
    output,
    cancellation,
  );
  const run = startRun(host);
  onUncaughtException(run.fail);
  return exitWith(await run.exitStatus, cancellation.signal);
}

/** How long a token is read where something else is wrong, in milliseconds: a file takes no time, a person or a pipe may. */
const USAGE_ERROR_MS = 200;

/** For what is said before any secret is known. */
const sanitize = createSanitizer({ redact: (text) => text });

interface Circumstances {
  readonly output: OutputOptions;
  readonly startedAt: number;
  readonly cancellation: Cancellation;
}

/** Reads whatever the settings do not say themselves: the token's file, where the OIDC token is. */
async function prepare(
  task: Task,
  given: Arguments,
  problems: string[],
  { output, startedAt, cancellation }: Circumstances,
): Promise<RunOptions> {
  const source = idTokenSourceOf(given, variable, problems);
  const idTokens = new IdTokenReader(source, variable, () => systemClock.wallTime());
  const settingsWith = (tokens: Parameters<typeof layersOf>[3]): Settings => ({
    layers: layersOf(task, given, variable, tokens),
    variable,
    nameOf,
    problems: problems.map((message): SettingProblem => ({ setting: undefined, message })),
    idTokenProblems: (audience) => idTokens.problems(audience),
    whyNoSecrets: () => whyNoSecrets(variable),
    warnings: [...misspeltVariables(process.env), ...missingFolders(output)],
  });
  const assumed = settingsWith(assumedTokens(given, variable));
  const isWrong = problems.length > 0 || parseConfig(assumed, sanitize).kind === 'problems';
  const timeout = parseDuration(find(assumed, 'timeout').value || SETTING_DEFAULTS.timeout) ?? 0;
  const read = await readTokens(given, variable, isWrong ? USAGE_ERROR_MS : timeout, cancellation.signal);
  problems.push(...read.problems);
  return {
    task,
    startedAt,
    notReady: read.notReady,
    settings: settingsWith(read.tokens),
    secrets: [idTokens.read()],
    idTokens: (_, dependencies) => idTokens.fetcher(dependencies),
    reportUsageError: (all, outputs) => {
      const messages = all.map(({ message }) => message);
      reportUsageError(output, messages, outputs);
    },
  };
}

/** Says what is wrong, on standard error and in what is read by programs. */
function reportUsageError(output: OutputOptions, messages: readonly string[], outputs: Outputs): void {
  const errors = messages.map((message) => `Error: ${message}\n`);
  process.stderr.write(`${errors.join('')}Nothing was sent. cloud-job-gate --help lists the options.\n`);
  const values = valuesOf({ ...outputs, duration: '0' }, '', USAGE_ERROR_STATUS);
  try {
    writeDotenv(output, values);
  } catch (error) {
    process.stderr.write(`Warning: The dotenv file could not be written: ${systemCode(error)}.\n`);
  }
  printJson(output, values);
}

/** What the system calls an error, such as `ENOENT`: its message has the path, which nobody has sanitized. */
function systemCode(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : typeof error;
}
