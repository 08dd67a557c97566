/** Everything that the preview shows: each scenario, and endings that take more than one job or another gate. */
import type { Scenario, ScriptedJob } from '../../simulator/scenario.js';
import { SCENARIOS, scenarioNamed } from '../../simulator/scenarios/index.js';
import type { Play } from './play.js';

/** What a service could say to harm a reader. */
const HOSTILE =
  '::error::x ##[group]x | `x` <img src=x onerror=alert(1)> @everyone [x](javascript:alert(1)) \u001b[31mred \u202egnp.exe ![x](https://example.com/x.png) </details>';

/** Every play, in the order of the page. */
export function plays(): Play[] {
  const clusters = ['create-cluster', 'failed-under-success', 'scaleup-cluster', 'stuck'].map(scenarioNamed);
  return [
    ...SCENARIOS.map((scenario) => ({ name: scenario.name, description: scenario.description, scenarios: [scenario] })),
    {
      name: 'several-jobs',
      description: 'four jobs, each waited for to its end: one fails, one never ends',
      scenarios: clusters,
      failFast: false,
    },
    {
      name: 'wrong-token',
      description: 'the token is refused',
      scenarios: [scenarioNamed('create-cluster')],
      refused: true,
    },
    {
      name: 'cancelled',
      description: 'someone cancels the workflow',
      scenarios: [scenarioNamed('stuck')],
      cancelAt: 200_000,
    },
    { name: 'hostile', description: 'the cloud says everything that could do harm', scenarios: [hostile()] },
    { name: 'large', description: '1,000 sub-jobs, of which 8 fail', scenarios: [large()], failFast: false },
  ];
}

function hostile(): Scenario {
  const ends = { at: 2000, phase: 'Failed', reason: HOSTILE } as const;
  const facts = { type: HOSTILE, resourceName: HOSTILE, startsAt: 100 };
  const subJobs: ScriptedJob[] = [
    { ...facts, id: 'hostile-1', ends },
    { ...facts, id: 'hostile-2' },
  ];
  return scenario('hostile', { ...facts, id: 'hostile-0', subJobs });
}

function large(): Scenario {
  const subJobs = Array.from({ length: 1000 }, (_, index): ScriptedJob => {
    const fails = index % 125 === 7;
    const at = 500 + (index % 50) * 40;
    return {
      id: `large-${index}`,
      type: 'CreateNode',
      resourceName: `pool-node-${index}`,
      startsAt: 100 + (index % 50) * 20,
      ends: fails
        ? { at, phase: 'Failed', reason: 'No available IP addresses in the subnet' }
        : { at, phase: 'Success' },
    };
  });
  const ends = { at: 3000, phase: 'Failed', reason: 'Some nodes could not be created.' } as const;
  return scenario('large', {
    id: 'large',
    type: 'ScaleupCluster',
    resourceName: 'large-cluster',
    startsAt: 0,
    ends,
    subJobs,
  });
}

function scenario(name: string, job: ScriptedJob): Scenario {
  return { name, service: 'cce', description: name, projectId: '089b2f9a3d80d3062f24c00ca4ed5cbd', job };
}
