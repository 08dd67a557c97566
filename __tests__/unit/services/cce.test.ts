import { describe, expect, it } from '@jest/globals';

import { verdict } from '../../../src/engine/job.js';
import type { JsonObject } from '../../../src/base/json.js';
import { UnusableResponse } from '../../../src/services/unusable-response.js';
import { fixture } from '../support/fixtures.js';
import { cce, outline, cceJob } from './reading.js';

describe('cce', () => {
  it('reads the sample document of the API reference', () => {
    const job = cce.decode(fixture('cce-reading-job-progress.json'), '354331b2c-229a-11e8-9c75-0255ac100ceb');
    expect(outline(job)).toEqual(['CreateCluster Running', '  InstallMaster Success', '  CreatePSMCert Success']);
    expect({ ...job, subJobs: [] }).toEqual({
      id: '354331b2c-229a-11e8-9c75-0255ac100ceb',
      type: 'CreateCluster',
      phase: 'Running',
      status: 'Running',
      reason: '',
      errorCode: '',
      resourceId: '6f4dcb2c-229a-11e8-9c75-0255ac100ceb',
      resourceName: 'cluster-name',
      clusterId: '4d1ecb2c-229a-11e8-9c75-0255ac100ceb',
      startedAt: Date.UTC(2018, 7, 2, 8, 12, 40, 672),
      updatedAt: Date.UTC(2018, 7, 2, 8, 21, 50, 478),
      endedAt: undefined,
      progress: undefined,
      subJobs: [],
    });
  });

  it.each([
    ['Initializing', 'Initializing'],
    ['Running', 'Running'],
    ['Success', 'Success'],
    ['Failed', 'Failed'],
    ['success', 'Success'],
    [' FAILED ', 'Failed'],
    ['Succeeded', 'Unknown'],
    ['SuccessButNotQuite', 'Unknown'],
    ['', 'Unknown'],
    [null, 'Unknown'],
    [undefined, 'Unknown'],
    [true, 'Unknown'],
    [{ phase: 'Success' }, 'Unknown'],
    ['constructor', 'Unknown'],
  ])('takes phase %j for %s', (phase, expected) => {
    expect(cce.decode(cceJob({ phase }), 'j1').phase).toBe(expected);
  });

  it('keeps the status as the service wrote it, and tells none from an odd one', () => {
    const statusOf = (status: unknown): string | undefined => cce.decode(cceJob(status), 'j1').status;
    expect(statusOf({ phase: ' Upgrading ' })).toBe('Upgrading');
    expect(statusOf({ phase: 7 })).toBe('7');
    expect(statusOf({ phase: ['Success'] })).toBe('not a word');
    expect(statusOf('Failed')).toBe('Failed');
    expect(statusOf({})).toBeUndefined();
    expect(statusOf(null)).toBeUndefined();
    expect(statusOf({ phase: ' ' })).toBeUndefined();
  });

  it('reads a tree of ScaleupCluster whose CreateNode has no status object', () => {
    const leaf = (type: string): JsonObject => ({
      metadata: { uid: type },
      spec: { type },
      status: { phase: 'Success' },
    });
    const node = {
      metadata: { uid: 'n' },
      spec: { type: 'CreateNode', subJobs: [leaf('GetPSMCert'), leaf('InstallNode')] },
    };
    const job = cce.decode(cceJob({ phase: 'Success' }, { type: 'ScaleupCluster', subJobs: [node] }), 'j1');
    expect(outline(job)).toEqual([
      'ScaleupCluster Success',
      '  CreateNode Unknown',
      '    GetPSMCert Success',
      '    InstallNode Success',
    ]);
    expect(verdict(job)).toBe('success');
  });

  it('takes absent, null and empty lists of sub-jobs for none', () => {
    for (const spec of [{}, { subJobs: null }, { subJobs: [] }]) {
      expect(cce.decode(cceJob({ phase: 'Success' }, spec), 'j1').subJobs).toEqual([]);
    }
    expect(cce.decode({ metadata: { uid: 'j1' }, status: { phase: 'Success' } }, 'j1').subJobs).toEqual([]);
  });

  it("reads v2's lower-case keys and status.status", () => {
    const job = cce.decode(
      {
        metadata: { uid: 'j1' },
        spec: {
          type: 'CreateCluster',
          clusteruid: 'c1',
          resourceid: 'r1',
          resourcename: 'n1',
          subjobs: [cceJob({ status: 'Failed' })],
        },
        status: { status: 'running' },
      },
      'j1',
    );
    expect([job.clusterId, job.resourceId, job.resourceName, job.phase]).toEqual(['c1', 'r1', 'n1', 'Running']);
    expect(verdict(job)).toBe('failed');
  });

  it('hides no failure behind the other spelling of a member', () => {
    const failed = [cceJob({ phase: 'Failed' })];
    expect(verdict(cce.decode(cceJob({ phase: 'Success' }, { subJobs: [], subjobs: failed }), 'j1'))).toBe('failed');
    expect(verdict(cce.decode(cceJob({ phase: 'Success' }, { subJobs: failed, subjobs: [] }), 'j1'))).toBe('failed');
    expect(verdict(cce.decode(cceJob({ phase: ' ', status: 'Failed' }), 'j1'))).toBe('failed');
  });

  it('reads 100,000 sub-jobs, and takes an answer with more for unusable', () => {
    const subJobs = new Array<JsonObject>(100_000).fill({ status: { phase: 'Success' } });
    expect(cce.decode(cceJob({ phase: 'Success' }, { subJobs }), 'j1').subJobs).toHaveLength(100_000);
    const [first, ...others] = subJobs;
    const nested = [{ ...first, spec: { subJobs: [first, first] } }, ...others];
    expect(() => cce.decode(cceJob({ phase: 'Success' }, { subJobs: nested }), 'j1')).toThrow(
      new UnusableResponse('it has more than 100000 sub-jobs'),
    );
  });

  it('joins reason and message where they differ', () => {
    const reasonOf = (status: JsonObject): string => cce.decode(cceJob(status), 'j1').reason;
    expect(reasonOf({ phase: 'Failed', reason: 'QuotaExceeded', message: '3 of 3 used' })).toBe(
      'QuotaExceeded: 3 of 3 used',
    );
    expect(reasonOf({ phase: 'Failed', reason: 'same', message: 'same' })).toBe('same');
    expect(reasonOf({ phase: 'Failed', reason: null, message: 'only' })).toBe('only');
  });
});
