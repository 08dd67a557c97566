/** What the tests know of each service beside the service table itself: a new service is one more row. */

/** What is to be true of a service, and a scenario to show it with. */
export interface ServiceRow {
  readonly service: string;
  readonly scenario: string;
  /**
   * Where its jobs are asked for on Open Telekom Cloud; `{p}`, `{c}` (of the cluster or instance) and `{j}` are the IDs.
   * Elsewhere it is the same path without `/mysql`.
   */
  readonly path: string;
  /** Of its host's name, where that is another than its own. */
  readonly host?: string;
  /** What the reason has to say; a row without one succeeds. */
  readonly reason?: string;
  readonly outcome?: string;
  readonly inputs?: Readonly<Record<string, string>>;
}

export const SERVICE_ROWS: readonly ServiceRow[] = [
  { service: 'cce', scenario: 'create-cluster', path: '/api/v3/projects/{p}/jobs/{j}' },
  { service: 'cce-autopilot', scenario: 'autopilot-cluster', path: '/autopilot/v3/projects/{p}/jobs/{j}', host: 'cce' },
  {
    service: 'cce-upgrade',
    scenario: 'upgrade-cluster-fails',
    path: '/api/v3/projects/{p}/clusters/{c}/operation/upgrade/tasks/{j}',
    host: 'cce',
    reason: 'the API gives no reason',
  },
  {
    service: 'swr',
    scenario: 'create-registry-fails',
    path: '/v2/{p}/jobs/{j}',
    host: 'swr-api',
    reason: 'No cluster has room for the registry.',
  },
  { service: 'ims', scenario: 'copy-image', path: '/v1/{p}/jobs/{j}' },
  {
    service: 'ecs',
    scenario: 'create-servers-fail',
    path: '/v1/{p}/jobs/{j}',
    reason: 'The flavor s6.large.2 is sold out in this availability zone. (Ecs.0319)',
  },
  {
    service: 'ecs',
    scenario: 'unpaid-server',
    path: '/v1/{p}/jobs/{j}',
    outcome: 'timed-out',
    reason: 'PENDING_PAYMENT: the order has not been paid yet',
    inputs: { timeout: '200ms' },
  },
  { service: 'evs', scenario: 'create-volume', path: '/v1/{p}/jobs/{j}' },
  { service: 'bms', scenario: 'create-bare-metal', path: '/v1/{p}/jobs/{j}' },
  {
    service: 'sdrs',
    scenario: 'protect-server-fails',
    path: '/v1/{p}/jobs/{j}',
    reason: 'No disaster recovery site is left in the availability zone. (SDRS.0200)',
  },
  { service: 'deh', scenario: 'change-host', path: '/v1/{p}/jobs/{j}', host: 'ecs' },
  {
    service: 'eip',
    scenario: 'create-addresses-fail',
    path: '/v1/{p}/jobs/{j}',
    host: 'vpc',
    reason: 'The quota of elastic IPs is used up: 50 of 50. (VPC.0504)',
  },
  {
    service: 'sfs-turbo',
    scenario: 'extend-share-fails',
    path: '/v1/{p}/sfs-turbo/jobs/{j}',
    reason: 'The quota of capacity is used up. (SFS.TURBO.0111)',
  },
  { service: 'dcs', scenario: 'resize-cache', path: '/v2/{p}/jobs/{j}' },
  { service: 'rds', scenario: 'create-database', path: '/v3/{p}/jobs?id={j}' },
  {
    service: 'dds',
    scenario: 'restart-documents-fails',
    path: '/v3/{p}/jobs?id={j}',
    reason: 'A node of the shard did not come back.',
  },
  { service: 'gaussdb', scenario: 'enlarge-database', path: '/v3/{p}/jobs?id={j}' },
  {
    service: 'taurusdb',
    scenario: 'create-taurus-fails',
    path: '/mysql/v3/{p}/jobs?id={j}',
    host: 'gaussdb-mysql',
    reason: 'The flavor is sold out in the availability zone.',
  },
  {
    service: 'geminidb',
    scenario: 'create-cassandra-fails',
    path: '/v3/{p}/jobs?id={j}',
    host: 'gaussdb-nosql',
    reason: 'The subnet has too few free IP addresses: 3 are needed, 1 is left.',
  },
  { service: 'ddm', scenario: 'create-sharding-fails', path: '/v3/{p}/jobs/{j}', reason: 'the API gives no reason' },
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
    reason: 'the API gives no reason',
  },
  {
    service: 'elb',
    scenario: 'copy-balancer-fails',
    path: '/v3/{p}/elb/jobs/{j}',
    reason: 'No IP address is left in the subnet. (ELB.8907)',
  },
];
