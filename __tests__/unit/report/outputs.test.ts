import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { GateFacts } from '../../../src/report/facts.js';
import { OUTPUT_NAMES, outputsOf, usageErrorOutputs } from '../../../src/report/outputs/outputs.js';
import { schemaProblems } from '../../e2e/support/schemas.js';
import { chain, jobIn } from '../support/jobs.js';
import {
  anyTree,
  brokenCluster,
  sanitize,
  createCluster,
  ended,
  failedGate,
  gateOf,
  JOB_ID,
  OUTAGE,
  SECRET,
  START,
} from './samples.js';
import type { Job } from '../../../src/services/job.js';

const LIMIT = 65_536;

const parsed = (json: string): unknown => JSON.parse(json);
const jobsOf = (result: GateFacts): unknown => parsed(outputsOf(result, sanitize).jobs);
const failedJobsOf = (result: GateFacts): unknown => parsed(outputsOf(result, sanitize).failed_jobs);

interface Census {
  nodes: number;
  failed: number;
  omissions: number;
  depth: number;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Counts the nodes of a jobs output, and holds their shape: an omission is the last of its array. */
function census(list: unknown, depth = 1, sum: Census = { nodes: 0, failed: 0, omissions: 0, depth: 0 }): Census {
  if (!Array.isArray(list)) throw new Error('no array');
  list.forEach((node: unknown, index) => {
    if (!isRecord(node)) throw new Error('no object');
    if (node['truncated'] === true) {
      expect(Object.keys(node)).toEqual(['truncated', 'omitted']);
      expect(index).toBe(list.length - 1);
      sum.omissions += 1;
      return;
    }
    sum.nodes += 1;
    sum.depth = Math.max(sum.depth, depth);
    if (node['phase'] === 'Failed') sum.failed += 1;
    census(node['sub_jobs'], depth + 1, sum);
  });
  return sum;
}

describe('the outputs', () => {
  it('of a failed gate say all of the contract', () => {
    const outputs = outputsOf(failedGate(brokenCluster()), sanitize);
    expect(Object.keys(outputs)).toEqual([...OUTPUT_NAMES]);
    expect({ ...outputs, failed_jobs: parsed(outputs.failed_jobs), jobs: '', resources: '' }).toEqual({
      outcome: 'failed',
      phase: 'Failed',
      reason: expect.stringMatching(/^InstallMaster prod-cluster failed: .*\(CCE\.03500001\)/),
      failed_jobs: [
        {
          id: 's1',
          type: 'InstallMaster',
          resource: '',
          phase: 'Failed',
          reason: 'The subnet has no free address (CCE.03500001)',
          path: ['CreateCluster', 'InstallMaster'],
        },
      ],
      jobs: '',
      resources: '',
      job_id: JOB_ID,
      resource_id: 'b1a2',
      resource_name: 'prod-cluster',
      cluster_id: 'b1a2',
      duration: '550',
    });
  });

  it('are the first job’s facts, and the worst phase of all', () => {
    const jobs = [
      ended({ kind: 'success' }, createCluster({ phase: 'Success' })),
      ended({ kind: 'timed-out', error: undefined }, jobIn('Unknown', { resourceName: 'x' }), { jobId: 'b' }),
    ];
    expect(outputsOf(gateOf('timed-out', ...jobs), sanitize)).toMatchObject({
      phase: 'Unknown',
      resource_name: 'prod-cluster',
    });
    const failed = ended({ kind: 'failed' }, createCluster({ phase: 'Success' }), { failedJob: brokenCluster() });
    expect(outputsOf(gateOf('failed', ...jobs, failed), sanitize).phase).toBe('Failed');
  });

  it('are there also when no job ever answered', () => {
    const error = gateOf('error', ended({ kind: 'error', error: OUTAGE }, undefined));
    expect(outputsOf(error, sanitize)).toMatchObject({
      phase: 'Unknown',
      failed_jobs: '[]',
      job_id: JOB_ID,
      resource_id: '',
    });
    expect(jobsOf(error)).toEqual([
      expect.objectContaining({ id: JOB_ID, phase: 'Unknown', status: null, sub_jobs: [] }),
    ]);
    expect(outputsOf(gateOf('error'), sanitize)).toMatchObject({ phase: 'Unknown', jobs: '[]', job_id: '' });
  });

  it('of a usage error name every problem in one line', () => {
    expect(usageErrorOutputs(['job_id is missing', 'timeout: "::error::\n10abc" is wrong'], sanitize)).toEqual({
      outcome: 'error',
      phase: '',
      reason: 'job_id is missing; timeout: "::error:: 10abc" is wrong',
      failed_jobs: '[]',
      jobs: '[]',
      resources: '[]',
      job_id: '',
      resource_id: '',
      resource_name: '',
      cluster_id: '',
      duration: '',
    });
    expect(
      usageErrorOutputs(
        Array.from({ length: 25 }, () => 'x'),
        sanitize,
      ).reason,
    ).toMatch(/; x; and 5 more$/);
  });
});

describe('jobs', () => {
  it('are trees of one shape, with every key', () => {
    const copy = jobIn('Running', {
      id: 'sub',
      type: 'CopyImage',
      status: 'RUNNING',
      reason: 'slow',
      errorCode: 'IMG.1',
      progress: 0.2,
      startedAt: START,
    });
    const root = createCluster({ id: 'other spelling', subJobs: [copy] });
    expect(jobsOf(gateOf('timed-out', ended({ kind: 'timed-out', error: undefined }, root)))).toEqual([
      {
        id: JOB_ID,
        type: 'CreateCluster',
        phase: 'Running',
        status: 'Running',
        reason: '',
        error_code: '',
        resource_id: 'b1a2',
        resource_name: 'prod-cluster',
        cluster_id: 'b1a2',
        started_at: '2026-11-21T10:00:00.000Z',
        updated_at: '2026-11-21T10:09:10.000Z',
        ended_at: null,
        progress: null,
        sub_jobs: [
          {
            id: 'sub',
            type: 'CopyImage',
            phase: 'Running',
            status: 'RUNNING',
            reason: 'slow',
            error_code: 'IMG.1',
            resource_id: '',
            resource_name: '',
            cluster_id: '',
            started_at: '2026-11-21T10:00:00.000Z',
            updated_at: null,
            ended_at: null,
            progress: 0.2,
            sub_jobs: [],
          },
        ],
      },
    ]);
  });

  it('are in the order given', () => {
    const jobs = ['b', 'c', 'a'].map((jobId) => ended({ kind: 'success' }, createCluster({ id: jobId }), { jobId }));
    expect(jobsOf(gateOf('success', ...jobs))).toMatchObject([{ id: 'b' }, { id: 'c' }, { id: 'a' }]);
  });

  it('show the answer in which something had failed', () => {
    const later = ended({ kind: 'failed' }, createCluster({ phase: 'Success' }), { failedJob: brokenCluster() });
    expect(jobsOf(gateOf('failed', later))).toMatchObject([{ sub_jobs: [{ phase: 'Failed' }, {}, {}] }]);
  });

  it('are cut to 64 KiB, failures last, and each cut says how much is missing', () => {
    const subJobs = Array.from({ length: 2000 }, (_, index) =>
      jobIn(index >= 1950 ? 'Failed' : 'Success', { id: `s${index}`, type: 'InstallNode', reason: 'r'.repeat(300) }),
    );
    const { jobs } = outputsOf(failedGate(jobIn('Failed', { subJobs })), sanitize);
    expect(Buffer.byteLength(jobs)).toBeLessThanOrEqual(LIMIT);
    expect(Buffer.byteLength(jobs)).toBeGreaterThan(LIMIT - 1000);
    const { nodes, failed, omissions } = census(parsed(jobs));
    expect(failed).toBe(51);
    expect(omissions).toBe(1);
    expect(jobs).toMatch(new RegExp(`\\{"truncated":true,"omitted":${2001 - nodes}\\}\\]\\}\\]$`));
    expect(jobs).toContain(`"${'r'.repeat(199)}…"`);
  });

  it('keep the way to a failure', () => {
    const others = Array.from({ length: 2000 }, () => jobIn('Success'));
    const failing = jobIn('Running', { type: 'way', subJobs: [...others, jobIn('Failed', { type: 'deep' })] });
    const { jobs } = outputsOf(failedGate(jobIn('Running', { subJobs: [...others, failing] })), sanitize);
    expect(jobs).toContain('"type":"way"');
    expect(jobs).toContain('"type":"deep"');
  });

  it('are cut at 50 levels, and any depth does no harm', () => {
    const { jobs } = outputsOf(failedGate(chain(10_000, jobIn('Failed'))), sanitize);
    expect(census(parsed(jobs))).toEqual({ nodes: 50, failed: 0, omissions: 1, depth: 50 });
    expect(census(parsed(outputsOf(failedGate(chain(50, jobIn('Failed'))), sanitize).jobs)).omissions).toBe(0);
  });

  it('are whole as long as they fit', () => {
    const whole = (count: number): Census =>
      census(jobsOf(failedGate(jobIn('Failed', { subJobs: Array.from({ length: count }, () => jobIn('Success')) }))));
    expect(whole(200)).toMatchObject({ nodes: 201, omissions: 0 });
    expect(whole(501).omissions).toBe(1);
  });

  it('may be more than fit: those that failed are kept', () => {
    const results = Array.from({ length: 1000 }, (_, index) =>
      index === 999
        ? ended({ kind: 'failed' }, brokenCluster(), { jobId: 'bad' })
        : ended({ kind: 'success' }, createCluster({ phase: 'Success' }), { jobId: `job-${index}` }),
    );
    const { jobs } = outputsOf(gateOf('failed', ...results), sanitize);
    expect(Buffer.byteLength(jobs)).toBeLessThanOrEqual(LIMIT);
    expect(jobs).toContain('"id":"bad"');
    expect(jobs).toMatch(/\{"truncated":true,"omitted":\d+\}\]$/);
  });
});

