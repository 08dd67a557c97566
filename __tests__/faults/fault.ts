import type { Gate, GateOptions, Overrides } from '../e2e/support/gate.js';
import type { Fixture } from '../e2e/support/fixture.js';

export type { Overrides, Fixture };

/** So short that the suite is quick, and long enough that a loaded machine does not change an ending. */
export const INPUTS = { timeout: '6s', request_timeout: '5s', outage_tolerance: '1s', poll_interval: '100ms' };

/** For faults whose requests end by their own time alone. */
export const IMPATIENT = { request_timeout: '500ms' };

const EXIT_CODES = { success: 0, failed: 1, 'timed-out': 3, error: 4 } as const;

/** What of a run is the same however its fault is prepared. */
type RunOptions = Pick<GateOptions, 'scenarios' | 'credentials' | 'identity' | 'clockOffsetMs' | 'node' | 'speed'>;

/** One way in which a gate's surroundings can fail, and how it then ends: a row of the table in the docs. */
export interface Fault extends RunOptions {
  /** What happens, in the words of the table. */
  readonly name: string;
  /** Prepares what surrounds the gate: answers, servers, files, environment, signals. */
  readonly prepare: (fixture: Fixture) => Overrides | Promise<Overrides>;
  readonly outcome: keyof typeof EXIT_CODES | 'cancelled';
  /** Where the outcome does not settle it: of a usage error, of a signal. */
  readonly exitCode?: number;
  /** What the reason, or for a success the log, has to name: a status, a code, a host, a setting. */
  readonly says?: string | RegExp;
  /** How many requests reach the simulator, where that is fixed. */
  readonly requests?: number;
  /** A bound that is tighter than the run's `timeout` with its final poll, or looser: in milliseconds. */
  readonly withinMs?: number;
  /** How many warnings annotate the run, where that is fixed. */
  readonly warnings?: number;
  /** What else is wrong with the run; a fault without it has nothing more to look at. */
  readonly problems?: (gate: Gate) => readonly string[];
  /** The platforms on which it can happen; all of them by default. */
  readonly platforms?: readonly NodeJS.Platform[];
}

/** Faults of one kind, under the heading that they have in the docs. */
export interface FaultGroup {
  readonly heading: string;
  /** Whether each of them keeps a processor busy, so that they are run one after the other. */
  readonly heavy?: boolean;
  readonly faults: readonly Fault[];
}

/** The exit status that a fault has to lead to. */
export function exitCodeOf({ outcome, exitCode }: Fault): number {
  if (exitCode !== undefined) return exitCode;
  if (outcome === 'cancelled') throw new Error('the exit status of a cancelled gate is its signal’s: say exitCode');
  return EXIT_CODES[outcome];
}
