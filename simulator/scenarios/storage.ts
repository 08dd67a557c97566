/** EVS and SFS Turbo: volumes and file systems. */
import { PROJECT_ID, type Scenario } from '../scenario.js';

export const STORAGE: readonly Scenario[] = [
  {
    name: 'create-volume',
    service: 'evs',
    description: 'createVolume succeeds by way of WAITING_EXECUTE and LISTENING',
    projectId: PROJECT_ID,
    job: {
      id: 'ff8080825f1c2aa6015f1c3ba4fa0201',
      type: 'createVolume',
      resourceId: '9b9f5f3c-6a1c-4f2b-8a5e-0c6d3f7f8b21',
      resourceName: 'data-1',
      startsAt: 200,
      ends: { at: 1500, phase: 'Success' },
      statuses: [
        { at: 100, status: 'WAITING_EXECUTE' },
        { at: 900, status: 'LISTENING' },
      ],
    },
  },
  {
    name: 'extend-share-fails',
    service: 'sfs-turbo',
    description: 'a sub-job fails under a job that says success, both in lower case and at the top',
    projectId: PROJECT_ID,
    job: {
      id: 'ff8080828a4d6e99018a4d7ff2400601',
      type: 'extend_share',
      startsAt: 200,
      ends: { at: 2000, phase: 'Success' },
      subJobs: [
        {
          id: 'ff8080828a4d6e99018a4d7ff2510602',
          type: 'extend_share',
          startsAt: 300,
          ends: { at: 1500, phase: 'Failed', errorCode: 'SFS.TURBO.0111', reason: 'The quota of capacity is used up.' },
        },
      ],
    },
  },
];