describe('failed_jobs', () => {
  it('are every failed job and sub-job, parents first, by their path', () => {
    const node = jobIn('Failed', { id: 'n', type: 'InstallNode', resourceId: 'r-1', reason: 'no capacity' });
    const tree = jobIn('Failed', {
      id: '',
      subJobs: [jobIn('Success'), jobIn('Unknown', { type: 'CreateNode', subJobs: [node] })],
    });
    expect(failedJobsOf(failedGate(tree))).toMatchObject([
      { id: JOB_ID, type: 'CreateCluster', path: ['CreateCluster'] },
      { id: 'n', resource: 'r-1', reason: 'no capacity', path: ['CreateCluster', 'CreateNode', 'InstallNode'] },
    ]);
  });

  it('are cut to 500 and 64 KiB, root causes kept first', () => {
    const leaves = Array.from({ length: 600 }, (_, index) => jobIn('Failed', { id: `${index}`, type: 'n' }));
    const { failed_jobs } = outputsOf(failedGate(jobIn('Failed', { type: 't', subJobs: leaves })), sanitize);
    expect(Buffer.byteLength(failed_jobs)).toBeLessThanOrEqual(LIMIT);
    const list = parsed(failed_jobs);
    expect(list).toHaveLength(501);
    expect(failed_jobs).toContain('{"truncated":true,"omitted":101}]');
    expect(failed_jobs).not.toContain('"path":["t"]');
    const long = leaves.map((leaf) => ({ ...leaf, reason: 'ü'.repeat(400) }));
    const cut = outputsOf(failedGate(jobIn('Failed', { subJobs: long })), sanitize).failed_jobs;
    expect(Buffer.byteLength(cut)).toBeLessThanOrEqual(LIMIT);
    expect(cut).toMatch(/\{"truncated":true,"omitted":\d+\}\]$/);
  });

  it('have a path of 50 at most', () => {
    const [only] = [failedJobsOf(failedGate(chain(10_000, jobIn('Failed', { type: 'Leaf' }))))].flat();
    if (!isRecord(only) || !Array.isArray(only['path'])) throw new Error('no path');
    expect(only['path']).toHaveLength(50);
    expect(only['path'][24]).toBe('…');
    expect(only['path'].at(-1)).toBe('Leaf');
  });
});

