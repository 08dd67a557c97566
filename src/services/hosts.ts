/** The hosts of the services, by region. */
import { findRegion, type Region } from '../base/regions.js';
import type { Service } from './service.js';

/** The public endpoint of a service in a region. */
export function endpointOf({ host, hostExceptions }: Pick<Service, 'host' | 'hostExceptions'>, region: Region): URL {
  const exception = hostExceptions.find(({ regions }) => regions.includes(region.name));
  const at = (exception?.servedBy === undefined ? undefined : findRegion(exception.servedBy)) ?? region;
  return at.endpointOf(exception?.host ?? host, exception?.domain);
}
