/** Hundreds of jobs in one step, waited for by the bundle in a process of its own. */
import { describe, expect, it } from '@jest/globals';

import { startAction } from '../../simulator/runner.js';
import { PROJECT_ID, type Scenario } from '../../simulator/scenario.js';
import { startSimulator } from '../../simulator/simulator.js';

const COUNT = 500;
const LANES = 8;

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
  it('takes turns in eight lanes, one connection each, and leaves alone what has ended', async () => {
    const simulator = await startSimulator({ scenarios: SCENARIOS });
    try {
      const ids = SCENARIOS.map(({ job }) => job.id);
      const action = startAction({
        inputs: {
          job_id: ids.join('\n'),
          project_id: simulator.projectId,
          endpoint: simulator.endpoint,
          token: simulator.token,
        },
      });
      const { outputs, stderr } = await action.result;
      expect(stderr).toBe('');
      expect(outputs).toMatchObject({ outcome: 'success', phase: 'Success' });
      expect(simulator.connections).toBeLessThanOrEqual(LANES);
      const asked = simulator.requests.map(({ path }) => path.split('/').at(-1) ?? '');
      // Nobody is asked for twice before everybody had a turn, but for those in the other lanes.
      expect(new Set(asked.slice(0, COUNT)).size).toBeGreaterThanOrEqual(COUNT - LANES);
      const counts = new Map(ids.map((id) => [id, asked.filter((each) => each === id).length]));
      expect(ids.filter((_, index) => index % 2 === 0).every((id) => counts.get(id) === 1)).toBe(true);
      expect(Math.max(...counts.values())).toBeLessThanOrEqual(4);
    } finally {
      await simulator.close();
    }
  });
});
