/** DCS: caches. */
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
];
