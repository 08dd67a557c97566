import type { ScriptedJob } from '../../../simulator/scenario.js';
import { readScenarios } from '../../../simulator/scenarios.js';
import { stateAt, type JobState } from '../../../simulator/timeline.js';

const ORIGIN = Date.UTC(2018, 7, 2, 8, 12, 40, 672);

/** The job of a scenario, so many milliseconds after 08:12:40.672 on 2 August 2018. */
export function play(name: string, elapsed: number): JobState {
  const scenario = readScenarios().find((each) => each.name === name);
  if (scenario === undefined) throw new Error(`no scenario ${name}`);
  return playJob(scenario.job, elapsed);
}

/** Likewise for a job of a test's own. */
export function playJob(job: ScriptedJob, elapsed: number): JobState {
  const state = stateAt(job, { origin: ORIGIN, speed: 1 }, ORIGIN + elapsed);
  if (state === undefined) throw new Error('not created yet');
  return state;
}

/** What of a document goes over the wire. */
export function sent(document: unknown): unknown {
  return JSON.parse(JSON.stringify(document));
}
