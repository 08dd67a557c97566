/** The values that the command line gives, whatever it writes them as. */
import type { Outcome } from '../../engine/events.js';
import { type Outputs, usageErrorOutputs } from '../../report/outputs/outputs.js';
import type { Sanitize } from '../../report/text/sanitize.js';

/** Every output of the action, those that are JSON as values, and the exit status. */
export type Values = Readonly<Record<string, unknown>>;

/** The outputs that are JSON text in the action, and arrays here. */
const ARRAYS: ReadonlySet<string> = new Set(['jobs', 'failed_jobs', 'resources']);

/** Turns the action's outputs, which are text, into values. */
export function valuesOf(outputs: Readonly<Record<string, string>>, report: string, exitStatus: number): Values {
  const values = Object.entries(outputs).map(([name, text]): [string, unknown] => [name, valueOf(name, text)]);
  return { ...Object.fromEntries(values), report, exit_status: exitStatus };
}

/** What there is to say where the outputs themselves could not be made. */
export function outputsWithout(outcome: Outcome, sanitize: Sanitize): Outputs {
  return { ...usageErrorOutputs(['The outputs could not be made.'], sanitize), outcome };
}

function valueOf(name: string, text: string): unknown {
  if (ARRAYS.has(name)) return JSON.parse(text);
  return name === 'duration' ? Number(text) : text;
}
