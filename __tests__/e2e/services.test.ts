/** Every service, played by the simulator and waited for by the bundle in a process of its own. */
import { describe, expect, it } from '@jest/globals';

import { startAction, type ActionResult } from '../../simulator/runner.js';
import { SERVICES as PLAYED } from '../../simulator/scenario.js';
import type { RecordedRequest } from '../../simulator/request-log.js';
import { startSimulator } from '../../simulator/simulator.js';
import { SERVICES } from '../../src/services/index.js';

interface Row {
  readonly service: string;
  readonly scenario: string;
  readonly path: string;
  /** What the reason has to say; a row without one succeeds. */
  readonly reason?: string;
  readonly outcome?: string;
  readonly inputs?: Readonly<Record<string, string>>;
}

const ROWS: readonly Row[] = [
  { service: 'cce', scenario: 'create-cluster', path: '/api/v3/projects/{p}/jobs/{j}' },
  { service: 'cce-autopilot', scenario: 'autopilot-cluster', path: '/autopilot/v3/projects/{p}/jobs/{j}' },
  { service: 'ims', scenario: 'copy-image', path: '/v1/{p}/jobs/{j}' },
  {
    service: 'ecs',
    scenario: 'create-servers-fail',
    path: '/v1/{p}/jobs/{j}',
    reason: 'The flavor s6.large.2 is sold out in this availability zone. (Ecs.0319)',
  },
  {
    service: 'ecs',
    scenario: 'unpaid-server',
    path: '/v1/{p}/jobs/{j}',
    outcome: 'timed-out',
    reason: 'PENDING_PAYMENT: the order has not been paid yet',
    inputs: { timeout: '200ms' },
  },
  { service: 'evs', scenario: 'create-volume', path: '/v1/{p}/jobs/{j}' },
  { service: 'bms', scenario: 'create-bare-metal', path: '/v1/{p}/jobs/{j}' },
  {
    service: 'sdrs',
    scenario: 'protect-server-fails',
    path: '/v1/{p}/jobs/{j}',
    reason: 'No disaster recovery site is left in the availability zone. (SDRS.0200)',
  },
  { service: 'deh', scenario: 'change-host', path: '/v1/{p}/jobs/{j}' },
  {
    service: 'sfs-turbo',
    scenario: 'extend-share-fails',
    path: '/v1/{p}/sfs-turbo/jobs/{j}',
    reason: 'The quota of capacity is used up. (SFS.TURBO.0111)',
  },
  { service: 'dcs', scenario: 'resize-cache', path: '/v2/{p}/jobs/{j}' },
  { service: 'rds', scenario: 'create-database', path: '/v3/{p}/jobs?id={j}' },
  {
    service: 'dds',
    scenario: 'restart-documents-fails',
    path: '/v3/{p}/jobs?id={j}',
    reason: 'A node of the shard did not come back.',
  },
  { service: 'gaussdb', scenario: 'enlarge-database', path: '/v3/{p}/jobs?id={j}' },
  {
    service: 'elb',
    scenario: 'copy-balancer-fails',
    path: '/v3/{p}/elb/jobs/{j}',
    reason: 'No IP address is left in the subnet. (ELB.8907)',
  },
];

interface Run {
  readonly result: ActionResult;
  readonly requests: readonly RecordedRequest[];
  readonly jobId: string;
  readonly projectId: string;
}

/** Runs the gate for a scenario, ten times as fast as it is written; with an access key or else a token. */
async function run(row: Row, signed: boolean): Promise<Run> {
  const simulator = await startSimulator({ speed: 10 });
  try {
    const scenario = simulator.scenarios.find(({ name }) => name === row.scenario);
    if (scenario === undefined) throw new Error(`no scenario ${row.scenario}`);
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
        poll_interval: '100ms',
        timeout: '20s',
        ...credentials,
        ...row.inputs,
      },
    });
    const result = await action.result;
    return { result, requests: simulator.requests, jobId: scenario.job.id, projectId: simulator.projectId };
  } finally {
    await simulator.close();
  }
}

describe('a gate for', () => {
  it.each(ROWS)('$service waits for $scenario', async (row) => {
    const { result, requests, jobId, projectId } = await run(row, false);
    expect(result.stderr).toBe('');
    expect(result.outputs).toMatchObject({
      outcome: row.outcome ?? (row.reason === undefined ? 'success' : 'failed'),
      job_id: jobId,
    });
    if (row.reason === undefined) expect(result.outputs['reason']).toBe('');
    else expect(result.outputs['reason']).toContain(row.reason);
    expect(requests[0]?.path).toBe(row.path.replace('{p}', projectId).replace('{j}', jobId));
  });

  it('rds signs the query too', async () => {
    const row = ROWS.find(({ service }) => service === 'rds');
    if (row === undefined) throw new Error('rds is missing');
    const { result } = await run(row, true);
    expect(result.outputs).toMatchObject({ outcome: 'success', reason: '' });
  });

  it('every service of the table is played, and nothing else', () => {
    const names = SERVICES.map(({ name }) => name).sort();
    expect([...new Set(ROWS.map(({ service }) => service))].sort()).toEqual(names);
    expect([...PLAYED].sort()).toEqual(names);
  });
});
