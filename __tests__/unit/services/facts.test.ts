/** What is read from an answer of each service, by the examples of their documentation. */
import { describe, expect, it } from '@jest/globals';

import { verdict, walk } from '../../../src/engine/job.js';
import type { JsonObject } from '../../../src/base/json.js';
import { createDecoder } from '../../../src/services/decoder.js';
import { fixture } from '../support/fixtures.js';
import { cceJob, decode, flatJob, NOTHING, outline, row } from './reading.js';

describe('cce', () => {
  it('reads the sample of the API reference', () => {
    const id = '354331b2c-229a-11e8-9c75-0255ac100ceb';
    const job = createDecoder(row('cce'))(fixture('cce-reading-job-progress.json'), id, '');
    expect(outline(job)).toEqual(['CreateCluster Running', '  InstallMaster Success', '  CreatePSMCert Success']);
    expect({ ...job, subJobs: [] }).toEqual({
      ...NOTHING,
      id,
      type: 'CreateCluster',
      phase: 'Running',
      status: 'Running',
      resourceId: '6f4dcb2c-229a-11e8-9c75-0255ac100ceb',
      resourceName: 'cluster-name',
      clusterId: '4d1ecb2c-229a-11e8-9c75-0255ac100ceb',
      startedAt: Date.UTC(2018, 7, 2, 8, 12, 40, 672),
      updatedAt: Date.UTC(2018, 7, 2, 8, 21, 50, 478),
    });
  });

  it('reads a ScaleupCluster whose CreateNode has no status, and names the node at its InstallNode', () => {
    const leaf = (type: string, resourceID?: string): JsonObject => ({
      metadata: { uid: type },
      spec: { type, resourceID },
      status: { phase: 'Success' },
    });
    const node = {
      metadata: { uid: 'n' },
      spec: { type: 'CreateNode', subJobs: [leaf('GetPSMCert'), leaf('InstallNode', 'node-1')] },
    };
    const job = decode('cce', cceJob({ phase: 'Success' }, { type: 'ScaleupCluster', subJobs: [node] }));
    expect(outline(job)).toEqual([
      'ScaleupCluster Success',
      '  CreateNode Unknown',
      '    GetPSMCert Success',
      '    InstallNode Success',
    ]);
    expect(verdict(job)).toBe('success');
    expect([...walk(job)].map(({ job: { resourceId } }) => resourceId)).toEqual(['', '', '', 'node-1']);
  });

  it("reads v2's lower-case names and status.status", () => {
    const spec = { type: 'CreateCluster', clusteruid: 'c1', resourceid: 'r1', resourcename: 'n1' };
    const failed = cceJob({ status: 'Failed' });
    const job = decode('cce', cceJob({ status: 'running' }, { ...spec, subjobs: [failed] }));
    expect([job.clusterId, job.resourceId, job.resourceName, job.phase]).toEqual(['c1', 'r1', 'n1', 'Running']);
    expect(verdict(job)).toBe('failed');
  });

  it('joins reason and message where they differ', () => {
    const reasonOf = (status: JsonObject): string => decode('cce', cceJob(status)).reason;
    expect(reasonOf({ reason: 'QuotaExceeded', message: '3 of 3 used' })).toBe('QuotaExceeded: 3 of 3 used');
    expect(reasonOf({ reason: 'same', message: 'same' })).toBe('same');
    expect(reasonOf({ reason: null, message: 'only' })).toBe('only');
  });
});

describe('cce-upgrade', () => {
  it('reads the example of the definitions, and is about the cluster that it was asked for', () => {
    const response = {
      kind: 'UpgradeTask',
      apiVersion: 'v3',
      metadata: { uid: 'j1', creationTimestamp: '2022-12-16 13:40:20.75671 +0800 CST', updateTimestamp: '' },
      spec: { version: 'v1.19.16-r4', targetVersion: 'v1.23.5-r0' },
      status: { phase: 'Running', progress: '40.00', completionTime: '2022-12-16 13:41:20 +0800 CST' },
    };
    expect(decode('cce-upgrade', response, 'cluster-1')).toEqual({
      ...NOTHING,
      type: 'UpgradeTask',
      phase: 'Running',
      status: 'Running',
      resourceId: 'cluster-1',
      clusterId: 'cluster-1',
      startedAt: Date.UTC(2022, 11, 16, 5, 40, 20, 756),
      endedAt: Date.UTC(2022, 11, 16, 5, 41, 20),
      progress: 0.4,
    });
  });
});