describe('resources', () => {
  const resourcesOf = (facts: GateFacts): unknown => parsed(outputsOf(facts, sanitize).resources);
  const named = (type: string, resourceId: string, facts: Partial<Job> = {}): Job =>
    jobIn('Success', { type, resourceId, resourceName: `${resourceId}-name`, ...facts });

  it('are each ID once, by the deepest sub-job that names it, in the order of jobs and trees', () => {
    const tree = named('ScaleupCluster', 'c', {
      subJobs: [
        named('CreateNode', 'n-1', { subJobs: [named('InstallNode', 'n-1'), jobIn('Success', { type: 'GetCert' })] }),
        named('CreateNode', 'n-2', { resourceName: '' }),
      ],
    });
    const other = ended({ kind: 'success' }, named('DeleteNode', 'n-2'), { jobId: 'b' });
    expect(resourcesOf(gateOf('success', ended({ kind: 'success' }, tree), other))).toEqual([
      { id: 'c', name: 'c-name', type: 'ScaleupCluster', job_id: JOB_ID },
      { id: 'n-1', name: 'n-1-name', type: 'InstallNode', job_id: JOB_ID },
      { id: 'n-2', name: '', type: 'CreateNode', job_id: JOB_ID },
    ]);
    expect(resourcesOf(gateOf('error', ended({ kind: 'error', error: OUTAGE }, undefined)))).toEqual([]);
  });

  it('are cut to 500 and 64 KiB', () => {
    const subJobs = Array.from({ length: 600 }, (_, index) => named('N', `r-${index}`));
    const { resources } = outputsOf(failedGate(jobIn('Failed', { subJobs })), sanitize);
    expect(parsed(resources)).toHaveLength(501);
    expect(resources).toMatch(/\{"truncated":true,"omitted":100\}\]$/);
    const long = subJobs.map((job) => ({ ...job, resourceName: 'ü'.repeat(200) }));
    const cut = outputsOf(failedGate(jobIn('Failed', { subJobs: long })), sanitize).resources;
    expect(Buffer.byteLength(cut)).toBeLessThanOrEqual(LIMIT);
  });

  it.each<[string, Partial<Job>, readonly Job[], string, string]>([
    ['its own', { resourceId: 'own', resourceName: 'x' }, [named('S', 'sub')], 'own', 'x'],
    [
      'the only one below it',
      {},
      [jobIn('Success', { subJobs: [named('S', 'sub'), named('T', 'sub')] })],
      'sub',
      'sub-name',
    ],
    ['none of several below it', {}, [named('S', 'one'), named('S', 'two')], '', ''],
    ['none', {}, [jobIn('Success')], '', ''],
  ])('of a job is %s', (_, facts, subJobs, id, name) => {
    const outputs = outputsOf(
      gateOf('success', ended({ kind: 'success' }, jobIn('Success', { ...facts, subJobs }))),
      sanitize,
    );
    expect([outputs.resource_id, outputs.resource_name]).toEqual([id, name]);
  });
});

