import { describe, expect, it } from '@jest/globals';

import type { Scenario } from '../../simulator/scenario.js';
import { scenarioNamed } from '../../simulator/scenarios/index.js';
import { naming } from '../support/naming.js';
import { json } from './support/answers.js';
import { jsonOutput, runGate, SLACK_MS, type Gate } from './support/gate.js';
import { annotationsIn, STILL_RUNNING } from './support/log.js';

const idOf = (name: string): string => scenarioNamed(name).job.id;

/** How often each job was asked for. */
function requestsByJob({ simulator }: Gate): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { path } of simulator.requests) {
    const jobId = path.split('/').at(-1) ?? '';
    counts.set(jobId, (counts.get(jobId) ?? 0) + 1);
  }
  return counts;
}

describe('several jobs', () => {
  it.concurrent('are a success when all of them are, in the order given', async () => {
    const names = ['scaleup-cluster', 'create-cluster'];
    const gate = await runGate({ scenarios: names });
    expect(gate.exitCode).toBe(0);
    expect(gate.outputs).toMatchObject({
      outcome: 'success',
      phase: 'Success',
      reason: '',
      job_id: idOf('scaleup-cluster'),
      resource_name: 'growing-cluster',
      cluster_id: scenarioNamed('scaleup-cluster').job.clusterId,
    });
    expect(jsonOutput(gate, 'jobs')).toMatchObject([
      { id: idOf('scaleup-cluster'), type: 'ScaleupCluster', phase: 'Success' },
      { id: idOf('create-cluster'), type: 'CreateCluster', phase: 'Success' },
    ]);
  });

  it.concurrent('may be separated by commas, blanks and lines, and count once each', async () => {
    const [a, b] = [idOf('create-cluster'), idOf('scaleup-cluster')];
    const gate = await runGate({
      scenarios: ['create-cluster', 'scaleup-cluster'],
      inputs: { job_id: `\n${a},, ${b}\n${a}\t${b} ,${a}\r\n` },
    });
    expect(gate.exitCode).toBe(0);
    expect(jsonOutput(gate, 'jobs')).toMatchObject([{ id: a }, { id: b }]);
    const counts = requestsByJob(gate);
    expect([...counts.keys()].sort()).toEqual([a, b].sort());
    // The first poll of each is immediate: a duplicate would be seen there.
    expect(
      gate.simulator.requests
        .slice(0, 2)
        .map(({ path }) => path.split('/').at(-1))
        .sort(),
    ).toEqual([a, b].sort());
  });

  it.concurrent('end with the first failure when fail_fast is true', async () => {
    const gate = await runGate({ scenarios: ['stuck', 'install-master-fails'] });
    expect(gate.exitCode).toBe(1);
    expect(gate.outputs).toMatchObject({ outcome: 'failed', phase: 'Failed', job_id: idOf('stuck') });
    expect(gate.outputs['reason']).toEqual(naming('InstallMaster', 'etcd is not healthy', '2 of 2'));
    expect(gate.outputs['reason']).toMatch(STILL_RUNNING);
    expect(jsonOutput(gate, 'jobs')).toMatchObject([
      { id: idOf('stuck'), phase: 'Running' },
      { id: idOf('install-master-fails'), phase: 'Running' },
    ]);
    expect(jsonOutput(gate, 'failed_jobs')).toMatchObject([{ type: 'InstallMaster' }]);
    // The other job would go on for ever.
    expect(gate.waitedMs).toBeLessThan(15_000);
    expect(annotationsIn(gate.stdout, 'error')).toHaveLength(1);
  });

  it.concurrent('are all waited for when fail_fast is false', async () => {
    const gate = await runGate({
      scenarios: ['failed-under-success', 'create-cluster'],
      inputs: { fail_fast: 'false' },
    });
    expect(gate.exitCode).toBe(1);
    expect(jsonOutput(gate, 'jobs')).toMatchObject([{ phase: 'Success' }, { phase: 'Success' }]);
    expect(jsonOutput(gate, 'failed_jobs')).toMatchObject([{ type: 'InstallNode' }]);
  });

  it.concurrent('one of which failed in a sub-job end with the job itself when fail_fast is false', async () => {
    const gate = await runGate({
      scenarios: ['install-master-fails'],
      inputs: { fail_fast: 'false' },
      speed: 2000,
    });
    expect(gate.exitCode).toBe(1);
    expect(jsonOutput(gate, 'jobs')).toMatchObject([{ phase: 'Failed' }]);
    expect(jsonOutput(gate, 'failed_jobs')).toMatchObject([{ type: 'CreateCluster' }, { type: 'InstallMaster' }]);
    expect(gate.outputs['reason']).toContain('InstallMaster');
    expect(gate.outputs['reason']).not.toMatch(STILL_RUNNING);
  });

  it.concurrent('end with the first error when fail_fast is true', async () => {
    const gate = await runGate({
      scenarios: ['stuck', 'create-cluster'],
      prepare: ({ answerNext }) => {
        answerNext(json({ errorMessage: 'bad' }, 400));
      },
    });
    expect(gate.exitCode).toBe(4);
    expect(gate.outputs).toMatchObject({ outcome: 'error', phase: 'Unknown' });
    expect(gate.outputs['reason']).toContain('HTTP 400');
    expect(gate.waitedMs).toBeLessThan(SLACK_MS);
  });

  it.concurrent('wait for the others in spite of an error when fail_fast is false', async () => {
    const gate = await runGate({
      scenarios: ['scaleup-cluster', 'create-cluster'],
      inputs: { fail_fast: 'false' },
      prepare: ({ answerNext }) => {
        answerNext(json({ errorMessage: 'bad' }, 400));
      },
    });
    expect(gate.exitCode).toBe(4);
    expect(gate.outputs['outcome']).toBe('error');
    expect(gate.summary).toMatch(/^## ❗ /);
    const phases = jsonOutput(gate, 'jobs');
    expect(JSON.stringify(phases)).toContain('"phase":"Success"');
  });

  it.concurrent.each([401, 403])('all end with HTTP %d about one, also when fail_fast is false', async (status) => {
    const gate = await runGate({
      scenarios: ['stuck', 'create-cluster'],
      inputs: { fail_fast: 'false' },
      prepare: ({ answerNext }) => {
        answerNext(json({ errorMessage: 'no' }, status));
      },
    });
    expect(gate.exitCode).toBe(4);
    expect(gate.waitedMs).toBeLessThan(SLACK_MS);
    expect(gate.simulator.requests).toHaveLength(2);
  });

  it.concurrent('time out together, with every one that is not done', async () => {
    const gate = await runGate({ scenarios: ['stuck', 'create-cluster'], inputs: { timeout: '1500ms' } });
    expect(gate.exitCode).toBe(3);
    expect(gate.outputs).toMatchObject({ outcome: 'timed-out', phase: 'Running' });
    expect(gate.outputs['reason']).toEqual(naming('1 of 2', 'stuck-cluster'));
    expect(gate.outputs['reason']).toMatch(STILL_RUNNING);
    expect(jsonOutput(gate, 'jobs')).toMatchObject([{ phase: 'Running' }, { phase: 'Success' }]);
  });

  it.concurrent('share eight connections, and each gets its turn', async () => {
    const scenarios = Array.from({ length: 30 }, (_, index): Scenario => ({
      name: `job-${index}`,
      service: 'cce',
      description: 'one of many',
      projectId: 'project',
      job: { id: `job-${index}`, type: 'CreateNode', startsAt: 0, ends: { at: 4000, phase: 'Success' } },
    }));
    const gate = await runGate({ scenarios });
    expect(gate.exitCode).toBe(0);
    expect(gate.simulator.connections).toBeLessThanOrEqual(8);
    // Up to eight are under way at a time, and may overtake each other.
    const first = gate.simulator.requests.slice(0, 30 + 8).map(({ path }) => path);
    expect(new Set(first).size).toBe(30);
    expect([...requestsByJob(gate).values()].every((count) => count >= 2)).toBe(true);
    const jobs = jsonOutput(gate, 'jobs');
    expect(jobs).toMatchObject(scenarios.map(({ job }) => ({ id: job.id, phase: 'Success' })));
  });
});
