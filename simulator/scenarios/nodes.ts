/** CCE: clusters get more nodes. */
import { PROJECT_ID, type Scenario, type ScriptedJob } from '../scenario.js';

/** What keeps nodes from being created in the scale-ups by many. */
const NO_ADDRESS = 'Create node failed: no IP address is left in subnet 192.168.16.0/24';

interface ScaleUp {
  readonly name: string;
  readonly nodes: number;
  readonly failing: number;
  /** Four hexadecimal digits of its jobs' IDs. */
  readonly group: string;
}

export const NODES: readonly Scenario[] = [
  {
    name: 'scaleup-cluster',
    service: 'cce',
    description: 'ScaleupCluster succeeds; its sub-job CreateNode has no status, and no job in the response has times',
    projectId: PROJECT_ID,
    job: {
      id: 'c2176a9c-70be-11ee-9d44-0255ac100b07',
      type: 'ScaleupCluster',
      clusterId: 'c20f8b52-70be-11ee-9d44-0255ac100b07',
      resourceId: 'c20f8b52-70be-11ee-9d44-0255ac100b07',
      resourceName: 'growing-cluster',
      startsAt: 300,
      ends: { at: 4200, phase: 'Success' },
      omits: ['apiVersion', 'timestamps'],
      subJobs: [
        {
          id: 'c21f0d64-70be-11ee-9d44-0255ac100b07',
          type: 'CreateNode',
          clusterId: 'c20f8b52-70be-11ee-9d44-0255ac100b07',
          resourceId: 'c2269ab8-70be-11ee-9d44-0255ac100b07',
          resourceName: 'growing-cluster-node-2',
          createdAt: 600,
          startsAt: 600,
          ends: { at: 4000, phase: 'Success' },
          omits: ['apiVersion', 'timestamps', 'status'],
          subJobs: [
            {
              id: 'c22e5f1c-70be-11ee-9d44-0255ac100b07',
              type: 'GetPSMCert',
              clusterId: 'c20f8b52-70be-11ee-9d44-0255ac100b07',
              startsAt: 700,
              ends: { at: 1500, phase: 'Success' },
              omits: ['apiVersion', 'timestamps'],
            },
            {
              id: 'c2361e82-70be-11ee-9d44-0255ac100b07',
              type: 'InstallNode',
              clusterId: 'c20f8b52-70be-11ee-9d44-0255ac100b07',
              resourceId: 'c2269ab8-70be-11ee-9d44-0255ac100b07',
              resourceName: 'growing-cluster-node-2',
              startsAt: 1600,
              ends: { at: 3900, phase: 'Success' },
              omits: ['apiVersion', 'timestamps'],
            },
          ],
        },
      ],
    },
  },
  {
    name: 'failed-under-success',
    service: 'cce',
    description: 'the job itself says Success, while InstallNode, two levels below, says Failed',
    projectId: PROJECT_ID,
    job: {
      id: 'a95a1f3e-62d1-11ee-b2f6-0255ac100b05',
      type: 'ScaleupCluster',
      clusterId: 'a94c7e10-62d1-11ee-b2f6-0255ac100b05',
      resourceId: 'a94c7e10-62d1-11ee-b2f6-0255ac100b05',
      resourceName: 'half-cluster',
      startsAt: 200,
      ends: { at: 3000, phase: 'Success' },
      subJobs: [
        {
          id: 'a9630c84-62d1-11ee-b2f6-0255ac100b05',
          type: 'CreateNode',
          clusterId: 'a94c7e10-62d1-11ee-b2f6-0255ac100b05',
          resourceId: 'a96b5d1a-62d1-11ee-b2f6-0255ac100b05',
          resourceName: 'half-cluster-node-1',
          createdAt: 500,
          startsAt: 600,
          ends: { at: 3000, phase: 'Success' },
          subJobs: [
            {
              id: 'a9740b2e-62d1-11ee-b2f6-0255ac100b05',
              type: 'GetPSMCert',
              clusterId: 'a94c7e10-62d1-11ee-b2f6-0255ac100b05',
              startsAt: 700,
              ends: { at: 1300, phase: 'Success' },
            },
            {
              id: 'a97bd6f0-62d1-11ee-b2f6-0255ac100b05',
              type: 'InstallNode',
              clusterId: 'a94c7e10-62d1-11ee-b2f6-0255ac100b05',
              resourceId: 'a96b5d1a-62d1-11ee-b2f6-0255ac100b05',
              resourceName: 'half-cluster-node-1',
              startsAt: 1400,
              ends: {
                at: 3000,
                phase: 'Failed',
                reason:
                  'Install node failed on 192.168.0.37: kubelet did not become ready: container runtime is down: no space left on device',
              },
            },
          ],
        },
      ],
    },
  },
  {
    name: 'hidden-cause',
    service: 'cce',
    description: 'CreateNode fails without a reason; the cause is shown only to whoever asks for it by its own ID',
    projectId: PROJECT_ID,
    job: {
      id: 'd41c7e02-7d55-11ee-a3b1-0255ac100b08',
      type: 'ScaleupCluster',
      clusterId: 'd4136a48-7d55-11ee-a3b1-0255ac100b08',
      resourceId: 'd4136a48-7d55-11ee-a3b1-0255ac100b08',
      resourceName: 'quiet-cluster',
      startsAt: 200,
      ends: { at: 2600, phase: 'Failed', reason: 'Scale up cluster failed.' },
      subJobs: [
        {
          id: 'd425f1ba-7d55-11ee-a3b1-0255ac100b08',
          type: 'CreateNode',
          clusterId: 'd4136a48-7d55-11ee-a3b1-0255ac100b08',
          resourceId: 'd42ef0c6-7d55-11ee-a3b1-0255ac100b08',
          resourceName: 'quiet-cluster-node-3',
          createdAt: 400,
          startsAt: 500,
          ends: { at: 2400, phase: 'Failed' },
          unlistedSubJobs: true,
          subJobs: [
            {
              id: 'd4380a5e-7d55-11ee-a3b1-0255ac100b08',
              type: 'GetPSMCert',
              clusterId: 'd4136a48-7d55-11ee-a3b1-0255ac100b08',
              startsAt: 600,
              ends: { at: 1000, phase: 'Success' },
            },
            {
              id: 'd43f88e4-7d55-11ee-a3b1-0255ac100b08',
              type: 'CreateServer',
              clusterId: 'd4136a48-7d55-11ee-a3b1-0255ac100b08',
              resourceId: 'd42ef0c6-7d55-11ee-a3b1-0255ac100b08',
              resourceName: 'quiet-cluster-node-3',
              startsAt: 1000,
              ends: {
                at: 2300,
                phase: 'Failed',
                reason: 'Create server failed: the quota of instances is exceeded: 20 of 20 are in use',
              },
            },
          ],
        },
      ],
    },
  },
  scaleUp({ name: 'scaleup-nodes-fail', nodes: 12, failing: 3, group: '0c12' }),
  scaleUp({ name: 'scaleup-many-nodes-fail', nodes: 80, failing: 80, group: '0c80' }),
];

