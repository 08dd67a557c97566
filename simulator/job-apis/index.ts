import { cce, cceAutopilot } from './cce.js';
import { DATABASES } from './databases.js';
import type { JobApi } from './job-api.js';
import { elb } from './elb.js';
import { SERVERS } from './servers.js';
import { sfsTurbo } from './sfs-turbo.js';
import { ims } from './ims.js';

/** How each service speaks. Of several at one path the first answers about a job that nobody knows. */
export const JOB_APIS: readonly JobApi[] = [cce, cceAutopilot, ims, ...SERVERS, sfsTurbo, ...DATABASES, elb];
