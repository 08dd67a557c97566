import { readdirSync, readFileSync } from 'node:fs';

import { decodeScenario } from './decode.js';
import { ScenarioError, type Scenario } from './scenario.js';

const FOLDER = new URL('./scenarios/', import.meta.url);

/**
 * The scenarios of `simulator/scenarios/`, one for each JSON file, in the order of their names.
 *
 * @throws {ScenarioError} for a file that cannot be read, is not JSON or is no scenario
 */
export function readScenarios(): Scenario[] {
  const names = readdirSync(FOLDER)
    .filter((file) => file.endsWith('.json'))
    .map((file) => file.slice(0, -'.json'.length));
  return names.sort().map(readScenario);
}

function readScenario(name: string): Scenario {
  return decodeScenario(name, parse(name, readFileSync(new URL(`${name}.json`, FOLDER), 'utf8')));
}

function parse(name: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new ScenarioError(`scenario ${name} is not JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
}