/** A scale-up of which some nodes fail, all of them for the same reason. */
function scaleUp({ name, nodes, failing, group }: ScaleUp): Scenario {
  const id = (number: number, index = 0): string => {
    const digits = (index * 4 + number).toString(16).padStart(4, '0');
    return `e51c${digits}-9d2a-11ee-8d21-0255ac10${group}`;
  };
  const [clusterId, resourceName] = [id(1), `pool-of-${nodes}`];
  const every = Math.floor(nodes / failing);
  const subJobs = Array.from({ length: nodes }, (_, index): ScriptedJob => {
    const node = { clusterId, resourceId: id(2, index + 1), resourceName: `${resourceName}-node-${index + 1}` };
    const [startsAt, at] = [300 + index * 10, 2000 + (index % 12) * 150];
    const creation = { ...node, id: id(0, index + 1), type: 'CreateNode', createdAt: 200, startsAt };
    if (index % every === every - 1) return { ...creation, ends: { at, phase: 'Failed', reason: NO_ADDRESS } };
    const ends = { at, phase: 'Success' } as const;
    const install = { ...node, id: id(3, index + 1), type: 'InstallNode', startsAt: startsAt + 500, ends };
    return { ...creation, ends, subJobs: [install] };
  });
  return {
    name,
    service: 'cce',
    description: `ScaleupCluster by ${nodes} nodes, of which ${failing} fail for the same reason`,
    projectId: PROJECT_ID,
    job: {
      id: id(0),
      type: 'ScaleupCluster',
      clusterId,
      resourceId: clusterId,
      resourceName,
      startsAt: 200,
      ends: { at: 4000, phase: 'Failed', reason: 'Scale up cluster failed: not all nodes were created.' },
      subJobs,
    },
  };
}
