/** What all reports know of a result: causes, counts, times, and how long nothing has changed. */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import type { LastSeen } from '../../../src/engine/events.js';
import { type Visit, walk } from '../../../src/engine/job.js';
import { groupedCauses } from '../../../src/report/causes.js';
import { busySubJobs, factsOf, runTimeOf, worstFirst } from '../../../src/report/facts.js';
import { problemsOf, topicOf } from '../../../src/report/problems.js';
import type { Job } from '../../../src/services/job.js';
import { chain, apiError, jobIn } from '../support/jobs.js';
import {
  anyTree,
  brokenCluster,
  createCluster,
  ended,
  failedGate,
  gateOf,
  JOB_ID,
  nodes,
  OUTAGE,
  resultOf,
  scaleUp,
  START,
} from './samples.js';

const MINUTE = 60_000;
const running = (...subJobs: Job[]): Job => jobIn('Running', { type: 'Root', subJobs });
const failed = (type: string, facts: Partial<Job> = {}): Job => jobIn('Failed', { type, ...facts });

describe('equal root causes', () => {
  it('are one, with the names of what failed, each once and in the order of the tree', () => {
    const [cause, ...others] = failedGate(
      scaleUp(
        'Running',
        nodes(12, (index) => (index > 8 ? 'full' : undefined)),
      ),
    ).causes;
    expect(others).toEqual([]);
    expect(cause).toMatchObject({
      count: 3,
      jobIds: [JOB_ID],
      resources: ['pool-node-10', 'pool-node-11', 'pool-node-12'],
    });
  });

  it('are found in a deep tree without names by one climb of it, however many there are', () => {
    let steps = 0;
    const under = (parent: Visit | undefined, job: Job): Visit => ({
      job,
      depth: (parent?.depth ?? -1) + 1,
      get parent() {
        steps += 1;
        return parent;
      },
    });
    let deepest = under(undefined, running());
    for (let depth = 0; depth < 500; depth += 1) deepest = under(deepest, running());
    const rootCauses = Array.from({ length: 500 }, () => ({
      visit: under(deepest, failed('Bad')),
      errorCode: '',
      reason: 'why',
    }));
    expect(groupedCauses([{ jobId: JOB_ID, rootCauses }])).toMatchObject([{ count: 500, resources: [] }]);
    expect(steps).toBeLessThan(5000);
  });

  it.each<[string, Job, Job]>([
    ['type', failed('A', { reason: 'x' }), failed('B', { reason: 'x' })],
    ['reason', failed('A', { reason: 'x' }), failed('A', { reason: 'y' })],
    ['code', failed('A', { errorCode: '1' }), failed('A', { errorCode: '2' })],
    [
      'path',
      jobIn('Running', { type: 'P', subJobs: [failed('A')] }),
      jobIn('Running', { type: 'Q', subJobs: [failed('A')] }),
    ],
    ['depth', failed('A'), jobIn('Running', { type: 'A', subJobs: [failed('A')] })],
  ])('are not those with another %s', (_, one, other) => {
    expect(failedGate(running(one, other)).causes).toHaveLength(2);
  });

  it('are one across jobs, which are counted', () => {
    const jobs = ['a', 'b'].map((jobId) => ended({ kind: 'failed' }, running(failed('A')), { jobId }));
    expect(gateOf('failed', ...jobs).causes).toMatchObject([{ count: 2, jobIds: ['a', 'b'] }]);
  });

  it('are named by the nearest resource above them where they have none', () => {
    const node = jobIn('Failed', { type: 'CreateNode', resourceName: 'node-3', subJobs: [failed('InstallNode')] });
    expect(failedGate(running(node)).causes[0]?.resources).toEqual(['node-3']);
    expect(failedGate(brokenCluster()).causes[0]?.resources).toEqual(['prod-cluster']);
    expect(failedGate(running(failed('A'))).causes[0]?.resources).toEqual([]);
  });

  it('come the deepest first, then in the order of jobs and trees', () => {
    const one = ended({ kind: 'failed' }, running(failed('shallow'), running(failed('deep'))), { jobId: 'a' });
    const two = ended({ kind: 'failed' }, running(running(failed('deep too'))), { jobId: 'b' });
    const types = gateOf('failed', one, two).causes.map(({ first }) => first.visit.job.type);
    expect(types).toEqual(['deep', 'deep too', 'shallow']);
  });

  it('are all counted, whatever the tree', () => {
    fc.assert(
      fc.property(anyTree, anyTree, (one, two) => {
        const { causes, result } = failedGate(running(one, two, one));
        const leaves = [...walk(result.jobs[0]?.failedJob ?? one)].filter(
          ({ job }) => job.phase === 'Failed' && ![...walk(job)].slice(1).some((below) => below.job.phase === 'Failed'),
        );
        expect(causes.reduce((sum, { count }) => sum + count, 0)).toBe(leaves.length);
      }),
    );
  });

  it('are found in no time in a deep tree, and where one long reason is that of many', () => {
    const deep = chain(5000, running(...nodes(5000, () => 'x')));
    expect(failedGate(deep).causes).toMatchObject([{ count: 5000 }]);
    const silent = Array.from({ length: 5000 }, () => jobIn('Failed', { type: 'A' }));
    const loud = failedGate(jobIn('Failed', { reason: 'x'.repeat(4_000_000), subJobs: silent }));
    expect(loud.causes).toMatchObject([{ count: 5000 }]);
  });
});

