/** RDS, DDS and GaussDB. */
import { PROJECT_ID, type Scenario } from '../scenario.js';

export const DATABASES: readonly Scenario[] = [
  {
    name: 'create-database',
    service: 'rds',
    description: 'CreateMysqlSingleHAInstance succeeds and tells its progress in percent',
    projectId: PROJECT_ID,
    job: {
      id: '31b8ae23-c687-4d80-b7b4-42a66c9bb886',
      type: 'CreateMysqlSingleHAInstance',
      resourceId: 'bc9b21b1c8f94b4d8f7bd2c0a0c1d801in01',
      resourceName: 'orders',
      startsAt: 0,
      ends: { at: 3000, phase: 'Success' },
      progress: [
        { at: 0, fraction: 0.05 },
        { at: 1000, fraction: 0.4 },
        { at: 2000, fraction: 0.8 },
      ],
    },
  },
  {
    name: 'restart-documents-fails',
    service: 'dds',
    description: 'RestartMongoDB fails with a reason',
    projectId: PROJECT_ID,
    job: {
      id: '3711e2ad-5787-49bc-a47f-3f0b066af9f5',
      type: 'RestartMongoDB',
      resourceId: '54cfc4b4ba0f4d4b9c5b1c3c9a0d9801in02',
      resourceName: 'catalogue',
      startsAt: 0,
      ends: { at: 1800, phase: 'Failed', reason: 'A node of the shard did not come back.' },
    },
  },
  {
    name: 'enlarge-database',
    service: 'gaussdb',
    description: 'GaussDB enlarges its volume',
    projectId: PROJECT_ID,
    job: {
      id: 'dff1d289-4d03-4942-8b9f-463ea07c000d',
      type: 'EnlargeGaussDBVolume',
      resourceId: '619d3e78f61b4be68bc5aa0b59edcf7bin07',
      resourceName: 'ledger',
      startsAt: 0,
      ends: { at: 2200, phase: 'Success' },
      progress: [{ at: 500, fraction: 0.5 }],
    },
  },
];
