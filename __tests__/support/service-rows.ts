/** What the tests know of each service beside the service table itself: a new service is one more row. */

/** What is to be true of a service, and a scenario to show it with. */
export interface ServiceRow {
  readonly service: string;
  readonly scenario: string;
  /**
   * Where its jobs are asked for on Open Telekom Cloud; `{p}`, `{c}` and `{j}` are the IDs of project, parent and job.
   * Elsewhere it is the same path without `/mysql`.
   */
  readonly path: string;
  /** Of its host's name, where that is another than its own. */
  readonly host?: string;
  /** What the reason has to say; a row without one succeeds. */
  readonly reason?: string;
  readonly outcome?: 'failed' | 'timed-out';
  readonly inputs?: Readonly<Record<string, string>>;
}

const CCE = '/api/v3/projects/{p}/jobs/{j}';
const V1 = '/v1/{p}/jobs/{j}';
const DATABASE = '/v3/{p}/jobs?id={j}';
const ELB = '/v3/{p}/elb/jobs/{j}';

export const SERVICE_ROWS: readonly ServiceRow[] = [
  { service: 'cce', scenario: 'create-cluster', path: CCE },
  { service: 'cce-autopilot', scenario: 'autopilot-cluster', path: '/autopilot/v3/projects/{p}/jobs/{j}', host: 'cce' },
  {
    service: 'cce-upgrade',
    scenario: 'upgrade-cluster-fails',
    path: '/api/v3/projects/{p}/clusters/{c}/operation/upgrade/tasks/{j}',
    host: 'cce',
    reason: 'UpgradeTask',
  },
  {
    service: 'swr',
    scenario: 'create-registry-fails',
    path: '/v2/{p}/jobs/{j}',
    host: 'swr-api',
    reason: 'No cluster has room for the registry.',
  },
  { service: 'ims', scenario: 'copy-image', path: V1 },
  { service: 'ims', scenario: 'share-images-fails', path: V1, reason: 'image' },
  {
    service: 'ecs',
    scenario: 'create-servers-fail',
    path: V1,
    reason: 'The flavor s6.large.2 is sold out in this availability zone. (Ecs.0319)',
  },
  {
    service: 'ecs',
    scenario: 'unpaid-server',
    path: V1,
    outcome: 'timed-out',
    reason: 'PENDING_PAYMENT: the order has not been paid yet',
    inputs: { timeout: '1s' },
  },
  { service: 'evs', scenario: 'create-volume', path: V1 },
  { service: 'bms', scenario: 'create-bare-metal', path: V1 },
  {
    service: 'sdrs',
    scenario: 'protect-server-fails',
    path: V1,
    reason: 'No disaster recovery site is left in the availability zone. (SDRS.0200)',
  },
  { service: 'deh', scenario: 'change-host', path: V1, host: 'ecs' },
  {
    service: 'eip',
    scenario: 'create-addresses-fail',
    path: V1,
    host: 'vpc',
    reason: 'The quota of elastic IPs is used up: 50 of 50. (VPC.0504)',
  },
  { service: 'rds', scenario: 'create-database', path: DATABASE },
  {
    service: 'dds',
    scenario: 'restart-documents-fails',
    path: DATABASE,
    reason: 'A node of the shard did not come back.',
  },
  { service: 'gaussdb', scenario: 'enlarge-database', path: DATABASE },
  {
    service: 'taurusdb',
    scenario: 'create-taurus-fails',
    path: `/mysql${DATABASE}`,
    host: 'gaussdb-mysql',
    reason: 'The flavor is sold out in the availability zone.',
  },
  {
    service: 'geminidb',
    scenario: 'create-cassandra-fails',
    path: DATABASE,
    host: 'gaussdb-nosql',
    reason: 'The subnet has too few free IP addresses: 3 are needed, 1 is left.',
  },
  { service: 'ddm', scenario: 'create-sharding-fails', path: '/v3/{p}/jobs/{j}', reason: 'CreateInstance' },
  {
    service: 'sfs-turbo',
    scenario: 'extend-share-fails',
    path: '/v1/{p}/sfs-turbo/jobs/{j}',
    reason: 'The quota of capacity is used up. (SFS.TURBO.0111)',
  },
  { service: 'dcs', scenario: 'resize-cache', path: '/v2/{p}/jobs/{j}' },
  {
    service: 'elb',
    scenario: 'copy-balancer-fails',
    path: ELB,
    reason: 'No IP address is left in the subnet. (ELB.8907)',
  },
  { service: 'elb', scenario: 'upgrade-balancer', path: ELB },
  {
    service: 'elb',
    scenario: 'upgrade-balancer-rolls-back',
    path: ELB,
    reason: 'ROLLBACK',
  },
  {
    service: 'dws',
    scenario: 'create-warehouse-fails',
    path: '/v1.0/{p}/job/{j}',
    reason: 'DWS.0114: the load balancer has no private IP address.',
  },
  {
    service: 'dms',
    scenario: 'bind-broker-address-fails',
    path: '/v2/{p}/instances/{c}/tasks/{j}',
    reason: 'bindInstancePublicIp',
  },
];
