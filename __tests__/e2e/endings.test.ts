import { describe, expect, it } from '@jest/globals';

import type { Scenario, ScriptedJob } from '../../simulator/scenario.js';
import { scenarioNamed } from '../../simulator/scenarios/index.js';
import { naming } from '../support/naming.js';
import { json, jobDocument, parentDocument, subJobDocument } from './support/answers.js';
import { jsonOutput, objectOf, runGate, SLACK_MS, type Gate } from './support/gate.js';
import { annotationsIn, STILL_RUNNING } from './support/log.js';
import { freePort } from './support/fixture.js';

const phaseOf = (job: ScriptedJob): string =>
  job.omits?.includes('status') === true ? 'Unknown' : (job.ends?.phase ?? 'Running');

/** The `jobs` output's tree of a scenario that has ended, reduced to what does not depend on time. */
const treeOf = (job: ScriptedJob): unknown => ({
  id: job.id,
  type: job.type,
  phase: phaseOf(job),
  resource_id: job.resourceId ?? '',
  resource_name: job.resourceName ?? '',
  cluster_id: job.clusterId ?? '',
  sub_jobs: (job.subJobs ?? []).map(treeOf),
});

const reduced = (node: unknown): unknown => {
  const { id, type, phase, resource_id, resource_name, cluster_id, sub_jobs } = objectOf(node);
  return {
    id,
    type,
    phase,
    resource_id,
    resource_name,
    cluster_id,
    sub_jobs: Array.isArray(sub_jobs) ? sub_jobs.map(reduced) : sub_jobs,
  };
};

const jobTrees = (gate: Gate): unknown => {
  const jobs = jsonOutput(gate, 'jobs');
  return Array.isArray(jobs) ? jobs.map(reduced) : jobs;
};

/** The outputs that are plain text, without those that change from run to run. */
const facts = ({ outputs }: Gate): Record<string, string> => {
  const others = ['jobs', 'failed_jobs', 'resources', 'duration', 'report'];
  return Object.fromEntries(Object.entries(outputs).filter(([name]) => !others.includes(name)));
};

const identity = ({ job }: Scenario): Record<string, string> => ({
  job_id: job.id,
  resource_id: job.resourceId ?? '',
  resource_name: job.resourceName ?? '',
  cluster_id: job.clusterId ?? '',
});

