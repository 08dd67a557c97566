/** ELB: load balancers. */
import { PROJECT_ID, type Scenario } from '../scenario.js';

export const NETWORK: readonly Scenario[] = [
  {
    name: 'copy-balancer-fails',
    service: 'elb',
    description: 'a load balancer cannot be copied; the answer does not say which job it is about',
    projectId: PROJECT_ID,
    job: {
      id: '6d07b2f0-51a4-4be5-9d8c-1f0c7c2d0901',
      type: 'loadbalancer_clone',
      resourceId: '8f6f3e9a-2c1b-4c35-8a70-5d9f1a2b0902',
      startsAt: 200,
      ends: { at: 2000, phase: 'Failed', errorCode: 'ELB.8902', reason: 'The load balancer was not copied.' },
      subJobs: [
        {
          id: '6d07b2f0-51a4-4be5-9d8c-1f0c7c2d0903',
          type: 'listener_clone',
          resourceId: '8f6f3e9a-2c1b-4c35-8a70-5d9f1a2b0904',
          startsAt: 300,
          ends: { at: 1700, phase: 'Failed', errorCode: 'ELB.8907', reason: 'No IP address is left in the subnet.' },
        },
      ],
    },
  },
];
