import { describe, expect, it } from '@jest/globals';

import { cce } from '../../../simulator/job-apis/cce.js';
import { findState } from '../../../simulator/timeline.js';
import { sent, stateOfJob, stateOfScenario } from './support.js';

describe('CCE response bodies', () => {
  it('have the shape of the reference, at the moment when create-cluster looks like its sample', () => {
    expect(sent(cce.body(stateOfScenario('create-cluster', 4999), 'p'))).toEqual({
      kind: 'Job',
      apiVersion: 'v3',
      metadata: {
        uid: '354331b2c-229a-11e8-9c75-0255ac100ceb',
        creationTimestamp: '2018-08-02 08:12:40.672 +0000 UTC',
        updateTimestamp: '2018-08-02 08:12:45.172 +0000 UTC',
      },
      spec: {
        type: 'CreateCluster',
        clusterUID: '4d1ecb2c-229a-11e8-9c75-0255ac100ceb',
        resourceID: '6f4dcb2c-229a-11e8-9c75-0255ac100ceb',
        resourceName: 'demo-cluster',
        extendParam: { serverID: 'bc467e3a-2338-11e8-825b-0255ac100c13' },
        subJobs: [
          {
            kind: 'Job',
            apiVersion: 'v3',
            metadata: {
              uid: 'fd474fab-9606-11e8-baa9-0255ac10215d',
              creationTimestamp: '2018-08-02 08:12:41.572 +0000 UTC',
              updateTimestamp: '2018-08-02 08:12:45.172 +0000 UTC',
            },
            spec: {
              type: 'InstallMaster',
              clusterUID: '4d1ecb2c-229a-11e8-9c75-0255ac100ceb',
              resourceID: 'fd3b4ac0-9606-11e8-baa8-0255ac10215d',
              extendParam: { serverID: 'fd3b4ac0-9606-11e8-baa8-0255ac10215d' },
            },
            status: { phase: 'Success' },
          },
          {
            kind: 'Job',
            apiVersion: 'v3',
            metadata: {
              uid: 'fd474f82-9606-11e8-baa8-0255ac10215d',
              creationTimestamp: '2018-08-02 08:12:41.572 +0000 UTC',
              updateTimestamp: '2018-08-02 08:12:42.472 +0000 UTC',
            },
            spec: { type: 'CreatePSMCert', clusterUID: '4d1ecb2c-229a-11e8-9c75-0255ac100ceb' },
            status: { phase: 'Success' },
          },
        ],
      },
      status: { phase: 'Running', reason: '' },
    });
  });

  it('of create-cluster say in the end that it succeeded', () => {
    expect(sent(cce.body(stateOfScenario('create-cluster', 5000), 'p'))).toMatchObject({
      metadata: { updateTimestamp: '2018-08-02 08:12:45.672 +0000 UTC' },
      status: { phase: 'Success', reason: '' },
    });
  });

  it('have no subJobs at first', () => {
    expect(sent(cce.body(stateOfScenario('create-cluster', 0), 'p'))).toEqual(
      expect.objectContaining({
        spec: {
          type: 'CreateCluster',
          clusterUID: '4d1ecb2c-229a-11e8-9c75-0255ac100ceb',
          resourceID: '6f4dcb2c-229a-11e8-9c75-0255ac100ceb',
          resourceName: 'demo-cluster',
          extendParam: { serverID: 'bc467e3a-2338-11e8-825b-0255ac100c13' },
        },
        status: { phase: 'Initializing', reason: '' },
      }),
    );
  });

  it('of install-master-fails show InstallMaster failed while CreateCluster runs on', () => {
    const failed = {
      phase: 'Failed',
      reason:
        'Install master failed on server 192.168.0.214: etcd is not healthy after 600 s: dial tcp 192.168.0.214:2379: connect: connection refused',
    };
    for (const [elapsed, root, master] of [
      [2499, { phase: 'Running', reason: '' }, { phase: 'Running' }],
      [2500, { phase: 'Running', reason: '' }, failed],
      [602_499, { phase: 'Running', reason: '' }, failed],
      [602_500, { phase: 'Failed', reason: 'Create cluster failed: one or more sub-jobs did not succeed.' }, failed],
    ] as const) {
      const body = sent(cce.body(stateOfScenario('install-master-fails', elapsed), 'p'));
      expect(body).toHaveProperty('status', root);
      expect(body).toHaveProperty('spec.subJobs.0.status', master);
      expect(body).toHaveProperty('spec.subJobs.1.status', { phase: 'Success' });
    }
  });

  it('of failed-under-success say Failed two levels below Success, and never before', () => {
    const path = 'spec.subJobs.0.spec.subJobs.1';
    const before = sent(cce.body(stateOfScenario('failed-under-success', 2999), 'p'));
    expect(before).toHaveProperty('status.phase', 'Running');
    expect(before).toHaveProperty(`${path}.status`, { phase: 'Running' });
    const after = sent(cce.body(stateOfScenario('failed-under-success', 3000), 'p'));
    expect(after).toHaveProperty('status.phase', 'Success');
    expect(after).toHaveProperty('spec.subJobs.0.status', { phase: 'Success' });
    expect(after).toHaveProperty(`${path}.spec.type`, 'InstallNode');
    expect(after).toHaveProperty(`${path}.status`, {
      phase: 'Failed',
      reason:
        'Install node failed on 192.168.0.37: kubelet did not become ready: container runtime is down: no space left on device',
    });
  });

  it('of scaleup-cluster leave out what the answer seen in the wild leaves out', () => {
    const node = {
      clusterUID: 'c20f8b52-70be-11ee-9d44-0255ac100b07',
      resourceID: 'c2269ab8-70be-11ee-9d44-0255ac100b07',
      resourceName: 'growing-cluster-node-2',
    };
    expect(sent(cce.body(stateOfScenario('scaleup-cluster', 4200), 'p'))).toEqual({
      kind: 'Job',
      metadata: { uid: 'c2176a9c-70be-11ee-9d44-0255ac100b07' },
      spec: {
        type: 'ScaleupCluster',
        clusterUID: 'c20f8b52-70be-11ee-9d44-0255ac100b07',
        resourceID: 'c20f8b52-70be-11ee-9d44-0255ac100b07',
        resourceName: 'growing-cluster',
        subJobs: [
          {
            kind: 'Job',
            metadata: { uid: 'c21f0d64-70be-11ee-9d44-0255ac100b07' },
            spec: {
              type: 'CreateNode',
              ...node,
              subJobs: [
                {
                  kind: 'Job',
                  metadata: { uid: 'c22e5f1c-70be-11ee-9d44-0255ac100b07' },
                  spec: { type: 'GetPSMCert', clusterUID: 'c20f8b52-70be-11ee-9d44-0255ac100b07' },
                  status: { phase: 'Success' },
                },
                {
                  kind: 'Job',
                  metadata: { uid: 'c2361e82-70be-11ee-9d44-0255ac100b07' },
                  spec: { type: 'InstallNode', ...node },
                  status: { phase: 'Success' },
                },
              ],
            },
          },
        ],
      },
      status: { phase: 'Success', reason: '' },
    });
  });

  it('of stuck say Running for ever', () => {
    expect(sent(cce.body(stateOfScenario('stuck', 1e9), 'p'))).toMatchObject({
      spec: { subJobs: [{ status: { phase: 'Running' } }, { status: { phase: 'Success' } }] },
      status: { phase: 'Running', reason: '' },
    });
  });

  it('keep unlisted sub-jobs for whoever asks for their parent', () => {
    const state = stateOfJob(
      {
        id: 'root',
        type: 'ScaleupCluster',
        startsAt: 0,
        subJobs: [
          {
            id: 'node',
            type: 'CreateNode',
            startsAt: 0,
            unlistedSubJobs: true,
            subJobs: [{ id: 'deep', type: 'InstallNode', startsAt: 0 }],
          },
        ],
      },
      0,
    );
    expect(sent(cce.body(state, 'p'))).toHaveProperty('spec.subJobs.0.spec', { type: 'CreateNode' });
    const node = findState(state, 'node');
    expect(node && sent(cce.body(node, 'p'))).toHaveProperty('spec.subJobs.0.spec', { type: 'InstallNode' });
  });
});
