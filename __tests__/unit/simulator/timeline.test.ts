import { describe, expect, it } from '@jest/globals';

import type { ScriptedJob } from '../../../simulator/scenario.js';
import { findState, stateAt } from '../../../simulator/timeline.js';

const ORIGIN = 1_000_000;

const JOB: ScriptedJob = {
  id: 'root',
  type: 'CreateCluster',
  startsAt: 100,
  ends: { at: 1000, phase: 'Success' },
  progress: [
    { at: 0, fraction: 0 },
    { at: 400, fraction: 0.5, task: 'Half' },
    { at: 600, fraction: 0.7 },
  ],
  subJobs: [
    { id: 'early', type: 'CreatePSMCert', startsAt: 200, ends: { at: 300, phase: 'Success' } },
    {
      id: 'late',
      type: 'InstallMaster',
      createdAt: 500,
      startsAt: 550,
      ends: { at: 800, phase: 'Failed', reason: 'because' },
      subJobs: [{ id: 'deep', type: 'InstallNode', startsAt: 700 }],
    },
  ],
};

function at(elapsed: number, speed = 1): ReturnType<typeof stateAt> {
  return stateAt(JOB, { origin: ORIGIN, speed }, ORIGIN + elapsed);
}

describe('stateAt', () => {
  it.each([
    [0, 'Initializing', ['Initializing']],
    [99, 'Initializing', ['Initializing']],
    [100, 'Running', ['Initializing']],
    [200, 'Running', ['Running']],
    [300, 'Running', ['Success']],
    [500, 'Running', ['Success', 'Initializing']],
    [550, 'Running', ['Success', 'Running']],
    [800, 'Running', ['Success', 'Failed']],
    [1000, 'Success', ['Success', 'Failed']],
    [999_999, 'Success', ['Success', 'Failed']],
  ])('after %d ms: %s, sub-jobs %j', (elapsed, phase, subJobs) => {
    const state = at(elapsed);
    expect(state?.phase).toBe(phase);
    expect(state?.subJobs.map((subJob) => subJob.phase)).toEqual(subJobs);
  });

  it('runs for ever without an end', () => {
    const state = at(999_999);
    expect(state && findState(state, 'deep')).toMatchObject({ phase: 'Running', endedAt: undefined });
  });

  it('has instants of the wall clock', () => {
    expect(at(1000)).toMatchObject({ createdAt: ORIGIN, updatedAt: ORIGIN + 1000, endedAt: ORIGIN + 1000 });
    expect(at(999)).toMatchObject({ updatedAt: ORIGIN + 800, endedAt: undefined });
    expect(at(500)?.subJobs[1]).toMatchObject({ createdAt: ORIGIN + 500, updatedAt: ORIGIN + 500 });
  });

  it('has the last progress and the last task', () => {
    expect(at(399)).toMatchObject({ progress: 0, task: undefined });
    expect(at(400)).toMatchObject({ progress: 0.5, task: 'Half' });
    expect(at(600)).toMatchObject({ progress: 0.7, task: 'Half' });
  });

  it('has a status of its own until the phase changes', () => {
    const job = { ...JOB, statuses: [0, 250, 1000].map((at) => ({ at, status: `from ${at}` })) };
    const statuses = [99, 100, 250, 999, 1000].map(
      (elapsed) => stateAt(job, { origin: ORIGIN, speed: 1 }, ORIGIN + elapsed)?.status,
    );
    expect(statuses).toEqual(['from 0', undefined, 'from 250', 'from 250', 'from 1000']);
  });

  it('goes at the speed of its timeline, and dates what happens accordingly', () => {
    expect(at(99, 10)).toMatchObject({ phase: 'Running', updatedAt: ORIGIN + 80 });
    expect(at(100, 10)).toMatchObject({ phase: 'Success', endedAt: ORIGIN + 100 });
  });

  it('knows nothing of a job before its creation', () => {
    const job = { ...JOB, createdAt: 50, progress: [] };
    expect(stateAt(job, { origin: ORIGIN, speed: 1 }, ORIGIN + 49)).toBeUndefined();
    expect(stateAt(job, { origin: ORIGIN, speed: 1 }, ORIGIN + 50)).toMatchObject({ createdAt: ORIGIN + 50 });
  });
});
