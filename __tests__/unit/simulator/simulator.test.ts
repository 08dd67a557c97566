import { describe, expect, it } from '@jest/globals';

import type { Scenario } from '../../../simulator/scenario.js';
import { request, CLUSTER, clusterPath, IMAGE, imagePath, JSON_TYPE, start } from './support.js';

function oneJob(changes: Partial<Scenario['job']> = {}, name = 'one'): Scenario {
  const job = { id: 'job-1', type: 'CreateCluster', startsAt: 0, ...changes };
  return { name, service: 'cce', description: 'a test', projectId: 'project-1', job };
}

describe('a simulated job', () => {
  it('follows its script from the first request for it on, each scenario by itself', async () => {
    let now = Date.UTC(2024, 0, 1);
    const simulator = await start({ now: () => now });
    const phase = async (): Promise<unknown> => {
      const { body } = await request(simulator, clusterPath(CLUSTER));
      return body;
    };
    now += 60_000;
    expect(await phase()).toMatchObject({
      metadata: { creationTimestamp: '2024-01-01 00:01:00 +0000 UTC' },
      status: { phase: 'Initializing' },
    });
    now += 400;
    expect(await phase()).toHaveProperty('status.phase', 'Running');
    now += 4600;
    expect(await phase()).toHaveProperty('status.phase', 'Success');
    expect((await request(simulator, imagePath(IMAGE))).body).toMatchObject({
      status: 'INIT',
      begin_time: '01-Jan-2024 00:01:05:000',
    });
  });

  it('goes at the speed that is asked for', async () => {
    let now = 0;
    const simulator = await start({ now: () => now, speed: 1000 });
    await request(simulator, clusterPath(CLUSTER));
    now = 5;
    expect((await request(simulator, clusterPath(CLUSTER))).body).toHaveProperty('status.phase', 'Success');
  });

  it('does not start on a refused request', async () => {
    let now = 0;
    const simulator = await start({ now: () => now });
    await request(simulator, clusterPath(CLUSTER), { 'x-auth-token': 'wrong', ...JSON_TYPE });
    now = 10_000;
    expect((await request(simulator, clusterPath(CLUSTER))).body).toHaveProperty('status.phase', 'Initializing');
  });

  it('is not there before its creation', async () => {
    let now = 0;
    const simulator = await start({ now: () => now, scenarios: [oneJob({ createdAt: 100, startsAt: 100 })] });
    const path = clusterPath('job-1', 'project-1');
    expect((await request(simulator, path)).status).toBe(404);
    now = 100;
    expect((await request(simulator, path)).body).toHaveProperty('status.phase', 'Running');
  });

  it('has sub-jobs that can be asked for by their own IDs', async () => {
    let now = 0;
    const simulator = await start({ now: () => now });
    await request(simulator, clusterPath(CLUSTER));
    now = 4500;
    const { body } = await request(simulator, clusterPath('fd474fab-9606-11e8-baa9-0255ac10215d'));
    expect(body).toMatchObject({ spec: { type: 'InstallMaster' }, status: { phase: 'Success', reason: '' } });
  });

  it('moves on by itself on the default clock', async () => {
    const simulator = await start({ speed: 1e9 });
    const [, second] = [await request(simulator, clusterPath(CLUSTER)), await request(simulator, clusterPath(CLUSTER))];
    expect(second.body).toHaveProperty('status.phase', 'Success');
  });
});

describe('scenarios of a test’s own', () => {
  it('bring their project along', async () => {
    const simulator = await start({ scenarios: [oneJob()] });
    expect(simulator.projectId).toBe('project-1');
    expect((await request(simulator, clusterPath('job-1', 'project-1'))).status).toBe(200);
  });

  it('are refused where they contradict themselves or each other', async () => {
    await expect(start({ scenarios: [oneJob({ ends: { at: -1, phase: 'Success' } })] })).rejects.toThrow(
      'scenario one: job-1 ends before it starts',
    );
    await expect(start({ scenarios: [oneJob(), oneJob({}, 'two')] })).rejects.toThrow(
      'scenario two: one has a job with the ID job-1 too',
    );
    await expect(
      start({ scenarios: [oneJob(), { ...oneJob({ id: 'job-2' }, 'two'), projectId: 'project-2' }] }),
    ).rejects.toThrow('scenario two: its project is not project-1, which the token is for');
  });
});
