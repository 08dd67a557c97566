import { cce } from './cce.js';
import type { Service } from './service.js';
import { ims } from './v1.js';

/** Every service whose jobs can be waited for. A new one is a row here and, if its answers differ, a module beside. */
export const SERVICES: readonly [Service, ...Service[]] = [cce, ims];
