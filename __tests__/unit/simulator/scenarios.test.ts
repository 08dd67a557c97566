import { describe, expect, it } from '@jest/globals';

import { checkScenario } from '../../../simulator/check-scenario.js';
import { SERVICES, ScenarioError, type Scenario, type ScriptedJob } from '../../../simulator/scenario.js';
import { scenarioNamed, SCENARIOS } from '../../../simulator/scenarios/index.js';

const JOB: ScriptedJob = { id: 'job-1', type: 'CreateCluster', startsAt: 100 };

function scenario(job: Partial<ScriptedJob>, changes: Partial<Scenario> = {}): Scenario {
  return { name: 'x', service: 'cce', description: 'a test', projectId: 'p', job: { ...JOB, ...job }, ...changes };
}

describe('the scenarios', () => {
  it('are one at least for each service, each with a name and a job ID of its own', () => {
    expect([...new Set(SCENARIOS.map(({ service }) => service))].sort()).toEqual([...SERVICES].sort());
    expect(new Set(SCENARIOS.map(({ name }) => name)).size).toBe(SCENARIOS.length);
    expect(new Set(SCENARIOS.map(({ job }) => job.id)).size).toBe(SCENARIOS.length);
  });

  it('contradict themselves nowhere, and describe themselves in a line that fits a terminal', () => {
    for (const each of SCENARIOS) {
      checkScenario(each);
      expect(each.description).toMatch(/^[^\n]{10,100}$/);
    }
  });

  it('are found by their names', () => {
    expect(scenarioNamed('stuck')).toHaveProperty('name', 'stuck');
    expect(() => scenarioNamed('no-such')).toThrow('there is no scenario no-such');
  });
});

describe('checkScenario', () => {
  it.each<[string, Scenario, string]>([
    ['an end before the start', scenario({ ends: { at: 50, phase: 'Success' } }), 'job-1 ends before it starts'],
    ['a start before its creation', scenario({ createdAt: 200 }), 'job-1 starts before it is created'],
    [
      'a sub-job older than its parent',
      scenario({ createdAt: 90, subJobs: [{ ...JOB, id: 'job-2', createdAt: 10 }] }),
      'job-2 is created before its parent',
    ],
    ['an ID twice', scenario({ subJobs: [JOB] }), 'two jobs have the ID job-1'],
    ['an ID that is no ID', scenario({ id: 'a/b' }), '"a/b" is not a job ID'],
    ['a project ID that is none', scenario({}, { projectId: 'a b' }), '"a b" is not a project ID'],
    ['progress in CCE', scenario({ progress: [] }), 'job-1 has progress, which cce does not show'],
    [
      'an error code in CCE',
      scenario({ ends: { at: 200, phase: 'Failed', errorCode: 'E' } }),
      'job-1 has errorCode, which cce does not show',
    ],
    [
      'CCE words in IMS',
      scenario({ clusterId: 'c' }, { service: 'ims' }),
      'job-1 has clusterId, which ims does not show',
    ],
    [
      'a progress above 1',
      scenario({ progress: [{ at: 0, fraction: 20 }] }, { service: 'ims' }),
      'job-1 has a progress that is not between 0 and 1',
    ],
    [
      'progress out of order',
      scenario({ progress: [5, 4].map((at) => ({ at, fraction: 0 })) }, { service: 'ims' }),
      'job-1 has progress out of order',
    ],
    [
      'sub-jobs of a service that shows none',
      scenario({ subJobs: [{ ...JOB, id: 'job-2' }] }, { service: 'rds' }),
      'job-1 has subJobs, which rds does not show',
    ],
    [
      'sub-jobs of sub-jobs in IMS',
      scenario({ subJobs: [{ ...JOB, id: 'job-2', subJobs: [] }] }, { service: 'ims' }),
      'job-2 has sub-jobs, which ims shows for the job itself alone',
    ],
    [
      'a word that the service never says',
      scenario({ statuses: [{ at: 0, status: 'COMPLETE' }] }, { service: 'ecs' }),
      'job-1 has the status COMPLETE, which ecs never says',
    ],
    ['no instance where one is needed', scenario({}, { service: 'dms' }), 'dms needs a parentId'],
    ['a parent that means nothing', scenario({}, { parentId: 'c' }), 'cce has no place for a parentId'],
  ])('refuses %s', (_, wrong, message) => {
    expect(() => {
      checkScenario(wrong);
    }).toThrow(new ScenarioError(`scenario x: ${message}`));
  });
});
