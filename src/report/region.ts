import { findRegion } from '../base/regions.js';

/** The region in the host of a public endpoint, `{service}.{region}.…`; `''` of any other host. */
export function regionOf(endpoint: URL): string {
  const [service = '', name = ''] = endpoint.hostname.split('.');
  return findRegion(name)?.endpointOf(service).hostname === endpoint.hostname ? name : '';
}
