/** Hundreds of jobs in one step, waited for by the bundle in a process of its own. */
import { describe, expect, it } from '@jest/globals';

import type { Scenario } from '../../simulator/scenario.js';
import { PROJECT_ID } from '../../simulator/scenario.js';
import { runGate } from './support/gate.js';

const COUNT = 500;
const MAX_CONCURRENCY = 8;

/** Every other job ends at once, the others a second later. */
const SCENARIOS = Array.from({ length: COUNT }, (_, index): Scenario => ({
  name: `many-${index}`,
  service: 'cce',
  description: 'one of many jobs',
  projectId: PROJECT_ID,
  job: {
    id: `job-${index}`,
    type: 'CreateNode',
    startsAt: 0,
    ends: { at: index % 2 === 0 ? 0 : 1000, phase: 'Success' },
  },
}));

describe(`a gate for ${COUNT} jobs`, () => {
  it('uses eight connections at most, asks for each job in turn, and leaves alone what has ended', async () => {
    const { outputs, simulator } = await runGate({
      scenarios: SCENARIOS,
      speed: 1,
      inputs: { poll_interval: 'auto' },
    });
    expect(outputs).toMatchObject({ outcome: 'success', phase: 'Success' });
    expect(simulator.connections).toBeLessThanOrEqual(MAX_CONCURRENCY);
    const asked = simulator.requests.map(({ path }) => path.split('/').at(-1) ?? '');
    // No job is asked for twice before all were asked for once, but for requests under way at the same time.
    expect(new Set(asked.slice(0, COUNT)).size).toBeGreaterThanOrEqual(COUNT - MAX_CONCURRENCY);
    const counts = new Map<string, number>();
    for (const id of asked) counts.set(id, (counts.get(id) ?? 0) + 1);
    const even = SCENARIOS.filter((_, index) => index % 2 === 0).map(({ job }) => job.id);
    expect(even.filter((id) => counts.get(id) !== 1)).toEqual([]);
    expect(Math.max(...counts.values())).toBeLessThanOrEqual(4);
  });
});
