/** ELB and EIP: load balancers and addresses. */
import { PROJECT_ID, type Scenario } from '../scenario.js';

export const NETWORK: readonly Scenario[] = [
  {
    name: 'copy-balancer-fails',
    service: 'elb',
    description: 'a load balancer cannot be copied, since one of its listeners cannot',
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
  {
    name: 'upgrade-balancer',
    service: 'elb',
    description: 'a load balancer is upgraded in three steps, and says COMPLETE in the end',
    projectId: PROJECT_ID,
    job: {
      id: 'ef6da45b-35d9-4c18-8c35-0b80d94a0921',
      type: 'UPGRADE',
      resourceId: '9f5b432c-987e-4777-a1bc-6642be4b0920',
      startsAt: 200,
      ends: { at: 2400, phase: 'Success' },
      statuses: [{ at: 2400, status: 'COMPLETE' }],
      subJobs: [
        {
          id: 'c4cf4e5b-fa53-427d-ad43-497e7a870922',
          type: 'UPGRADE_INIT',
          resourceId: '9f5b432c-987e-4777-a1bc-6642be4b0920',
          startsAt: 200,
          ends: { at: 1500, phase: 'Success' },
        },
        {
          id: '481a5ab3-b3ff-46fa-b074-d3b8e09a0923',
          type: 'UPGRADE_TRAFFIC_SWITCH',
          resourceId: '9f5b432c-987e-4777-a1bc-6642be4b0920',
          createdAt: 1500,
          startsAt: 1500,
          ends: { at: 2000, phase: 'Success' },
        },
        {
          id: 'ee56e027-5d52-4bd9-abba-9821a7420924',
          type: 'UPGRADE_COMPLETE',
          resourceId: '9f5b432c-987e-4777-a1bc-6642be4b0920',
          createdAt: 2000,
          startsAt: 2000,
          ends: { at: 2400, phase: 'Success' },
        },
      ],
    },
  },
  {
    name: 'upgrade-balancer-rolls-back',
    service: 'elb',
    description: 'the upgrade of a load balancer is rolled back, and that fails too',
    projectId: PROJECT_ID,
    job: {
      id: 'b2d7c0f4-1e0b-4a57-9c3c-70c1e5a20931',
      type: 'UPGRADE',
      resourceId: 'd03c9a61-5b7e-4f02-8d7b-1a9e4c600930',
      startsAt: 200,
      ends: {
        at: 2600,
        phase: 'Failed',
        errorCode: 'ELB.8910',
        reason: 'The load balancer did not come back to its former version.',
      },
      statuses: [
        { at: 1500, status: 'ROLLBACKING' },
        { at: 2600, status: 'ROLLBACK_FAIL' },
      ],
    },
  },
  {
    name: 'create-addresses-fail',
    service: 'eip',
    description: 'two of three elastic IPs are made, then the quota is used up',
    projectId: PROJECT_ID,
    job: {
      id: 'ff808082843684110184e155fdb30941',
      type: 'createBatchPublicip',
      startsAt: 200,
      ends: { at: 1800, phase: 'Failed', errorCode: 'VPC.0500', reason: 'Not all elastic IPs were created.' },
      subJobs: [
        {
          id: 'ff808082843684110184e155fdb30942',
          type: 'createSinglePublicip',
          startsAt: 300,
          ends: { at: 900, phase: 'Success' },
        },
        {
          id: 'ff808082843684110184e155fdb30943',
          type: 'createSinglePublicip',
          startsAt: 300,
          ends: { at: 1100, phase: 'Success' },
        },
        {
          id: 'ff808082843684110184e155fdb30944',
          type: 'createSinglePublicip',
          startsAt: 300,
          ends: {
            at: 1500,
            phase: 'Failed',
            errorCode: 'VPC.0504',
            reason: 'The quota of elastic IPs is used up: 50 of 50.',
          },
        },
      ],
    },
  },
];