describe('what a job shows', () => {
  it('is the answer in which something had failed, and Failed is its phase', () => {
    const success = createCluster({ phase: 'Success' });
    const later = ended({ kind: 'failed' }, success, { failedJob: brokenCluster() });
    expect(gateOf('failed', later).jobs).toMatchObject([{ phase: 'Failed', job: brokenCluster(), seenToEnd: true }]);
    expect(gateOf('success', ended({ kind: 'success' }, success)).jobs).toMatchObject([{ phase: 'Success' }]);
    expect(gateOf('cancelled', ended({ kind: 'stopped' }, undefined)).jobs).toMatchObject([{ phase: 'Unknown' }]);
  });

  it('is open until the job itself was seen to end', () => {
    const open = gateOf(
      'failed',
      ended({ kind: 'failed' }, brokenCluster()),
      ended({ kind: 'error', error: OUTAGE }, undefined),
    );
    expect(open.open).toHaveLength(2);
    expect(failedGate(brokenCluster({ phase: 'Failed' })).open).toEqual([]);
  });

  it('counts sub-jobs at every depth that have a status', () => {
    const tree = running(failed('A', { subJobs: [failed('B'), jobIn('Success')] }), jobIn('Unknown'), jobIn('Running'));
    expect(failedGate(tree).jobs[0]?.counts).toEqual({ ended: 3, failed: 2, total: 4 });
  });

  it('is at work with its deepest sub-jobs that run or say what no document lists', () => {
    const busy = running(
      jobIn('Running', { type: 'a', subJobs: [jobIn('Running', { type: 'b' }), jobIn('Success', { type: 'c' })] }),
      jobIn('Unknown', { type: 'd', status: 'Paused' }),
      jobIn('Unknown', { type: 'e', subJobs: [jobIn('Initializing', { type: 'f' })] }),
      jobIn('Unknown', { type: 'g', subJobs: [jobIn('Running', { type: 'h' })] }),
    );
    expect(busySubJobs(busy).map(({ type }) => type)).toEqual(['b', 'd', 'h']);
  });

  it('has run to its end, or up to now where it goes on', () => {
    const started = { startedAt: START, updatedAt: START + 9000 };
    const now = START + 29 * MINUTE;
    expect(runTimeOf(jobIn('Success', { ...started, endedAt: START + 5000 }), now)).toEqual({ ms: 5000, soFar: false });
    expect(runTimeOf(jobIn('Failed', started), now)).toEqual({ ms: 9000, soFar: false });
    expect(runTimeOf(jobIn('Running', started), now)).toEqual({ ms: 29 * MINUTE, soFar: true });
    expect(runTimeOf(jobIn('Unknown', started), now)).toEqual({ ms: 9000, soFar: false });
    expect(runTimeOf(jobIn('Running', { startedAt: now + 1 }), now)).toEqual({ ms: 0, soFar: true });
    expect(runTimeOf(jobIn('Running', started), undefined)).toBeUndefined();
    expect(runTimeOf(jobIn('Running'), now)).toBeUndefined();
  });
});

describe('now', () => {
  const nowOf = (job: Job, lastSeen?: LastSeen, failedJob?: Job): number | undefined =>
    factsOf(resultOf('timed-out', ended({ kind: 'timed-out', error: undefined }, job, { lastSeen, failedJob }))).jobs[0]
      ?.now;
  const seen = { unchangedMs: 0, sawChange: false };

  it("is the service's clock, else the newest time that the answer tells", () => {
    const job = createCluster();
    expect(nowOf(job, { ...seen, serverTime: START + 30 * MINUTE })).toBe(START + 30 * MINUTE);
    expect(nowOf(job, { ...seen, serverTime: undefined })).toBe(START + 550_000);
    expect(nowOf(job)).toBe(START + 550_000);
    expect(nowOf(jobIn('Running'), { ...seen, serverTime: undefined })).toBeUndefined();
  });

  it('is never before a time that the answer tells, nor after the answer that is shown', () => {
    expect(nowOf(createCluster(), { ...seen, serverTime: START })).toBe(START + 550_000);
    expect(nowOf(createCluster(), { ...seen, serverTime: START + 30 * MINUTE }, brokenCluster())).toBe(START + 550_000);
  });
});

