/** Everything that the preview shows: each scenario, and endings that take more than one job or another gate. */
import type { Scenario, ScriptedJob } from '../../simulator/scenario.js';
import { SCENARIOS, scenarioNamed } from '../../simulator/scenarios/index.js';

/** What is shown. */
export interface PreviewCase {
  readonly name: string;
  readonly description: string;
  /** What the jobs that are waited for do; all of one service and project. */
  readonly scenarios: readonly Scenario[];
  readonly failFast?: boolean;
  /** Whether the token is refused. */
  readonly refused?: boolean;
  /** Cancels the gate after so many milliseconds. */
  readonly cancelAt?: number;
  /** From then on the API is out of order, in milliseconds. */
  readonly brokenAt?: number;
}

/** What a service could say to harm a reader. */
const HOSTILE =
  '::error::x ##[group]x | `x` <img src=x onerror=alert(1)> @everyone [x](javascript:alert(1)) \u001b[31mred \u202egnp.exe ![x](https://example.com/x.png) </details>';

const ADDRESSES = 'No available IP addresses in the subnet';

/** Every case, in the order of the page. */
export function previewCases(): PreviewCase[] {
  const clusters = ['create-cluster', 'failed-under-success', 'scaleup-cluster', 'stuck'].map(scenarioNamed);
  return [
    ...SCENARIOS.map((scenario) => ({ name: scenario.name, description: scenario.description, scenarios: [scenario] })),
    {
      name: 'several-jobs',
      description: 'four jobs, each waited for to its end: one fails, one never ends',
      scenarios: clusters,
      failFast: false,
    },
    ...nodeCases(),
    {
      name: 'good-jobs',
      description: '20 jobs, all of which succeed',
      scenarios: Array.from({ length: 20 }, (_, index) => scaleUp(`good-${index}`, 3, () => undefined)),
    },
    ...otherEndings(),
  ];
}

/** Clusters that get nodes, of which some fail. */
function nodeCases(): PreviewCase[] {
  return [
    {
      name: 'nodes-fail',
      description: '12 nodes, of which 3 fail for one cause',
      scenarios: [scaleUp('nodes-fail', 12, (index) => (index % 4 === 2 ? ADDRESSES : undefined))],
      failFast: false,
    },
    {
      name: 'many-nodes-fail',
      description: '80 nodes, all of which fail for one cause',
      scenarios: [scaleUp('many-nodes-fail', 80, () => ADDRESSES)],
      failFast: false,
    },
    {
      name: 'nodes-fail-variously',
      description: '40 nodes, of which 6 fail for reasons of their own',
      scenarios: [
        scaleUp('nodes-fail-variously', 40, (index) =>
          index % 7 === 3 ? `Create node failed on 10.0.${index}.7: the flavor is sold out` : undefined,
        ),
      ],
      failFast: false,
    },
  ];
}

/** Endings that no scenario has of itself. */
function otherEndings(): PreviewCase[] {
  return [
    {
      name: 'unknown-job',
      description: 'the job ID is wrong',
      scenarios: [scenario('unknown-job', { id: 'unknown-job', type: 'CreateCluster', createdAt: 9e6, startsAt: 9e6 })],
    },
    {
      name: 'outage',
      description: 'the API gives no answer any more while the job goes on',
      scenarios: [scenarioNamed('stuck')],
      brokenAt: 300_000,
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
    {
      name: 'large',
      description: '1,000 sub-jobs, of which 8 fail',
      scenarios: [scaleUp('large', 1000, (index) => (index % 125 === 7 ? ADDRESSES : undefined))],
      failFast: false,
    },
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

/** A cluster that gets so many nodes, each of which fails for its reason or succeeds. */
function scaleUp(name: string, nodes: number, reasonOf: (index: number) => string | undefined): Scenario {
  const subJobs = Array.from({ length: nodes }, (_, index): ScriptedJob => {
    const reason = reasonOf(index);
    return {
      id: `${name}-${index}`,
      type: 'CreateNode',
      resourceName: `pool-node-${index + 1}`,
      startsAt: 100 + (index % 50) * 20,
      ends: {
        at: 500 + (index % 50) * 40,
        ...(reason === undefined ? { phase: 'Success' } : { phase: 'Failed', reason }),
      },
    };
  });
  const failed = subJobs.some(({ ends }) => ends?.phase === 'Failed');
  return scenario(name, {
    id: name,
    type: 'ScaleupCluster',
    resourceName: 'prod-cluster',
    startsAt: 0,
    ends: failed
      ? { at: 3000, phase: 'Failed', reason: 'Some nodes could not be created.' }
      : { at: 3000, phase: 'Success' },
    subJobs,
  });
}

function scenario(name: string, job: ScriptedJob): Scenario {
  return { name, service: 'cce', description: name, projectId: '089b2f9a3d80d3062f24c00ca4ed5cbd', job };
}
