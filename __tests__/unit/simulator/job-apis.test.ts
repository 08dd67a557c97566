/** The response bodies, held to the samples and models of the references; those of CCE and IMS have files of their own. */
import { describe, expect, it } from '@jest/globals';

import { jobApiOf } from '../../../simulator/job-apis/index.js';
import { scenarioNamed } from '../../../simulator/scenarios/index.js';
import { sent, stateOfScenario } from './support.js';

/** What the service of a scenario responds after so many milliseconds. */
function bodyOf(name: string, elapsed: number): unknown {
  const { service } = scenarioNamed(name);
  return sent(jobApiOf(service).body(stateOfScenario(name, elapsed), 'p'));
}

const idOf = (name: string): string => scenarioNamed(name).job.id;

describe('the response body about', () => {
  it('an upgrade of CCE has a phase and a progress, times of China, and no reason', () => {
    expect(bodyOf('upgrade-cluster-fails', 3000)).toEqual({
      kind: 'UpgradeTask',
      apiVersion: 'v3',
      metadata: {
        uid: idOf('upgrade-cluster-fails'),
        creationTimestamp: '2018-08-02 16:12:40.672 +0800 CST',
        updateTimestamp: '2018-08-02 16:12:43.672 +0800 CST',
      },
      spec: { version: 'v1.29.8-r0', targetVersion: 'v1.31.4-r0' },
      status: { phase: 'Failed', progress: '0.55', completionTime: '2018-08-02 16:12:43.672 +0800 CST' },
    });
    const phases = [0, 200, 600].map((elapsed) => bodyOf('upgrade-cluster-fails', elapsed));
    expect(phases).toMatchObject(['Init', 'Queuing', 'Running'].map((phase) => ({ status: { phase } })));
  });

  it('servers says the cause of a sub-job, and its server, in its entities', () => {
    expect(bodyOf('create-servers-fail', 2600)).toMatchObject({
      status: 'FAIL',
      entities: {
        sub_jobs_total: 2,
        sub_jobs: [
          { status: 'SUCCESS', entities: { server_id: '1f0a7c52-0d7d-4d3b-9c7e-2f6a3b1e9a01' }, fail_reason: null },
          {
            status: 'FAIL',
            entities: { errorcode_message: 'The flavor s6.large.2 is sold out in this availability zone.' },
            error_code: 'Ecs.0319',
            fail_reason: null,
          },
        ],
      },
      begin_time: '2018-08-02T08:12:40.672Z',
      end_time: '2018-08-02T08:12:43.272Z',
      fail_reason: 'The batch of servers was not made completely.',
    });
    expect(bodyOf('unpaid-server', 5000)).toHaveProperty('status', 'PENDING_PAYMENT');
  });

  it('a volume has words that other v1 services have not', () => {
    const words = [0, 100, 200, 900, 1500].map((elapsed) => bodyOf('create-volume', elapsed));
    const expected = ['INIT', 'WAITING_EXECUTE', 'RUNNING', 'LISTENING', 'SUCCESS'];
    expect(words).toMatchObject(expected.map((status) => ({ status })));
  });

  it('a dedicated host names it three levels deep', () => {
    const resourceId = scenarioNamed('change-host').job.resourceId;
    expect(bodyOf('change-host', 0)).toHaveProperty('entities', { entities: { entities: [{ resourceId }] } });
  });

  it('elastic IPs has sub-jobs of the same shape', () => {
    expect(bodyOf('create-addresses-fail', 1800)).toMatchObject({
      entities: {
        sub_jobs: [{ status: 'SUCCESS' }, { status: 'SUCCESS' }, { status: 'FAIL', error_code: 'VPC.0504' }],
      },
    });
  });

  it('a load balancer has its ID, and a list of entities in each sub-job', () => {
    const resource_id = '9f5b432c-987e-4777-a1bc-6642be4b0920';
    const common = { project_id: 'p', resource_id, error_code: '', error_msg: '' };
    expect(bodyOf('upgrade-balancer', 1600)).toEqual({
      job: {
        ...common,
        job_id: idOf('upgrade-balancer'),
        job_type: 'UPGRADE',
        status: 'RUNNING',
        begin_time: '2018-08-02T08:12:40Z',
        end_time: '',
        sub_jobs: [
          {
            ...common,
            job_id: 'c4cf4e5b-fa53-427d-ad43-497e7a870922',
            job_type: 'UPGRADE_INIT',
            status: 'SUCCESS',
            begin_time: '2018-08-02T08:12:40Z',
            end_time: '2018-08-02T08:12:42Z',
            entities: [{ resource_id, resource_type: 'loadbalancer' }],
          },
          {
            ...common,
            job_id: '481a5ab3-b3ff-46fa-b074-d3b8e09a0923',
            job_type: 'UPGRADE_TRAFFIC_SWITCH',
            status: 'RUNNING',
            begin_time: '2018-08-02T08:12:42Z',
            end_time: '',
            entities: [{ resource_id, resource_type: 'loadbalancer' }],
          },
        ],
      },
      request_id: '3f1b7c0d-e5d9-4d5b-8d1c-2f6a7b8c9d0e',
    });
    expect(bodyOf('upgrade-balancer', 2400)).toHaveProperty('job.status', 'COMPLETE');
    expect(bodyOf('upgrade-balancer-rolls-back', 1500)).toHaveProperty('job.status', 'ROLLBACKING');
    expect(bodyOf('upgrade-balancer-rolls-back', 2600)).toHaveProperty('job.status', 'ROLLBACK_FAIL');
  });

  it('a file system has plain times and sub-jobs at the top', () => {
    expect(bodyOf('extend-share-fails', 2000)).toMatchObject({
      status: 'success',
      begin_time: '2018-08-02 08:12:40',
      sub_jobs: [{ status: 'failed', error_code: 'SFS.TURBO.0111' }],
    });
  });
});

