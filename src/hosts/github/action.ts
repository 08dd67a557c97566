/** The GitHub Action: the gate hosted by a GitHub runner, or by one that does as GitHub's does. */
import { debug, endGroup, error, getInput, info, setSecret, startGroup, warning } from '@actions/core';

import { messageOf } from '../../base/api-error.js';
import { systemClock } from '../../base/time.js';
import { USER_AGENT } from '../../base/version.js';
import type { SettingProblem, Settings } from '../../config/settings.js';
import { USAGE_ERROR_STATUS } from '../../exit-status.js';
import type { Host } from '../../host.js';
import { createTransport } from '../../http/transport.js';
import { exitWith, ignoreClosedStreams, listenForSignals, onUncaughtException } from '../../process/program.js';
import type { Annotation } from '../../report/annotations.js';
import { helpUrl } from '../../report/help.js';
import type { LogGroup } from '../../report/log/ending.js';
import type { Outputs } from '../../report/outputs/outputs.js';
import { cut } from '../../report/text/sanitize.js';
import { startRun } from '../../run.js';
import { writeComment } from './comment/comment.js';
import { helpPage, isDebugging, readEvent, showsColour, unknownInputs, variable, whyNoSecrets } from './environment.js';
import { writeOutputs, writeReports } from './files.js';
import { githubIdTokens, idTokenProblems, idTokenSecrets } from './id-token.js';

/** Runs the action, from its inputs to the end of the process. */
export async function main(): Promise<never> {
  // Elsewhere nobody would read a workflow command that masks a secret: the command itself would be the leak.
  if (variable('GITHUB_ACTIONS') !== 'true') return refuse();
  ignoreClosedStreams();
  const host = createGithubHost();
  const run = startRun(host);
  onUncaughtException(run.fail);
  return exitWith(await run.exitStatus, host.cancellation.signal);
}

function refuse(): Promise<never> {
  process.stderr.write(
    'This file is the entry of a GitHub Action, and GITHUB_ACTIONS is not true: outside GitHub Actions run dist/cloud-job-gate.cjs, the command line.\n',
  );
  return exitWith(USAGE_ERROR_STATUS, AbortSignal.abort());
}

function createGithubHost(): Host {
  const cancellation = listenForSignals();
  const newTransport = (): ReturnType<Host['newTransport']> => createTransport(USER_AGENT);
  return {
    task: 'wait',
    clock: systemClock,
    startedAt: systemClock.now(),
    notReady: undefined,
    random: Math.random,
    settings: inputs(),
    environment: process.env,
    secrets: idTokenSecrets(variable),
    cancellation,
    colour: showsColour(),
    isDebugging: isDebugging(),
    idTokens: (audience, dependencies) => githubIdTokens(variable, audience, dependencies),
    newTransport,
    announceSecret: setSecret,
    printHeader: ({ title, lines }) => {
      print([title, ...lines]);
    },
    print,
    printEnding: print,
    printGroup,
    debug,
    annotate,
    maxAnnotations: MAX_ANNOTATIONS,
    helpPage: helpPage(variable),
    warn,
    onEvent: () => undefined,
    reportUsageError,
    writeReports,
    afterVerdict: (reports) => writeComment(reports, cancellation),
  };
}

function inputs(): Settings {
  return {
    layers: [{ read: (name) => getInput(name), describe: (name) => `input ${name}`, explicit: true }],
    variable: (name) => variable(name).trim(),
    nameOf: (name) => name,
    idTokenProblems: () => idTokenProblems(variable),
    whyNoSecrets: () => whyNoSecrets(variable, readEvent()),
    warnings: unknownInputs(process.env),
  };
}

/** The lines have been made safe where they were put together. */
function print(lines: readonly string[]): void {
  for (const line of lines) info(line);
}

function printGroup({ title, lines }: LogGroup): void {
  startGroup(title);
  print(lines);
  endGroup();
}

function warn(title: string, text: string): void {
  annotate({ level: 'warning', title, text, notes: '' });
}

/** One annotation for each input, whatever is wrong with it. */
function reportUsageError(problems: readonly SettingProblem[], outputs: Outputs): void {
  const messages = new Map<string, string[]>();
  for (const { setting, message } of problems) {
    const key = setting ?? message;
    messages.set(key, [...(messages.get(key) ?? []), message]);
  }
  for (const each of messages.values())
    annotate({ level: 'error', title: 'Wrong input', text: each.join(' '), notes: '' });
  const url = helpUrl({ helpPage: helpPage(variable) }, 'usage');
  const help = url === '' ? 'The README of the action describes its inputs.' : `Help: ${url}`;
  info(`Nothing was sent. ${help}`);
  try {
    writeOutputs({ ...outputs, report: '' });
  } catch (failure) {
    warning(`The outputs could not be written: ${messageOf(failure)}.`);
  }
}

/** How many annotations of a kind GitHub shows per step. */
const MAX_ANNOTATIONS = 10;

/** How long it shows each, in characters. */
const MAX_LENGTH = 4096;

/** Shows an annotation on the run's page. Of too long a one the notes, which say what to do, are kept. */
function annotate({ level, title, text, notes }: Annotation): void {
  const rest = notes === '' ? '' : ` ${notes}`;
  (level === 'error' ? error : warning)(`${cut(text, MAX_LENGTH - rest.length)}${rest}`, title === '' ? {} : { title });
}
