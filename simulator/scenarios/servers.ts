/** ECS, BMS, DeH and SDRS: servers, their hosts and their protection. */
import { PROJECT_ID, type Scenario } from '../scenario.js';

export const SERVERS: readonly Scenario[] = [
  {
    name: 'create-servers-fail',
    service: 'ecs',
    description: 'one of two servers of a batch cannot be made; the cause is in its errorcode_message',
    projectId: PROJECT_ID,
    job: {
      id: 'ff8080828f3a1c55018f3a2b7a1d0101',
      type: 'createServer',
      startsAt: 200,
      ends: {
        at: 2600,
        phase: 'Failed',
        errorCode: 'Ecs.0500',
        reason: 'The batch of servers was not made completely.',
      },
      subJobs: [
        {
          id: 'ff8080828f3a1c55018f3a2b7a8e0102',
          type: 'createSingleServer',
          resourceId: '1f0a7c52-0d7d-4d3b-9c7e-2f6a3b1e9a01',
          startsAt: 300,
          ends: { at: 2000, phase: 'Success' },
        },
        {
          id: 'ff8080828f3a1c55018f3a2b7aa30103',
          type: 'createSingleServer',
          resourceId: '1f0a7c52-0d7d-4d3b-9c7e-2f6a3b1e9a02',
          startsAt: 300,
          ends: {
            at: 2400,
            phase: 'Failed',
            errorCode: 'Ecs.0319',
            reason: 'The flavor s6.large.2 is sold out in this availability zone.',
          },
        },
      ],
    },
  },
  {
    name: 'unpaid-server',
    service: 'ecs',
    description: 'a yearly server waits for its order to be paid, for ever',
    projectId: PROJECT_ID,
    job: {
      id: 'ff8080828f3a1c55018f3a2b7c550111',
      type: 'createServer',
      startsAt: 86_400_000,
      statuses: [{ at: 0, status: 'PENDING_PAYMENT' }],
    },
  },
  {
    name: 'create-bare-metal',
    service: 'bms',
    description: 'a bare metal server is made by a sub-job',
    projectId: PROJECT_ID,
    job: {
      id: 'ff8080826e0c1d84016e0c2ea9b10301',
      type: 'baremetalBatchCreate',
      startsAt: 200,
      ends: { at: 2600, phase: 'Success' },
      subJobs: [
        {
          id: 'ff8080826e0c1d84016e0c2ea9f40302',
          type: 'baremetalSingleCreate',
          resourceId: 'c4ad3d8e-7f39-4c55-8a6f-8f1c9a5b0d31',
          startsAt: 300,
          ends: { at: 2400, phase: 'Success' },
        },
      ],
    },
  },
  {
    name: 'change-host',
    service: 'deh',
    description: 'a dedicated host is changed',
    projectId: PROJECT_ID,
    job: {
      id: 'ff8080827c3e5d88017c3e6ee12f0501',
      type: 'modifyDedicatedHost',
      resourceId: '5a1c7e39-0c6e-4d0f-9b1e-6f2d8a4c0511',
      startsAt: 200,
      ends: { at: 1200, phase: 'Success' },
    },
  },
  {
    name: 'protect-server-fails',
    service: 'sdrs',
    description: 'a protection group cannot be made',
    projectId: PROJECT_ID,
    job: {
      id: 'ff8080827b2f4c77017b2f5dd01e0401',
      type: 'createProtectionGroupNoCG',
      resourceId: 'a3f1f5b7-23a4-4a4c-9b0f-6b1f2d7c8e41',
      startsAt: 200,
      ends: {
        at: 1800,
        phase: 'Failed',
        errorCode: 'SDRS.0200',
        reason: 'No disaster recovery site is left in the availability zone.',
      },
    },
  },
];