describe('how long nothing has changed', () => {
  const newest = START + 3 * MINUTE;
  const quiet = (lastSeen: LastSeen | undefined, facts: Partial<Job> = { updatedAt: newest }): unknown =>
    gateOf('timed-out', ended({ kind: 'timed-out', error: undefined }, jobIn('Running', facts), { lastSeen })).jobs[0]
      ?.quiet;
  const serverTime = newest + 27 * MINUTE;

  it('counts from the newest time in the answer, by the clock of the answers', () => {
    const seen = { serverTime, unchangedMs: 10 * MINUTE, sawChange: false };
    expect(quiet(seen)).toEqual({ ms: 27 * MINUTE, atLeast: false });
  });

  it('counts from the last change that the gate saw, if that was later', () => {
    expect(quiet({ serverTime, unchangedMs: 5 * MINUTE, sawChange: true })).toEqual({ ms: 5 * MINUTE, atLeast: false });
    expect(quiet({ serverTime, unchangedMs: 29 * MINUTE, sawChange: true })).toEqual({
      ms: 27 * MINUTE,
      atLeast: false,
    });
  });

  it('counts from what the gate saw where the answer tells no time, or the clocks do not agree', () => {
    const seen = { serverTime, unchangedMs: 10 * MINUTE, sawChange: true };
    expect(quiet(seen, {})).toEqual({ ms: 10 * MINUTE, atLeast: false });
    expect(quiet({ ...seen, serverTime: undefined })).toEqual({ ms: 10 * MINUTE, atLeast: false });
    expect(quiet(seen, { updatedAt: serverTime + 480 * MINUTE })).toEqual({ ms: 10 * MINUTE, atLeast: false });
  });

  it('is at least the wait where there is no time and the gate saw no change', () => {
    const seen = { serverTime, unchangedMs: 30 * MINUTE, sawChange: false };
    expect(quiet(seen, {})).toEqual({ ms: 30 * MINUTE, atLeast: true });
  });

  it('is nothing of a job that has ended or never answered', () => {
    expect(quiet(undefined)).toBeUndefined();
    const seen = { serverTime, unchangedMs: 1, sawChange: true };
    const end = ended({ kind: 'failed' }, brokenCluster({ phase: 'Failed' }), { lastSeen: seen });
    expect(gateOf('failed', end).jobs[0]?.quiet).toBeUndefined();
  });
});

describe('the problems of a gate', () => {
  const error = (jobId: string, message: string) =>
    ended({ kind: 'error', error: apiError('outage', { message, topic: 'trouble' }) }, undefined, { jobId });
  const late = ended({ kind: 'timed-out', error: undefined }, createCluster(), { jobId: 'late' });
  const stopped = ended({ kind: 'stopped' }, createCluster(), { jobId: 'stopped' });

  it('are failures first, then errors, then jobs that had not ended', () => {
    const facts = gateOf('failed', late, error('e', 'x'), ended({ kind: 'failed' }, brokenCluster()), stopped);
    expect(problemsOf(facts).map(({ kind }) => kind)).toEqual(['cause', 'error', 'open']);
    expect(problemsOf(gateOf('success', ended({ kind: 'success' }, createCluster())))).toEqual([]);
  });

  it('are one for jobs with one error', () => {
    const facts = gateOf('error', error('a', 'x'), error('b', 'y'), error('c', 'x'));
    const problems = problemsOf(facts).flatMap((problem) => (problem.kind === 'error' ? [problem.jobs.length] : []));
    expect(problems).toEqual([2, 1]);
  });

  it('are the jobs that a cancellation cut off, and an internal error that ended no job', () => {
    expect(problemsOf(gateOf('cancelled', stopped))).toHaveLength(1);
    const internalError = apiError('fatal', { topic: 'internal' });
    const facts = factsOf({ ...resultOf('error', ended({ kind: 'success' }, createCluster())), internalError });
    expect(problemsOf(facts)).toMatchObject([{ kind: 'error', error: internalError, jobs: [] }]);
  });

  it.each([
    ['failed', failedGate(brokenCluster())],
    ['timed-out', gateOf('timed-out', late)],
    ['unknown-phase', gateOf('timed-out', { ...late, job: jobIn('Unknown', { status: 'Odd' }) })],
    ['trouble', gateOf('error', error('a', 'x'))],
    ['cancelled', gateOf('cancelled', stopped)],
    [undefined, gateOf('success')],
  ])('are explained under the topic %s', (topic, facts) => {
    expect(topicOf(facts)).toBe(topic);
  });
});

describe('the jobs of a gate', () => {
  it('are told with those in front that did not succeed, the worst first', () => {
    const endings = ['success', 'stopped', 'failed', 'success', 'timed-out'] as const;
    const jobs = endings.map((kind, index) =>
      ended(kind === 'timed-out' ? { kind, error: undefined } : { kind }, createCluster(), { jobId: `${index}` }),
    );
    expect(worstFirst(gateOf('failed', ...jobs).jobs).map(({ jobId }) => jobId)).toEqual(['2', '4', '1', '0', '3']);
  });
});
