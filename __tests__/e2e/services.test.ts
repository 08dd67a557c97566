/** Every service, waited for by the bundle in a process of its own: imitated by the simulator, and by answers of its models. */
import { describe, expect, it } from '@jest/globals';

import { scenarioNamed } from '../../simulator/scenarios/index.js';
import { SERVICES as IMITATED } from '../../simulator/scenario.js';
import { SERVICES } from '../../src/services/table.js';
import { ANSWER_ROWS } from '../support/service-answers.js';
import { SERVICE_ROWS as ROWS } from '../support/service-rows.js';
import { json } from './support/answers.js';
import { runGate } from './support/gate.js';

/** The outputs of a gate that succeeds, or that fails for a reason. */
const outputsFor = (reason: string | undefined, outcome?: string): Record<string, unknown> =>
  reason === undefined
    ? { outcome: 'success', reason: '' }
    : { outcome: outcome ?? 'failed', reason: expect.stringContaining(reason) };

describe('a gate for', () => {
  it.concurrent.each(ROWS)('$service waits for $scenario', async ({ service, scenario, path, inputs, ...row }) => {
    const { job, parentId = '' } = scenarioNamed(scenario);
    const gate = await runGate({ scenarios: [scenario], inputs: { service, parent_id: parentId, ...inputs } });
    expect(gate.outputs).toMatchObject({ ...outputsFor(row.reason, row.outcome), job_id: job.id });
    const { projectId, requests } = gate.simulator;
    const asked = path
      .replace(/^\/mysql/, '')
      .replace('{p}', projectId)
      .replace('{c}', parentId)
      .replace('{j}', job.id);
    expect(requests[0]?.path).toBe(asked);
    // No word of a service is an unknown phase.
    expect(gate.stdout).not.toMatch(/::warning.*[Uu]nknown/);
  });

  it.concurrent.each(ANSWER_ROWS)(
    '$service takes $about for what it is',
    async ({ service, answers, reason, outputs }) => {
      const parent = SERVICES.find(({ name }) => name === service)?.parent;
      const gate = await runGate({
        inputs: { service, job_id: 'j1', ...(parent === undefined ? {} : { parent_id: 'parent-1' }) },
        prepare: ({ answerNext }) => {
          for (const [index, [status, body]] of answers.entries()) {
            answerNext(json(body, status), index === answers.length - 1 ? Infinity : 1);
          }
        },
      });
      expect(gate.outputs).toMatchObject({ ...outputsFor(reason), ...outputs });
      expect(gate.stdout).not.toMatch(/::warning.*[Uu]nknown/);
      // One request for each answer, and one more at most, to look for the reason of a sub-job.
      expect(gate.simulator.requests.length - answers.length).toBeLessThanOrEqual(1);
    },
  );

  it('rds signs the query too', async () => {
    const gate = await runGate({ scenarios: ['create-database'], credentials: 'access-key' });
    expect(gate.outputs).toMatchObject({ outcome: 'success', reason: '' });
  });

  it('every service of the table is imitated, and nothing else', () => {
    const names = SERVICES.map(({ name }) => name).sort();
    expect([...new Set(ROWS.map(({ service }) => service))].sort()).toEqual(names);
    expect([...IMITATED].sort()).toEqual(names);
  });
});
