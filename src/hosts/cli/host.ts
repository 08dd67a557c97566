/** The command line as a host of the gate: a log on standard error, at the end files and a JSON object. */
import { systemClock } from '../../base/time.js';
import { USER_AGENT } from '../../base/version.js';
import type { Host } from '../../host.js';
import { createTransport } from '../../http/transport.js';
import type { Cancellation } from '../../process/program.js';
import { isDebugging, showsColour, variable } from './environment.js';
import { writeReports } from './files.js';
import { RunLog } from './log.js';
import type { OutputOptions } from './settings.js';

/** What the command line says about one run. */
export type RunOptions = Pick<
  Host,
  'task' | 'startedAt' | 'notReady' | 'settings' | 'secrets' | 'idTokens' | 'reportUsageError'
>;

/** What only a page of CI has a use for. The log itself says all of it, and what is shown has been redacted. */
const UNUSED = {
  announceSecret: (): void => undefined,
  annotate: (): void => undefined,
  maxAnnotations: 0,
  helpPage: '',
  afterVerdict: (): Promise<void> => Promise.resolve(),
};

/** Makes the host. Nothing happens before it is used. */
export function createCliHost(run: RunOptions, output: OutputOptions, cancellation: Cancellation): Host {
  const log = new RunLog(output.quiet, run.startedAt);
  return {
    ...run,
    ...UNUSED,
    clock: systemClock,
    random: Math.random,
    environment: process.env,
    cancellation,
    colour: showsColour(process.stderr, variable),
    isDebugging: isDebugging(),
    newTransport: () => createTransport(USER_AGENT),
    printHeader: (header) => {
      log.printHeader(header);
    },
    print: (lines) => {
      log.print(lines);
    },
    printEnding: (lines) => {
      log.printAlways(lines);
    },
    printGroup: (group) => {
      log.printGroup(group);
    },
    debug: (line) => {
      log.print([`debug: ${line}`]);
    },
    warn: (title, sentence) => {
      log.warn(title, sentence);
    },
    onEvent: (event, sanitize) => {
      log.follow(event, sanitize);
    },
    writeReports: (reports) => {
      log.endFollowing();
      return writeReports(reports, output);
    },
  };
}