describe('the response body of databases', () => {
  const instanceOf = (name: string): object => {
    const { resourceId: id, resourceName } = scenarioNamed(name).job;
    return { id, name: resourceName };
  };
  const created = '2018-08-02T08:12:40+0000';

  it('RDS has a process, and DDS and GaussDB a progress', () => {
    expect(bodyOf('create-database', 1000)).toHaveProperty('job.process', '40%');
    expect(bodyOf('create-database', 3000)).toMatchObject({ job: { process: '', status: 'Completed' } });
    expect(bodyOf('enlarge-database', 500)).toHaveProperty('job.progress', '50%');
    expect(bodyOf('restart-documents-fails', 1800)).toEqual({
      job: {
        id: idOf('restart-documents-fails'),
        name: 'RestartMongoDB',
        status: 'Failed',
        created,
        ended: '2018-08-02T08:12:42+0000',
        progress: '',
        instance: instanceOf('restart-documents-fails'),
        fail_reason: 'A node of the shard did not come back.',
      },
    });
  });

  it('TaurusDB is Pending before it runs', () => {
    expect(bodyOf('create-taurus-fails', 0)).toHaveProperty('job.status', 'Pending');
    expect(bodyOf('create-taurus-fails', 2400)).toMatchObject({
      job: { status: 'Failed', fail_reason: 'The flavor is sold out in the availability zone.' },
    });
  });

  it('GeminiDB is a list of one', () => {
    expect(bodyOf('create-cassandra-fails', 600)).toEqual({
      jobs: [
        {
          id: idOf('create-cassandra-fails'),
          name: 'CreateCassandra',
          status: 'Running',
          start_time: created,
          end_time: '',
          progress: '14%',
          instance: instanceOf('create-cassandra-fails'),
          fail_reason: '',
        },
      ],
      total_count: 1,
    });
  });

  it('DDM has no reason', () => {
    expect(bodyOf('create-sharding-fails', 1900)).toEqual({
      job: {
        id: idOf('create-sharding-fails'),
        name: 'CreateInstance',
        status: 'Failed',
        created_time: created,
        end_time: '2018-08-02T08:12:42+0000',
        process: '',
        instance: instanceOf('create-sharding-fails'),
      },
    });
  });
});

describe('the flat response body of', () => {
  it('DCS has times in milliseconds since the epoch, as text', () => {
    expect(bodyOf('resize-cache', 1600)).toEqual({
      job_id: idOf('resize-cache'),
      job_type: 'extendDCSInstance',
      status: 'SUCCESS',
      begin_time: '1533197560672',
      end_time: '1533197562272',
      fail_reason: null,
    });
  });

  it('DMS is a list of one task', () => {
    expect(bodyOf('bind-broker-address-fails', 1600)).toMatchObject({
      task_count: '1',
      tasks: [
        {
          id: idOf('bind-broker-address-fails'),
          name: 'bindInstancePublicIp',
          status: 'FAILED',
          created_at: '2018-08-02T08:12:40.672Z',
          updated_at: '2018-08-02T08:12:42.272Z',
        },
      ],
    });
    expect(bodyOf('bind-broker-address-fails', 0)).toHaveProperty('tasks.0.status', 'CREATED');
  });

  it('DWS has a code and a detail of its failure', () => {
    expect(bodyOf('create-warehouse-fails', 2200)).toEqual({
      job_id: idOf('create-warehouse-fails'),
      job_name: 'ecfClusterElbCreateJob',
      begin_time: '2018-08-02T08:12:40',
      end_time: '2018-08-02T08:12:42',
      status: 'FAIL',
      failed_code: 'CreateELBTask-fail:DWS.0114',
      failed_detail: 'DWS.0114: the load balancer has no private IP address.',
      progress: '9%',
    });
    expect(bodyOf('create-warehouse-fails', 0)).toHaveProperty('status', 'WAITING');
  });

  it('SWR has a reason', () => {
    expect(bodyOf('create-registry-fails', 1800)).toEqual({
      id: idOf('create-registry-fails'),
      instance_id: '36ce7f50-b2d5-11eb-b044-0255ac100c02',
      resource_id: '36ce7f50-b2d5-11eb-b044-0255ac100c02',
      resource_name: 'team-registry',
      type: 'CreateInstance',
      status: 'Failed',
      reason: 'No cluster has room for the registry.',
      created_at: '2018-08-02T08:12:40.672000Z',
      updated_at: '2018-08-02T08:12:42.472000Z',
    });
    expect(bodyOf('create-registry-fails', 0)).toHaveProperty('status', 'Creating');
  });
});