describe('success', () => {
  it.concurrent.each(['create-cluster', 'scaleup-cluster', 'copy-image'])('%s', async (name) => {
    const scenario = scenarioNamed(name);
    const gate = await runGate({ scenarios: [name] });
    expect(gate.exitCode).toBe(0);
    expect(facts(gate)).toEqual({ outcome: 'success', phase: 'Success', reason: '', ...identity(scenario) });
    expect(gate.outputs['failed_jobs']).toBe('[]');
    expect(gate.outputs['duration']).toMatch(/^[0-3]$/);
    expect(jobTrees(gate)).toEqual([treeOf(scenario.job)]);
    expect(gate.summary).toMatch(/^## ✅ /);
    expect(gate.stdout).toEqual(naming('✅', scenario.job.type, scenario.job.resourceName ?? scenario.job.id));
    expect(gate.stdout).not.toContain('::error');
    expect(`${gate.stdout}${gate.summary}`).not.toMatch(STILL_RUNNING);
    expect(gate.simulator.requests.length).toBeGreaterThan(1);
  });

  it.concurrent('tells the times and the progress that the service tells', async () => {
    const gate = await runGate({ scenarios: ['copy-image'] });
    const origin = gate.simulator.requests[0]?.at ?? 0;
    const instant = (at: number): string => new Date(origin + at / 20).toISOString();
    expect(jsonOutput(gate, 'jobs')).toMatchObject([
      {
        status: 'SUCCESS',
        started_at: instant(0),
        ended_at: instant(4200),
        progress: 1,
        sub_jobs: [
          { started_at: instant(400), ended_at: instant(2000) },
          { started_at: instant(2100), ended_at: instant(4000) },
        ],
      },
    ]);
  });
});

describe('failed', () => {
  const CAUSE =
    'Install master failed on server 192.168.0.214: etcd is not healthy after 600 s: dial tcp 192.168.0.214:2379: connect: connection refused';

  it.concurrent('at once with a sub-job that failed, in its own words, while the job still says Running', async () => {
    const scenario = scenarioNamed('install-master-fails');
    const gate = await runGate({ scenarios: ['install-master-fails'] });
    expect(gate.exitCode).toBe(1);
    expect(facts(gate)).toEqual({
      outcome: 'failed',
      phase: 'Failed',
      reason: naming('InstallMaster', CAUSE),
      ...identity(scenario),
    });
    expect(jsonOutput(gate, 'failed_jobs')).toEqual([
      {
        id: '7b2a4f18-51a3-11ee-8f0c-0255ac100b02',
        type: 'InstallMaster',
        resource: 'broken-cluster-master-1',
        phase: 'Failed',
        reason: CAUSE,
        path: ['CreateCluster', 'InstallMaster'],
      },
    ]);
    expect(jsonOutput(gate, 'jobs')).toMatchObject([
      {
        phase: 'Running',
        sub_jobs: [
          { phase: 'Failed', reason: CAUSE },
          { type: 'CreatePSMCert', phase: 'Success' },
        ],
      },
    ]);
    expect(annotationsIn(gate.stdout, 'error')).toEqual([
      naming('InstallMaster', 'broken-cluster-master-1', CAUSE, 'CreateCluster'),
    ]);
    expect(gate.summary).toMatch(/^## ❌ /);
    expect(gate.summary).toContain(CAUSE);
    for (const text of [gate.outputs['reason'], gate.summary]) expect(text).toMatch(STILL_RUNNING);
    // The sub-job fails after 125 ms, the job itself after 30 s.
    expect(gate.waitedMs).toBeLessThan(15_000);
  });

  it.concurrent('over a sub-job that failed two levels below a job that says Success', async () => {
    const gate = await runGate({ scenarios: ['failed-under-success'] });
    expect(gate.exitCode).toBe(1);
    expect(gate.outputs).toMatchObject({
      outcome: 'failed',
      phase: 'Failed',
      reason: naming(
        'InstallNode',
        'Install node failed on 192.168.0.37: kubelet did not become ready: container runtime is down: no space left on device',
      ),
    });
    expect(jsonOutput(gate, 'failed_jobs')).toMatchObject([
      { type: 'InstallNode', path: ['ScaleupCluster', 'CreateNode', 'InstallNode'] },
    ]);
    expect(jsonOutput(gate, 'jobs')).toMatchObject([{ phase: 'Success', status: 'Success' }]);
    expect(annotationsIn(gate.stdout, 'error')).toHaveLength(1);
  });

  it.concurrent('with IMS’s code and words, and with its sub-job before the job', async () => {
    const gate = await runGate({ scenarios: ['copy-image-fails'], inputs: { fail_fast: 'false' } });
    expect(gate.exitCode).toBe(1);
    expect(gate.outputs).toMatchObject({
      outcome: 'failed',
      phase: 'Failed',
      reason: naming(
        'imsNativeImportImageJob',
        'The number of private images has reached the quota of 100: delete images or have the quota raised. (IMG.0015)',
      ),
      cluster_id: '',
    });
    expect(jsonOutput(gate, 'failed_jobs')).toMatchObject([
      { type: 'imsCopyImageInRegionJob', path: ['imsCopyImageInRegionJob'] },
      {
        type: 'imsNativeImportImageJob',
        resource: 'build-agent-copy',
        reason: expect.stringMatching(/\(IMG\.0015\)$/),
      },
    ]);
    expect(`${gate.outputs['reason'] ?? ''}${gate.summary}`).not.toMatch(STILL_RUNNING);
  });

  it.concurrent('over a failure 10,000 levels deep under nothing but successes', async () => {
    // As text, since JSON.stringify gives up long before.
    const level = '{"spec":{"type":"Level","subJobs":[';
    const bottom = JSON.stringify(subJobDocument('Bottom', 'Failed', 'the ground gave way'));
    const root = JSON.stringify(parentDocument('Success', ['…'])).split('"…"');
    const text = root.join(level.repeat(10_000) + bottom + ']},"status":{"phase":"Success"}}'.repeat(10_000));
    const gate = await runGate({
      prepare: ({ answerNext }) => {
        answerNext((_, response) => response.end(text), Infinity);
      },
    });
    expect(gate.exitCode).toBe(1);
    expect(gate.outputs['reason']).toEqual(naming('Bottom', 'the ground gave way'));
    expect(Buffer.byteLength(gate.outputs['jobs'] ?? '')).toBeLessThanOrEqual(64 * 1024);
    expect(gate.outputs['jobs']).toContain('"truncated":true');
    expect(Buffer.byteLength(gate.summary)).toBeLessThan(1_000_000);
  });

  it.concurrent('shows at most 4,096 characters of 20 root causes in ten annotations', async () => {
    const subJobs = Array.from({ length: 20 }, (_, index) =>
      subJobDocument(`Step${index}`, 'Failed', 'x'.repeat(9000)),
    );
    const gate = await runGate({
      prepare: ({ answerNext }) => {
        answerNext(json(parentDocument('Running', subJobs)));
      },
    });
    expect(gate.exitCode).toBe(1);
    const annotations = annotationsIn(gate.stdout, 'error');
    expect(annotations).toHaveLength(10);
    expect(Math.max(...annotations.map((line) => line.length))).toBeLessThan(4096 + 100);
    expect(annotations[9]).toMatch(/\b10\b/);
    expect(jsonOutput(gate, 'failed_jobs')).toHaveLength(20);
  });
});

describe('timed-out', () => {
  it.concurrent('at the deadline, with what the job was busy with', async () => {
    const gate = await runGate({ scenarios: ['stuck'], inputs: { timeout: '1500ms' } });
    expect(gate.exitCode).toBe(3);
    expect(gate.outputs).toMatchObject({ outcome: 'timed-out', phase: 'Running', failed_jobs: '[]' });
    expect(gate.outputs['duration']).toMatch(/^[12]$/);
    expect(gate.outputs['reason']).toEqual(
      naming('CreateCluster', 'stuck-cluster', 'Running', 'InstallMaster', 'stuck-cluster-master-1'),
    );
    expect(gate.outputs['reason']).toMatch(STILL_RUNNING);
    expect(gate.summary).toMatch(/^## ⌛ /);
    expect(annotationsIn(gate.stdout, 'error').length + annotationsIn(gate.stdout, 'warning').length).toBe(1);
    expect(gate.durationMs).toBeGreaterThan(1500);
    expect(gate.waitedMs).toBeLessThan(1500 + SLACK_MS);
  });

  it.concurrent('with one final poll at the deadline, which may still see the success', async () => {
    const gate = await runGate({
      inputs: { timeout: '1500ms', poll_interval: '1h' },
      prepare: ({ answerNext }) => {
        answerNext(json(jobDocument('Running')));
        answerNext(json(jobDocument('Success')));
      },
    });
    expect(gate.exitCode).toBe(0);
    expect(gate.simulator.requests).toHaveLength(2);
  });

  it.concurrent('with a final poll that may take a second at most', async () => {
    const gate = await runGate({
      inputs: { timeout: '1500ms', poll_interval: '1h', request_timeout: '20s' },
      prepare: ({ answerNext }) => {
        answerNext(json(jobDocument('Running')));
        answerNext(() => undefined, Infinity);
      },
    });
    expect(gate.exitCode).toBe(3);
    expect(gate.outputs['phase']).toBe('Running');
    expect(gate.waitedMs).toBeGreaterThan(2000);
    expect(gate.waitedMs).toBeLessThan(1500 + 1000 + SLACK_MS);
  });
});

describe('error', () => {
  it.concurrent.each([
    [
      'a token that is wrong',
      { token: 'wrong' },
      ['HTTP 401', 'APIG.0307', 'The token must be updated', 'expired', 'region'],
    ],
    [
      'a project that is not the token’s',
      { project_id: 'other-project' },
      ['HTTP 403', 'CCE.01403001', 'Forbidden', 'cce:job:get'],
    ],
    ['a service that the job is not of', { service: 'ims', project_id: 'other' }, ['HTTP 403', 'APIG.0302']],
  ])('at once with %s', async (_, inputs, words) => {
    const gate = await runGate({ inputs });
    expect(gate.exitCode).toBe(4);
    expect(gate.outputs).toMatchObject({ outcome: 'error', phase: 'Unknown', failed_jobs: '[]' });
    expect(gate.outputs['reason']).toEqual(naming(...words, '00000000000000000000000000000001'));
    expect(gate.outputs['reason']).toMatch(STILL_RUNNING);
    expect(jsonOutput(gate, 'jobs')).toMatchObject([{ id: scenarioNamed('create-cluster').job.id, phase: 'Unknown' }]);
    expect(gate.simulator.requests).toHaveLength(1);
    expect(gate.summary).toContain('HTTP 4');
    expect(annotationsIn(gate.stdout, 'error')).toHaveLength(1);
  });

  it.concurrent('at once with an endpoint that has no such API', async () => {
    const gate = await runGate({
      prepare: ({ answerNext }) => {
        answerNext(
          json({ error_msg: 'The API does not exist.', error_code: 'APIG.0101', request_id: 'in-the-body' }, 404),
          Infinity,
        );
      },
    });
    expect(gate.exitCode).toBe(4);
    expect(gate.outputs['reason']).toEqual(naming('APIG.0101', 'region', 'endpoint'));
    expect(gate.simulator.requests).toHaveLength(1);
  });

  it.concurrent.each([400, 407, 409])('at once with HTTP %d', async (status) => {
    const gate = await runGate({
      prepare: ({ answerNext }) => {
        answerNext(json({ errorCode: 'CCE.9', errorMessage: 'no such luck' }, status), Infinity);
      },
    });
    expect(gate.exitCode).toBe(4);
    expect(gate.outputs['reason']).toContain(`HTTP ${status} CCE.9: no such luck`);
    expect(gate.simulator.requests).toHaveLength(1);
  });

  it.concurrent('at the deadline with a job that was never there', async () => {
    const gate = await runGate({ inputs: { job_id: 'nobody-knows-me', timeout: '1500ms' } });
    expect(gate.exitCode).toBe(4);
    expect(gate.outputs).toMatchObject({ outcome: 'error', phase: 'Unknown', job_id: 'nobody-knows-me' });
    expect(gate.outputs['reason']).toEqual(
      naming('HTTP 404 CCE.01404001: Resource not found', 'job_id', 'project_id', 'service', 'region', 'endpoint'),
    );
    expect(gate.simulator.requests.length).toBeGreaterThan(1);
  });

  it.concurrent('with a job that was there and is gone, after the second 404 in a row', async () => {
    const gone = json({ errorCode: 'CCE.01404001', errorMessage: 'Resource not found.' }, 404);
    const gate = await runGate({
      prepare: ({ answerNext }) => {
        answerNext(json(jobDocument('Running')));
        answerNext(gone);
        answerNext(json(jobDocument('Running')));
        answerNext(gone, Infinity);
      },
    });
    expect(gate.exitCode).toBe(4);
    expect(gate.outputs).toMatchObject({ outcome: 'error', phase: 'Running' });
    expect(gate.simulator.requests).toHaveLength(5);
  });

  it.concurrent('with an outage that lasts longer than it may', async () => {
    const gate = await runGate({
      inputs: { outage_tolerance: '1s' },
      prepare: ({ answerNext }) => {
        answerNext(json({ errorCode: 'CCE.01500001', errorMessage: 'Internal error.' }, 500), Infinity);
      },
    });
    expect(gate.exitCode).toBe(4);
    expect(gate.outputs['outcome']).toBe('error');
    expect(gate.outputs['reason']).toEqual(naming('HTTP 500 CCE.01500001: Internal error', 'request ID', 'CCE'));
    expect(gate.outputs['reason']).toMatch(/\b[12]s\b/);
    expect(gate.simulator.requests.length).toBeGreaterThan(1);
    expect(gate.waitedMs).toBeLessThan(1000 + SLACK_MS);
  });

  it.concurrent('with nothing that listens', async () => {
    const port = await freePort();
    const gate = await runGate({
      inputs: { endpoint: `http://127.0.0.1:${port}`, outage_tolerance: '1s' },
    });
    expect(gate.exitCode).toBe(4);
    expect(gate.outputs['reason']).toEqual(naming('ECONNREFUSED', `127.0.0.1:${port}`));
  });
});

describe('a usage error', () => {
  it.concurrent('names every problem at once, sends nothing and writes no summary', async () => {
    const gate = await runGate({
      inputs: {
        job_id: 'good, b@d, w/rse',
        project_id: '',
        service: 'nova',
        endpoint: 'http://cce.example.com',
        token: '',
        timeout: '10abc',
        poll_interval: '99ms',
        request_timeout: '-5s',
        outage_tolerance: '1e9h',
        fail_fast: 'maybe',
        summary: 'sometimes',
      },
    });
    expect(gate.exitCode).toBe(2);
    expect(gate.simulator.requests).toHaveLength(0);
    expect(gate.simulator.connections).toBe(0);
    expect(gate.summary).toBe('');
    expect(gate.files).toEqual({});
    const { reason, ...rest } = gate.outputs;
    expect(rest).toEqual({
      outcome: 'error',
      phase: '',
      failed_jobs: '[]',
      jobs: '[]',
      resources: '[]',
      job_id: '',
      resource_id: '',
      resource_name: '',
      cluster_id: '',
      duration: '',
      report: '',
    });
    const problems = [
      ['job_id', 'b@d'],
      ['job_id', 'w/rse'],
      ['project_id'],
      ['service', 'nova'],
      ['endpoint', 'http://cce.example.com'],
      ['token', 'access_key', 'identity_provider', 'provider_urn'],
      ['timeout', '10abc'],
      ['poll_interval', '99ms'],
      ['request_timeout', '-5s'],
      ['outage_tolerance', '1e9h'],
      ['fail_fast', 'maybe'],
      ['summary', 'sometimes'],
    ];
    const annotations = annotationsIn(gate.stdout, 'error');
    // One for each input.
    expect(annotations).toHaveLength(new Set(problems.map(([name]) => name)).size);
    expect(annotations).toEqual(expect.arrayContaining(problems.map((names) => naming(...names))));
    expect(reason).toEqual(naming(...problems.flat()));
  });

  it.concurrent('is what no inputs at all are', async () => {
    const gate = await runGate({ inputs: { job_id: '', project_id: ' ', endpoint: '', token: '\t' } });
    expect(gate.exitCode).toBe(2);
    expect(annotationsIn(gate.stdout, 'error')).toHaveLength(4);
    expect(gate.simulator.connections).toBe(0);
  });
});
