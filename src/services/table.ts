/** The service table. Nothing else names a service: a new one is a row in one of these families. */
import type { Service } from './service.js';
import { CONTAINERS } from './table/containers.js';
import { DATABASES } from './table/databases.js';
import { OTHERS } from './table/others.js';
import { SERVERS } from './table/servers.js';

/** Every service whose jobs can be waited for, in the order of the documents; the first is the default. */
export const SERVICES: readonly [Service, ...Service[]] = [...CONTAINERS, ...SERVERS, ...DATABASES, ...OTHERS];

/** Where the answers of a service's calls have the job ID, in one line: `resize a cluster: .jobID; …`. */
export function jobIdPlaces({ jobIds }: Pick<Service, 'jobIds'>): string {
  return jobIds.map(({ calls, at }) => `${calls === '' ? '' : `${calls}: `}${at.join(' or ')}`).join('; ');
}