describe('ims', () => {
  it('reads the sample of the API reference', () => {
    const id = 'ff8080814dbd65d7014dbe0d84db0013';
    expect(createDecoder(row('ims'))(fixture('ims-querying-a-job.json'), id, '')).toEqual({
      ...NOTHING,
      id,
      type: 'createImageByInstance',
      phase: 'Success',
      status: 'SUCCESS',
      resourceId: 'e9e91bff-14b6-4a0b-8377-4ed0813e3360',
      resourceName: 'asdfasdfasdfas',
      startedAt: Date.UTC(2015, 5, 4, 18, 11, 6, 586),
      progress: 0.2,
    });
  });
});

/** What differs from nothing, by service: an answer about job j1 and what is read from it. */
const EXAMPLES: readonly [service: string, response: JsonObject, facts: JsonObject][] = [
  [
    'ecs',
    flatJob('SUCCESS', { server_id: 's1', nic_id: 'n1' }, { begin_time: '2016-04-25T20:04:34.604Z', end_time: '' }),
    { resourceId: 's1', startedAt: Date.UTC(2016, 3, 25, 20, 4, 34, 604) },
  ],
  ['ecs', flatJob('SUCCESS', { nic_id: 'n1' }), { resourceId: 'n1' }],
  [
    'bms',
    flatJob('SUCCESS', { server_id: 's1' }, { job_type: 'baremetalSingleCreate' }),
    { resourceId: 's1', type: 'baremetalSingleCreate' },
  ],
  ['evs', flatJob('RUNNING', { volume_id: 'v1', name: 'data', size: 10 }), { resourceId: 'v1', resourceName: 'data' }],
  ['eip', flatJob('SUCCESS', { publicip_id: 'e1' }), { resourceId: 'e1' }],
  ['sdrs', flatJob('SUCCESS', { server_group_id: 'g1' }), { resourceId: 'g1' }],
  ['sdrs', flatJob('SUCCESS', { server_group_id: 'g1', protected_instance_id: 'i1' }), { resourceId: 'i1' }],
  ['sdrs', flatJob('SUCCESS', { server_group_id: 'g1', replication_pair_id: 'r1' }), { resourceId: 'r1' }],
  ['sdrs', flatJob('SUCCESS', { disaster_recovery_drill_id: 'd1' }), { resourceId: 'd1' }],
  ['sdrs', flatJob('SUCCESS', { native_server_id: 's1' }), { resourceId: 's1' }],
  ['sdrs', flatJob('SUCCESS', { nic_id: 'n1' }), { resourceId: 'n1' }],
  ['deh', flatJob('SUCCESS', { entities: { entities: [{ resourceId: 'h1' }] } }), { resourceId: 'h1' }],
  [
    'dcs',
    flatJob('RUNNING', undefined, { job_type: 'extendDCSInstance', begin_time: '1684191545379', end_time: '' }),
    { type: 'extendDCSInstance', startedAt: 1_684_191_545_379 },
  ],
  [
    'sfs-turbo',
    flatJob('success', undefined, { begin_time: '2016-01-02 15:04:05', end_time: '2016-01-02 15:04:06' }),
    {
      startedAt: Date.UTC(2016, 0, 2, 15, 4, 5),
      updatedAt: Date.UTC(2016, 0, 2, 15, 4, 6),
      endedAt: Date.UTC(2016, 0, 2, 15, 4, 6),
    },
  ],
  [
    'dws',
    flatJob('RUNNING', undefined, {
      job_name: 'ecfClusterElbCreateJob',
      begin_time: '2022-11-09T20:25:00',
      progress: '9%',
    }),
    { type: 'ecfClusterElbCreateJob', startedAt: Date.UTC(2022, 10, 9, 20, 25), progress: 0.09 },
  ],
  [
    'swr',
    {
      id: 'j1',
      type: 'CreateInstance',
      status: 'Failed',
      reason: 'failed to select cce cluster',
      resource_id: 'i1',
      instance_id: 'i2',
      resource_name: 'test-public',
      created_at: '2021-05-12T03:50:38.305978Z',
      updated_at: '2021-05-12T03:50:43.315473Z',
    },
    {
      type: 'CreateInstance',
      reason: 'failed to select cce cluster',
      resourceId: 'i1',
      resourceName: 'test-public',
      startedAt: Date.UTC(2021, 4, 12, 3, 50, 38, 305),
      updatedAt: Date.UTC(2021, 4, 12, 3, 50, 43, 315),
    },
  ],
  ['swr', { id: 'j1', status: 'Running', instance_id: 'i2' }, { resourceId: 'i2' }],
  [
    'elb',
    {
      job: {
        job_id: 'j1',
        job_type: 'UPGRADE',
        status: 'COMPLETE',
        resource_id: 'lb1',
        entities: [{ resource_id: 'x' }],
      },
    },
    { type: 'UPGRADE', resourceId: 'lb1' },
  ],
  ['elb', { job: { job_id: 'j1', status: 'RUNNING', entities: [{ resource_id: 'lb1' }] } }, { resourceId: 'lb1' }],
  [
    'rds',
    {
      job: {
        id: 'j1',
        name: 'CreateMysqlSingleHAInstance',
        status: 'Running',
        created: '2018-08-06T10:41:14+0000',
        ended: '2018-08-06T12:44:14+0200',
        process: '60%',
        instance: { id: 'i1', name: 'orders' },
        entities: { instance: { type: 'Single' }, resource_id: ['i1.vm', 'i1.volume'] },
      },
    },
    {
      type: 'CreateMysqlSingleHAInstance',
      resourceId: 'i1',
      resourceName: 'orders',
      startedAt: Date.UTC(2018, 7, 6, 10, 41, 14),
      updatedAt: Date.UTC(2018, 7, 6, 10, 44, 14),
      endedAt: Date.UTC(2018, 7, 6, 10, 44, 14),
      progress: 0.6,
    },
  ],
  ['taurusdb', { job: { id: 'j1', status: 'Running', process: '60' } }, { progress: 0.6 }],
  ['dds', { job: { id: 'j1', status: 'Running', progress: '60%' } }, { progress: 0.6 }],
  ['gaussdb', { job: { id: 'j1', status: 'Running', progress: '60' } }, { progress: 0.6 }],
  [
    'geminidb',
    {
      jobs: [
        {
          id: 'j1',
          name: 'CreateCassandra',
          status: 'Running',
          start_time: '2023-09-12T06:44:01+0000',
          end_time: '2023-09-12T06:44:03+0000',
          progress: '14%',
          instance: { id: 'i1', name: 'nosql-12f5' },
        },
      ],
      total_count: 1,
    },
    {
      type: 'CreateCassandra',
      resourceId: 'i1',
      resourceName: 'nosql-12f5',
      startedAt: Date.UTC(2023, 8, 12, 6, 44, 1),
      updatedAt: Date.UTC(2023, 8, 12, 6, 44, 3),
      endedAt: Date.UTC(2023, 8, 12, 6, 44, 3),
      progress: 0.14,
    },
  ],
  [
    'ddm',
    {
      job: {
        id: 'j1',
        name: 'CreateInstance',
        status: 'Running',
        created_time: '2018-08-06T10:41:14+0000',
        end_time: '2018-08-06T16:41:14+0000',
        process: '60%',
        instance: { id: 'i1', name: 'DDM-test' },
      },
    },
    {
      type: 'CreateInstance',
      resourceId: 'i1',
      resourceName: 'DDM-test',
      startedAt: Date.UTC(2018, 7, 6, 10, 41, 14),
      updatedAt: Date.UTC(2018, 7, 6, 16, 41, 14),
      endedAt: Date.UTC(2018, 7, 6, 16, 41, 14),
      progress: 0.6,
    },
  ],
  [
    'dms',
    {
      task_count: '1',
      tasks: [
        {
          id: 'j1',
          name: 'bindInstancePublicIp',
          status: 'SUCCESS',
          params: '{"message":"no reason"}',
          created_at: '2020-06-15T08:55:53.606Z',
          updated_at: '2020-06-15T08:55:56.600Z',
        },
      ],
    },
    {
      type: 'bindInstancePublicIp',
      startedAt: Date.UTC(2020, 5, 15, 8, 55, 53, 606),
      updatedAt: Date.UTC(2020, 5, 15, 8, 55, 56, 600),
    },
  ],
];

describe('an answer of', () => {
  it.each(EXAMPLES)('%s is read: %j', (service, response, facts) => {
    const { phase, status, ...rest } = decode(service, response);
    expect([phase === 'Unknown', status === undefined]).toEqual([false, false]);
    expect(rest).toEqual({ ...NOTHING, ...facts });
  });

  it('dms belongs to the instance that it was asked for', () => {
    const job = decode('dms', { tasks: [{ id: 'j1', status: 'CREATED' }] }, 'instance-1');
    expect([job.resourceId, job.clusterId]).toEqual(['instance-1', '']);
  });
});
