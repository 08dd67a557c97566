/** Every service, imitated by the simulator and waited for by the bundle in a process of its own. */
import { describe, expect, it } from '@jest/globals';

import { startAction, type ActionResult } from '../../simulator/runner.js';
import { SERVICES as SIMULATED, type Scenario } from '../../simulator/scenario.js';
import { scenarioNamed } from '../../simulator/scenarios/index.js';
import type { RecordedRequest } from '../../simulator/request-log.js';
import { startSimulator } from '../../simulator/simulator.js';
import { SERVICES } from '../../src/services/table.js';
import { SERVICE_ROWS as ROWS, type ServiceRow as Row } from '../support/service-rows.js';

interface Run {
  readonly result: ActionResult;
  readonly requests: readonly RecordedRequest[];
  readonly scenario: Scenario;
}

/** Runs the gate for a scenario, ten times as fast as it is written; with an access key or else a token. */
async function run(row: Row, signed: boolean): Promise<Run> {
  const simulator = await startSimulator({ speed: 10 });
  try {
    const scenario = scenarioNamed(row.scenario);
    const [key] = simulator.identity.keys;
    const credentials = signed
      ? { access_key: key?.id ?? '', secret_key: key?.secret ?? '' }
      : { token: simulator.token };
    const action = startAction({
      inputs: {
        service: row.service,
        endpoint: simulator.endpoint,
        project_id: simulator.projectId,
        job_id: scenario.job.id,
        parent_id: scenario.parentId ?? '',
        poll_interval: '100ms',
        timeout: '20s',
        ...credentials,
        ...row.inputs,
      },
    });
    const result = await action.result;
    return { result, requests: simulator.requests, scenario };
  } finally {
    await simulator.close();
  }
}

describe('a gate for', () => {
  it.each(ROWS)('$service waits for $scenario', async (row) => {
    const { result, requests, scenario } = await run(row, false);
    expect(result.stderr).toBe('');
    expect(result.outputs).toMatchObject({
      outcome: row.outcome ?? (row.reason === undefined ? 'success' : 'failed'),
      job_id: scenario.job.id,
    });
    if (row.reason === undefined) expect(result.outputs['reason']).toBe('');
    else expect(result.outputs['reason']).toContain(row.reason);
    const path = row.path.replace(/^\/mysql/, '').replace('{c}', scenario.parentId ?? '');
    expect(requests[0]?.path).toBe(path.replace('{p}', scenario.projectId).replace('{j}', scenario.job.id));
  });

  it('rds signs the query too', async () => {
    const row = ROWS.find(({ service }) => service === 'rds');
    if (row === undefined) throw new Error('rds is missing');
    const { result } = await run(row, true);
    expect(result.outputs).toMatchObject({ outcome: 'success', reason: '' });
  });

  it('every service of the table is simulated, and nothing else', () => {
    const names = SERVICES.map(({ name }) => name).sort();
    expect([...new Set(ROWS.map(({ service }) => service))].sort()).toEqual(names);
    expect([...SIMULATED].sort()).toEqual(names);
  });
});
