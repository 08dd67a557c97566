/** What the tests know of each service beside the service table itself: a new service is one more row. */

/** What is to be true of a service, and a scenario to show it with. */
export interface ServiceRow {
  readonly service: string;
  readonly scenario: string;
  /** Where its jobs are asked for, outside Huawei Cloud; `{p}` and `{j}` are the IDs. */
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
  { service: 'deh', scenario: 'change-host', path: '/v1/{p}/jobs/{j}' },
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
    service: 'elb',
    scenario: 'copy-balancer-fails',
    path: '/v3/{p}/elb/jobs/{j}',
    reason: 'No IP address is left in the subnet. (ELB.8907)',
  },
];
