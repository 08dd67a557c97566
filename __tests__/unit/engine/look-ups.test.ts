import { describe, expect, it } from '@jest/globals';

import type { WatchEvent } from '../../../src/engine/events.js';
import type { JobResponse } from '../../../src/engine/job-client.js';
import { type GateRun, runGateWith, type Script } from '../support/gate-run.js';
import { apiError, jobIn } from '../support/jobs.js';
import type { Job } from '../../../src/services/job.js';

const answer = (job: Job): JobResponse => ({ kind: 'job', job });
const mute = (id: string, facts: Partial<Job> = {}): Job => jobIn('Failed', { id, type: 'CreateNode', ...facts });
const root = (...subJobs: Job[]): Job => jobIn('Running', { subJobs });
const wordy = (id: string, reason = 'no space left'): Job => jobIn('Failed', { id, type: 'InstallNode', reason });

/** Answers for the job itself, and for each other ID with what it has for it. */
const cloud =
  (job: Job, ...others: readonly (Job | JobResponse)[]): Script =>
  ({ jobId }) => {
    const found = others.find((each) => 'id' in each && each.id === jobId);
    if (jobId === job.id) return answer(job);
    if (found !== undefined && 'id' in found) return answer(found);
    const [fallback] = others.filter((each) => 'kind' in each);
    return fallback ?? { kind: 'error', error: apiError('not-found', { status: 404 }) };
  };
const askedIds = ({ requests }: GateRun): string[] => requests.map(({ jobId }) => jobId);
const failedJob = ({ result }: GateRun): Job | undefined => result.jobs[0]?.failedJob;
const lookUpEvents = ({ events }: GateRun): WatchEvent[] =>
  events
    .slice(events.findIndex(({ kind }) => kind === 'ended') + 1)
    .flatMap((event) => (event.kind === 'watch' ? [event.event] : []));

describe('a failed sub-job that says nothing', () => {
  it('is asked for by its own ID, and what is found joins the tree', async () => {
    const listed = mute('node', { resourceName: 'n1', startedAt: 5 });
    const found = mute('node', { errorCode: 'E1', startedAt: 6, endedAt: 9, subJobs: [wordy('install')] });
    const run = await runGateWith(cloud(root(jobIn('Success', { id: 'cert' }), listed), found));
    expect(askedIds(run)).toEqual(['job-1', 'node']);
    const joined = { ...listed, errorCode: 'E1', endedAt: 9, subJobs: [wordy('install')] };
    expect(failedJob(run)?.subJobs).toEqual([jobIn('Success', { id: 'cert' }), joined]);
    expect(run.result.jobs[0]?.job).toBe(failedJob(run));
    expect(run.result.jobs[0]?.requests).toEqual({ made: 2, failed: 0 });
    expect(lookUpEvents(run).map(({ kind }) => kind)).toEqual(['look-up', 'answer']);
  });

  it('is told together with the tree before', async () => {
    const run = await runGateWith(cloud(root(mute('node')), wordy('node')));
    expect(lookUpEvents(run)[1]).toEqual({ kind: 'answer', job: failedJob(run), previous: root(mute('node')) });
  });

  it('is looked up again below what was found, at any depth', async () => {
    const tree = root(jobIn('Running', { id: 'a', subJobs: [jobIn('Failed', { id: 'b', subJobs: [mute('c')] })] }));
    const run = await runGateWith(cloud(tree, mute('c', { subJobs: [mute('d')] }), wordy('d')));
    expect(askedIds(run)).toEqual(['job-1', 'c', 'd']);
    expect(failedJob(run)?.subJobs[0]?.subJobs[0]?.subJobs[0]?.subJobs[0]?.reason).toBe('no space left');
  });

  it('stays Failed, whatever is said of it then', async () => {
    for (const phase of ['Success', 'Running', 'Unknown'] as const) {
      const run = await runGateWith(cloud(root(mute('node')), jobIn(phase, { id: 'node' })));
      expect(run.result.outcome).toBe('failed');
      expect(failedJob(run)?.subJobs[0]).toMatchObject({ phase: 'Failed', status: 'Failed' });
    }
  });

  it('joins the failed answer alone where a later one no longer shows it', async () => {
    const script: Script = ({ jobId, count }) =>
      answer(jobId === 'node' ? wordy('node') : count === 1 ? root(mute('node')) : jobIn('Success'));
    const run = await runGateWith(script, { failFast: false });
    expect(failedJob(run)?.subJobs[0]?.reason).toBe('no space left');
    expect(run.result.jobs[0]?.job).toEqual(jobIn('Success'));
  });
});

