import { runGate, type Gate } from '../e2e/support/gate.js';
import { INPUTS, type Fault, type RunOptions } from './fault.js';

/** Simulated time: `create-cluster` succeeds with the second answer. */
const SPEED = 1_000_000;

/** Runs the bundle under a fault. */
export function runUnder({ scene, ...options }: Pick<Fault, 'scene'> & RunOptions): Promise<Gate> {
  return runGate({ speed: SPEED, measured: true, ...options, inputs: INPUTS, prepare: scene });
}
