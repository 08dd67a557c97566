/** DCS and DMS: caches and message brokers. */
import { PROJECT_ID, type Scenario } from '../scenario.js';

export const MIDDLEWARE: readonly Scenario[] = [
  {
    name: 'resize-cache',
    service: 'dcs',
    description: 'a cache instance is extended; its times are numbers of milliseconds',
    projectId: PROJECT_ID,
    job: {
      id: 'ff8080828b5e7faa018b5e8003510701',
      type: 'extendDCSInstance',
      startsAt: 200,
      ends: { at: 1600, phase: 'Success' },
    },
  },
  {
    name: 'bind-broker-address-fails',
    service: 'dms',
    description: 'no elastic IP is bound to a Kafka instance; DMS says that it failed, but not why',
    projectId: PROJECT_ID,
    parentId: '59d02e58-6c1f-4a77-8f0e-3b2c9d1a0720',
    job: {
      id: '8abfa7b272adc5b40172b73130060721',
      type: 'bindInstancePublicIp',
      startsAt: 200,
      ends: { at: 1600, phase: 'Failed' },
    },
  },
];
