/** Regions and endpoints: which cloud a region belongs to, and what its hosts are called. */

/** The clouds, by the names that their customers know. */
export type Cloud = 'Huawei Cloud' | 'Open Telekom Cloud' | 'FlexibleEngine';

/** A region that is known, directly or by its pattern. */
export interface Region {
  readonly name: string;
  readonly cloud: Cloud;
  /**
   * The public endpoint of a service, by the service's name in host names: `cce`, `iam`, `sts`.
   *
   * @param domain of the host, where it is not the region's usual one
   */
  readonly endpointOf: (service: string, domain?: string) => URL;
}

interface Row {
  readonly names: RegExp;
  readonly cloud: Cloud;
  /** The usual domain of the services' hosts, then others that some services have there. */
  readonly domains: readonly [string, ...string[]];
  /** Services whose hosts have other names there. */
  readonly renamed?: Readonly<Record<string, string>>;
}

/**
 * From the clouds' own lists of "Regions and Endpoints", and the region tables of Huawei's SDKs (3.1.219). In eu-west-101
 * those know hosts in both domains; the service table says which service is where. The first row that fits counts.
 */
const ROWS: readonly Row[] = [
  { names: /^eu-(?:de|nl)$/, cloud: 'Open Telekom Cloud', domains: ['otc.t-systems.com'] },
  { names: /^eu-ch2$/, cloud: 'Open Telekom Cloud', domains: ['sc.otc.t-systems.com'], renamed: { iam: 'iam-pub' } },
  { names: /^eu-west-0$/, cloud: 'FlexibleEngine', domains: ['prod-cloud-ocb.orange-business.com'] },
  { names: /^eu-west-101$/, cloud: 'Huawei Cloud', domains: ['myhuaweicloud.eu', 'myhuaweicloud.com'] },
  {
    names: /^(?:ae|af|ap|cn|la|me|my|na|ru|sa|tr)-[a-z]{2,20}-\d{1,3}$/,
    cloud: 'Huawei Cloud',
    domains: ['myhuaweicloud.com', 'myhuaweicloud.cn'],
  },
];

/** The regions whose names fit no pattern. */
export const FIXED_REGIONS = ['eu-de', 'eu-nl', 'eu-ch2', 'eu-west-0', 'eu-west-101'] as const;

/** The regions that are known, for the sentence that refuses one. */
export const KNOWN_REGIONS =
  'eu-de, eu-nl and eu-ch2 (Open Telekom Cloud), eu-west-0 (FlexibleEngine), eu-west-101 and names like ap-southeast-1 that begin with ae-, af-, ap-, cn-, la-, me-, my-, na-, ru-, sa- or tr- (Huawei Cloud)';

/** A region by its name; `undefined` for one that is neither listed nor fits a pattern. */
export function findRegion(name: string): Region | undefined {
  const row = rowOf(name);
  if (row === undefined) return undefined;
  const { cloud, domains, renamed } = row;
  const endpointOf: Region['endpointOf'] = (service, domain = domains[0]) =>
    new URL(`https://${renamed?.[service] ?? service}.${name}.${domain}`);
  return { name, cloud, endpointOf };
}

/** The region of a public endpoint, `{service}.{region}.{domain}`; `undefined` for any other host. */
export function regionOf(endpoint: URL): Region | undefined {
  const [, name = '', ...domain] = endpoint.hostname.split('.');
  return rowOf(name)?.domains.includes(domain.join('.')) === true ? findRegion(name) : undefined;
}

function rowOf(name: string): Row | undefined {
  return ROWS.find(({ names }) => names.test(name));
}