describe('whatever a service says', () => {
  it('the outputs are valid JSON within the limits, and every text in them is sanitized', () => {
    const texts = (value: unknown): string[] => {
      if (typeof value === 'string') return [value];
      return typeof value === 'object' && value !== null ? Object.values(value).flatMap(texts) : [];
    };
    const big = fc.tuple(anyTree, fc.nat({ max: 150 })).map(([tree, count]): Job => {
      return { ...tree, subJobs: Array.from({ length: count }, () => tree) };
    });
    fc.assert(
      fc.property(big, big, (one, two) => {
        const outputs = outputsOf(
          gateOf('failed', ended({ kind: 'failed' }, one), ended({ kind: 'stopped' }, two)),
          sanitize,
        );
        for (const value of Object.values(outputs)) {
          expect(value).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]|^::|##\[/u);
          expect(value).not.toContain(SECRET);
        }
        for (const json of [outputs.jobs, outputs.failed_jobs, outputs.resources]) {
          expect(Buffer.byteLength(json)).toBeLessThanOrEqual(LIMIT);
          for (const text of texts(parsed(json))) expect(sanitize(text)).toBe(text);
        }
        census(parsed(outputs.jobs));
      }),
      { numRuns: 25 },
    );
  });
});

describe('the documented shape', () => {
  it('is what the outputs have, whatever the service said', () => {
    fc.assert(
      fc.property(anyTree, anyTree, (tree, other) => {
        const failed = ended({ kind: 'failed' }, { ...tree, phase: 'Failed' });
        const silent = ended({ kind: 'error', error: OUTAGE }, undefined, { jobId: 'c' });
        const result = gateOf('failed', failed, ended({ kind: 'stopped' }, other, { jobId: 'b' }), silent);
        expect(schemaProblems(outputsOf(result, sanitize))).toEqual([]);
      }),
    );
  });

  it('is what cut outputs have too', () => {
    const subJobs = Array.from({ length: 900 }, (_, index) =>
      jobIn('Failed', { id: `s${index}`, reason: 'x'.repeat(400), startedAt: START, progress: 0.5 }),
    );
    const wide = outputsOf(failedGate(jobIn('Failed', { subJobs })), sanitize);
    const deep = outputsOf(failedGate(chain(200, jobIn('Failed', { type: 'Leaf' }))), sanitize);
    expect([wide.jobs, wide.failed_jobs].every((json) => json.includes('"truncated":true'))).toBe(true);
    expect(schemaProblems({ ...wide })).toEqual([]);
    expect(schemaProblems({ ...deep })).toEqual([]);
    expect(schemaProblems({ ...usageErrorOutputs(['x'], sanitize) })).toEqual([]);
  });

  it('is not what anything else has', () => {
    expect(schemaProblems({ jobs: '[{}]', failed_jobs: '[{"id":"a"}]', resources: '[{}]' })).toHaveLength(3);
    expect(schemaProblems({ jobs: '{}', failed_jobs: '[{"truncated":true,"omitted":0}]' })).toHaveLength(2);
  });
});
