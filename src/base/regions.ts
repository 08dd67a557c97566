/** Which cloud a region belongs to, and what its services' hosts are called there. */

/** The clouds, by the names that their customers know. */
export type Cloud = 'Huawei Cloud' | 'Open Telekom Cloud' | 'FlexibleEngine';

/** A region that is known, directly or by its pattern. */
export interface Region {
  readonly cloud: Cloud;
  /** The public endpoint of a service, by the service's name in host names: `cce`, `iam`, `sts`. */
  readonly endpointOf: (service: string) => URL;
}

interface Row {
  readonly names: RegExp;
  readonly cloud: Cloud;
  readonly domain: string;
  /** Services whose hosts have other names there. */
  readonly renamed?: Readonly<Record<string, string>>;
}

/**
 * From the clouds' own lists of "Regions and Endpoints". For eu-west-101 they disagree beside CCE and IAM; `.eu` is what
 * its console and the Terraform provider use. The first row that fits counts.
 */
const ROWS: readonly Row[] = [
  { names: /^eu-(?:de|nl)$/, cloud: 'Open Telekom Cloud', domain: 'otc.t-systems.com' },
  { names: /^eu-ch2$/, cloud: 'Open Telekom Cloud', domain: 'sc.otc.t-systems.com', renamed: { iam: 'iam-pub' } },
  { names: /^eu-west-0$/, cloud: 'FlexibleEngine', domain: 'prod-cloud-ocb.orange-business.com' },
  { names: /^eu-west-101$/, cloud: 'Huawei Cloud', domain: 'myhuaweicloud.eu' },
  {
    names: /^(?:ae|af|ap|cn|la|me|my|na|ru|sa|tr)-[a-z]{2,20}-\d{1,3}$/,
    cloud: 'Huawei Cloud',
    domain: 'myhuaweicloud.com',
  },
];

/** The regions that are known, for the sentence that refuses one. */
export const KNOWN_REGIONS =
  'eu-de, eu-nl and eu-ch2 (Open Telekom Cloud), eu-west-0 (FlexibleEngine), eu-west-101 and names like ap-southeast-1 that begin with ae-, af-, ap-, cn-, la-, me-, my-, na-, ru-, sa- or tr- (Huawei Cloud)';

/** A region by its name; `undefined` for one that is neither listed nor fits a pattern. */
export function findRegion(name: string): Region | undefined {
  const row = ROWS.find(({ names }) => names.test(name));
  if (row === undefined) return undefined;
  const { cloud, domain, renamed } = row;
  return { cloud, endpointOf: (service) => new URL(`https://${renamed?.[service] ?? service}.${name}.${domain}`) };
}

/** The region in the host of a public endpoint, `{service}.{region}.…`; `''` of any other host. */
export function regionOf(endpoint: URL): string {
  const [service = '', name = ''] = endpoint.hostname.split('.');
  return findRegion(name)?.endpointOf(service).hostname === endpoint.hostname ? name : '';
}
