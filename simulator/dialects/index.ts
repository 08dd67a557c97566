import { cce, cceAutopilot } from './cce.js';
import { DATABASES } from './databases.js';
import type { Dialect } from './dialect.js';
import { elb } from './elb.js';
import { SERVERS } from './servers.js';
import { sfsTurbo } from './sfs-turbo.js';
import { ims } from './v1.js';

/** How each service speaks. Of several at one path the first answers about a job that nobody knows. */
export const DIALECTS: readonly Dialect[] = [cce, cceAutopilot, ims, ...SERVERS, sfsTurbo, ...DATABASES, elb];
