import { describe, expect, it } from '@jest/globals';

import { decodeScenario } from '../../../simulator/decode.js';
import { SERVICES, ScenarioError } from '../../../simulator/scenario.js';
import { readScenarios } from '../../../simulator/scenarios.js';

const JOB = { id: 'job-1', type: 'CreateCluster', startsAt: 100 };

function file(changes: object): unknown {
  return { service: 'cce', description: 'a test', projectId: 'project-1', job: JOB, ...changes };
}

describe('the scenario files', () => {
  it('are one at least for each service, each with a name and a job ID of its own', () => {
    const scenarios = readScenarios();
    expect([...new Set(scenarios.map(({ service }) => service))].sort()).toEqual([...SERVICES].sort());
    expect(new Set(scenarios.map(({ name }) => name)).size).toBe(scenarios.length);
    expect(new Set(scenarios.map(({ job }) => job.id)).size).toBe(scenarios.length);
  });

  it('describe themselves in a line that fits a terminal', () => {
    for (const { description } of readScenarios()) expect(description).toMatch(/^[^\n]{10,100}$/);
  });
});

describe('decodeScenario', () => {
  it('reads everything that a script can say', () => {
    const job = {
      ...JOB,
      resourceId: 'r',
      resourceName: 'n',
      clusterId: 'c',
      extendParam: { serverID: 's' },
      createdAt: 50,
      ends: { at: 200, phase: 'Failed', reason: 'because' },
      omits: ['status'],
      unlistedSubJobs: true,
      unpaid: true,
      subJobs: [{ id: 'job-2', type: 'InstallMaster', startsAt: 60 }],
    };
    expect(decodeScenario('x', file({ job }))).toEqual({
      name: 'x',
      service: 'cce',
      description: 'a test',
      projectId: 'project-1',
      job,
    });
  });

  it('reads the progress of an image job', () => {
    const job = { ...JOB, progress: [{ at: 0, fraction: 0.5, task: 'Task' }], ends: { at: 200, phase: 'Success' } };
    expect(decodeScenario('x', file({ service: 'ims', job })).job).toEqual(job);
  });

  it.each<[string, unknown, string]>([
    ['no object', [], 'scenario x must be an object'],
    ['a missing member', { ...JOB, id: undefined }, 'scenario x, job has no id'],
    ['a misspelt member', { ...JOB, reson: 'r' }, 'scenario x, job has reson, which means nothing there'],
    ['a number for a text', { ...JOB, type: 1 }, 'scenario x, job, type must be a text'],
    ['a text for a time', { ...JOB, startsAt: '1' }, 'scenario x, job, startsAt must be a number'],
    ['a fraction of a millisecond', { ...JOB, startsAt: 0.5 }, 'startsAt must be a whole number of milliseconds'],
    ['an unknown phase', { ...JOB, ends: { at: 200, phase: 'Done' } }, 'phase must be one of Success, Failed'],
    ['sub-jobs that are no list', { ...JOB, subJobs: {} }, 'scenario x, job, subJobs must be a list'],
    ['a faulty sub-job', { ...JOB, subJobs: [JOB, {}] }, 'scenario x, job, subJobs[1] has no id'],
    ['a flag that is no flag', { ...JOB, unlistedSubJobs: 1 }, 'unlistedSubJobs must be true or false'],
    ['an end before the start', { ...JOB, ends: { at: 50, phase: 'Success' } }, 'job-1 ends before it starts'],
    ['a start before its creation', { ...JOB, createdAt: 200 }, 'job-1 starts before it is created'],
    [
      'a sub-job older than its parent',
      { ...JOB, createdAt: 90, subJobs: [{ ...JOB, id: 'job-2', createdAt: 10 }] },
      'job-2 is created before its parent',
    ],
    ['an ID twice', { ...JOB, subJobs: [JOB] }, 'two jobs have the ID job-1'],
    ['an ID that is no ID', { ...JOB, id: 'a/b' }, '"a/b" is not a job ID'],
    ['progress in CCE', { ...JOB, progress: [] }, 'job-1 has a progress, which CCE does not tell'],
    [
      'an error code in CCE',
      { ...JOB, ends: { at: 200, phase: 'Failed', errorCode: 'E' } },
      'job-1 has an error code, which CCE does not tell',
    ],
  ])('refuses %s', (_, job, message) => {
    const read = (): unknown => decodeScenario('x', Array.isArray(job) ? job : file({ job }));
    expect(read).toThrow(ScenarioError);
    expect(read).toThrow(message);
  });

  it.each<[string, object, string]>([
    ['an unknown service', { service: 'obs' }, 'scenario x, service must be one of cce, cce-autopilot, ims, ecs'],
    ['a project ID that is none', { projectId: 'a b' }, '"a b" is not a project ID'],
    ['an unknown member', { jobs: [] }, 'scenario x has jobs, which means nothing there'],
    [
      'CCE words in IMS',
      { service: 'ims', job: { ...JOB, clusterId: 'c' } },
      'job-1 has clusterId, which belongs to CCE',
    ],
    [
      'a progress above 1',
      { service: 'ims', job: { ...JOB, progress: [{ at: 0, fraction: 20 }] } },
      'job-1 has a progress that is not between 0 and 1',
    ],
    [
      'progress out of order',
      {
        service: 'ims',
        job: {
          ...JOB,
          progress: [
            { at: 5, fraction: 0 },
            { at: 4, fraction: 1 },
          ],
        },
      },
      'job-1 has progress out of order',
    ],
    [
      'sub-jobs of a service that shows none',
      { service: 'rds', job: { ...JOB, subJobs: [{ ...JOB, id: 'job-2' }] } },
      'job-2 is a sub-job, of which rds shows none',
    ],
    [
      'sub-jobs of sub-jobs in IMS',
      { service: 'ims', job: { ...JOB, subJobs: [{ ...JOB, id: 'job-2', subJobs: [] }] } },
      'job-2 has sub-jobs, which IMS shows for the job itself alone',
    ],
  ])('refuses %s', (_, changes, message) => {
    expect(() => decodeScenario('x', file(changes))).toThrow(message);
  });
});