describe('nothing is looked up', () => {
  it.each([
    ['a reason', mute('x', { reason: 'why' })],
    ['sub-jobs', mute('x', { subJobs: [jobIn('Running', { id: 'y' })] })],
    ['no ID', mute('')],
    ['an ID that is no part of a path', mute('../../v3/auth')],
    ['the ID of the job itself', mute('job-1')],
    ['another phase', jobIn('Running', { id: 'x' })],
  ])('for a sub-job with %s', async (_, subJob) => {
    const run = await runGateWith(cloud(jobIn('Failed', { reason: 'r', subJobs: [subJob] })));
    expect(askedIds(run)).toEqual(['job-1']);
  });

  it('for the job itself, or when nothing failed', async () => {
    expect(askedIds(await runGateWith(cloud(jobIn('Failed'))))).toEqual(['job-1']);
    expect(askedIds(await runGateWith(cloud(jobIn('Success'))))).toEqual(['job-1']);
  });

  it('after the deadline', async () => {
    const script: Script = ({ at }) => answer(at < 25_000 ? jobIn('Running') : root(mute('node')));
    const run = await runGateWith(script, { timeoutMs: 25_000 });
    expect(run.result.outcome).toBe('failed');
    expect(askedIds(run)).not.toContain('node');
  });
});

describe('the requests', () => {
  const many = root(...Array.from({ length: 30 }, (_, index) => mute(`n${index}`)));

  it('are ten at most for a gate, each ID once', async () => {
    const run = await runGateWith(cloud(many, { kind: 'error', error: apiError('not-found') }));
    expect(askedIds(run).slice(1)).toEqual(Array.from({ length: 10 }, (_, index) => `n${index}`));
    expect(run.result.jobs[0]?.requests).toEqual({ made: 11, failed: 10 });
    expect(lookUpEvents(run).filter(({ kind }) => kind === 'look-up-failed')).toHaveLength(10);
  });

  it('are ten at most for several jobs together', async () => {
    const script: Script = ({ jobId }) =>
      jobId.startsWith('job') ? answer({ ...many, id: jobId, phase: 'Failed' }) : answer(wordy(jobId));
    const run = await runGateWith(script, { jobIds: ['job-1', 'job-2'], failFast: false });
    expect(askedIds(run)).toHaveLength(12);
  });

  it('end when credentials are refused or the service throttles', async () => {
    for (const error of [apiError('fatal', { concernsAllJobs: true }), apiError('throttled')]) {
      expect(askedIds(await runGateWith(cloud(many, { kind: 'error', error })))).toHaveLength(2);
    }
  });

  it('are none once credentials were refused in the wait itself', async () => {
    const refused = apiError('fatal', { status: 401, concernsAllJobs: true });
    const script: Script = ({ count }) => (count === 1 ? answer(many) : { kind: 'error', error: refused });
    const run = await runGateWith(script, { failFast: false });
    expect(run.result.outcome).toBe('failed');
    expect(askedIds(run)).toEqual(['job-1', 'job-1']);
  });

  it('take no longer together than one request may, nor than the deadline allows', async () => {
    const slowly: Script = async (request) => {
      if (request.jobId === 'job-1') return answer(many);
      await request.clock.sleep(request.timeoutMs < 12_000 ? request.timeoutMs : 12_000, request.signal);
      return { kind: 'error', error: apiError('outage') };
    };
    const run = await runGateWith(slowly);
    expect(run.requests.map(({ at, timeoutMs }) => [at, timeoutMs])).toEqual([
      [0, 30_000],
      [0, 30_000],
      [12_000, 18_000],
      [24_000, 6000],
    ]);
    expect(run.result.durationMs).toBe(0);
    const short = await runGateWith(slowly, { timeoutMs: 13_000 });
    expect(short.requests.map(({ timeoutMs }) => timeoutMs)).toEqual([13_000, 13_000, 1000]);
  });

  it('end when the gate is cancelled', async () => {
    const slowly: Script = async (request) => {
      if (request.jobId === 'job-1') return answer(many);
      await request.clock.sleep(20_000, request.signal);
      return { kind: 'error', error: apiError('outage', { code: 'CANCELLED' }) };
    };
    const run = await runGateWith(slowly, {}, { cancelAt: 5000 });
    expect(askedIds(run)).toHaveLength(2);
    expect(run.result.outcome).toBe('cancelled');
    expect(lookUpEvents(run).map(({ kind }) => kind)).toEqual(['look-up']);
    expect(run.clock.wallTime() - Date.UTC(2026, 0, 1)).toBe(5000);
  });
});
