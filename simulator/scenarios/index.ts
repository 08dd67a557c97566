import type { Scenario } from '../scenario.js';
import { CLUSTERS } from './clusters.js';
import { DATABASES } from './databases.js';
import { IMAGES } from './images.js';
import { NETWORK } from './network.js';
import { NODES } from './nodes.js';
import { SERVERS } from './servers.js';
import { STORAGE } from './storage.js';

/** Every scenario that the simulator has by default, one module for each family of services. */
export const SCENARIOS: readonly Scenario[] = [
  ...CLUSTERS,
  ...NODES,
  ...IMAGES,
  ...SERVERS,
  ...STORAGE,
  ...DATABASES,
  ...NETWORK,
];

/**
 * The scenario of a name.
 *
 * @throws {Error} where none of `SCENARIOS` has it
 */
export function scenarioNamed(name: string): Scenario {
  const scenario = SCENARIOS.find((each) => each.name === name);
  if (scenario === undefined) throw new Error(`there is no scenario ${name}`);
  return scenario;
}
