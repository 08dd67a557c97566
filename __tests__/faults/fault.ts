import type { Server } from 'node:net';

import type { Outcome } from '../../src/engine/events.js';
import type { RawHandler, Simulator } from '../../simulator/simulator.js';
import type { RunningAction } from '../../simulator/runner.js';

/** So short that the suite is quick, and long enough that a loaded machine does not change an ending. */
export const INPUTS = { timeout: '6s', request_timeout: '1500ms', outage_tolerance: '1s', poll_interval: '100ms' };

/** What a fault has to work with. Everything it starts is stopped when its run is over. */
export interface Stage {
  /** Plays `create-cluster` so fast that the second answer says Success. */
  readonly simulator: Simulator;
  /** The job's document, as JSON text, when it has succeeded. */
  readonly success: string;
  /** A server on another port that must never hear from the gate. */
  readonly trap: URL;
  /** A folder of its own, removed when the run is over. */
  readonly folder: string;
  /** Answers the next requests, all of them by default, in place of the simulator. */
  readonly answer: (handler: RawHandler, times?: number) => void;
  /** Listens on a free loopback port until the run is over. */
  readonly listen: (server: Server, port?: number) => Promise<number>;
}

/** How a run differs from the regular one. */
export interface Scene {
  readonly endpoint?: string;
  readonly inputs?: Readonly<Record<string, string>>;
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** What happens once the gate runs. */
  readonly meanwhile?: (action: RunningAction) => Promise<void>;
}

/** One way in which a gate's surroundings can fail, and how it then ends. */
export interface Fault {
  /** What happens, in the words of the table in the docs. */
  readonly name: string;
  /** Sets the stage. */
  readonly scene: (stage: Stage) => Scene | Promise<Scene>;
  readonly outcome: Outcome;
  /** What the reason, or for a success the log, says. */
  readonly says: string | RegExp;
  /** How many requests reach the simulator, where that is fixed. */
  readonly requests?: number;
  /** The platforms that can play it; all of them by default. */
  readonly platforms?: readonly NodeJS.Platform[];
}

/** Faults of one kind, under the heading that they have in the docs. */
export interface FaultGroup {
  readonly heading: string;
  readonly faults: readonly Fault[];
}
