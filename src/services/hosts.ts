/** The hosts of the services, by region. */
import { findRegion, type Region } from '../base/regions.js';
import type { HostException, Service } from './service.js';

/** Where the hosts of the service table come from: Huawei Cloud's; the other clouds' are named like them. */
export const SDK_HOSTS = 'region tables of the huaweicloudsdk packages, 3.1.219';

/** Where Huawei's SDKs have a service below `.com` in eu-west-101. Those that no exception names are below `.eu`. */
export const COM_IN_EUROPE: readonly HostException[] = [{ regions: ['eu-west-101'], domain: 'myhuaweicloud.com' }];

/** The public endpoint of a service in a region. */
export function endpointOf({ host, hostExceptions }: Pick<Service, 'host' | 'hostExceptions'>, region: Region): URL {
  const exception = hostExceptions.find(({ regions }) => regions.includes(region.name));
  const at = (exception?.servedBy === undefined ? undefined : findRegion(exception.servedBy)) ?? region;
  return at.endpointOf(exception?.host ?? host, exception?.domain);
}
