/** A region as the providers name them: `eu-de`, `ap-southeast-1`. */
const REGION = /^[a-z]{2}(?:-[a-z0-9]+)+$/;

/** The region in the host of a public endpoint, `{service}.{region}.…`; `''` of any other host. */
export function regionOf(endpoint: URL): string {
  const label = endpoint.hostname.split('.')[1] ?? '';
  return REGION.test(label) ? label : '';
}
