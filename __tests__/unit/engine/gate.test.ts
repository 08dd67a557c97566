import { describe, expect, it } from '@jest/globals';

import { runGateWith, type Script } from '../support/gate-run.js';
import { apiError, jobIn } from '../support/jobs.js';
import { endings, error, inPhase, OUTAGE, times } from './answering.js';

describe('cancelling', () => {
  it('ends a pause at once', async () => {
    const run = await runGateWith(() => inPhase('Running'), {}, { cancelAt: 12_345 });
    expect(run.result.outcome).toBe('cancelled');
    expect(run.result.durationMs).toBe(12_345);
    expect(endings(run)).toEqual(['stopped']);
    expect(run.result.jobs[0]?.job).toEqual(jobIn('Running'));
  });

  it('ends a request at once', async () => {
    const script: Script = ({ signal }) =>
      new Promise((resolve) => {
        signal.addEventListener('abort', () => {
          resolve(OUTAGE);
        });
      });
    const run = await runGateWith(script, {}, { cancelAt: 7 });
    expect(run.result.outcome).toBe('cancelled');
    expect(run.result.durationMs).toBe(7);
    // What was cut short by the cancellation says nothing about the API.
    expect(run.events.map(({ kind }) => kind)).toEqual(['ended']);
    expect(run.result.jobs[0]).toMatchObject({ ending: { kind: 'stopped' }, requests: { made: 0, failed: 0 } });
  });

  it('wins over a known failure', async () => {
    const run = await runGateWith(
      () => inPhase('Running', { subJobs: [jobIn('Failed')] }),
      { failFast: false },
      { cancelAt: 15_000 },
    );
    expect(run.result.outcome).toBe('cancelled');
    expect(endings(run)).toEqual(['failed']);
  });

  it('sends nothing when it came before the start', async () => {
    const run = await runGateWith(() => inPhase('Success'), {}, { cancelAt: 'before' });
    expect(run.result.outcome).toBe('cancelled');
    expect(run.requests).toEqual([]);
  });
});

describe('several jobs', () => {
  const three = { jobIds: ['a', 'b', 'c'] };

  it('succeed when each of them has, in the order given', async () => {
    const ends = new Map([
      ['a', 30_000],
      ['b', 0],
      ['c', 10_000],
    ]);
    const script: Script = ({ jobId, at }) => inPhase(at >= (ends.get(jobId) ?? Infinity) ? 'Success' : 'Running');
    const run = await runGateWith(script, three);
    expect(run.result.outcome).toBe('success');
    expect(run.result.jobs.map(({ jobId }) => jobId)).toEqual(['a', 'b', 'c']);
    expect(run.events.flatMap((event) => (event.kind === 'ended' ? [`${event.jobId} ${event.waitedMs}`] : []))).toEqual(
      ['b 0', 'c 10000', 'a 30000'],
    );
  });

  it('end at the first failure when fail_fast is true', async () => {
    const run = await runGateWith(({ jobId }) => inPhase(jobId === 'b' ? 'Failed' : 'Running'), three);
    expect(run.result.outcome).toBe('failed');
    expect(run.result.durationMs).toBe(0);
    expect(endings(run)).toEqual(['stopped', 'failed', 'stopped']);
  });

  it('are all waited for when fail_fast is false, and then fail', async () => {
    const script: Script = ({ jobId, at }) => inPhase(jobId === 'b' ? 'Failed' : at < 50_000 ? 'Running' : 'Success');
    const run = await runGateWith(script, { ...three, failFast: false });
    expect(run.result.outcome).toBe('failed');
    expect(run.result.durationMs).toBe(50_000);
    expect(endings(run)).toEqual(['success', 'failed', 'success']);
  });

  it('end at an error about one when fail_fast is true, and only then', async () => {
    const script: Script = ({ jobId, at }) =>
      jobId === 'b' ? error(apiError('fatal', { status: 400 })) : inPhase(at < 20_000 ? 'Running' : 'Success');
    const fast = await runGateWith(script, three);
    expect([fast.result.outcome, fast.result.durationMs]).toEqual(['error', 0]);
    const patient = await runGateWith(script, { ...three, failFast: false });
    expect([patient.result.outcome, patient.result.durationMs]).toEqual(['error', 20_000]);
    expect(endings(patient)).toEqual(['success', 'error', 'success']);
  });

  it('all end at wrong credentials, whatever fail_fast says', async () => {
    const script: Script = ({ jobId }) =>
      jobId === 'b' ? error(apiError('fatal', { status: 403, concernsAllJobs: true })) : inPhase('Running');
    const run = await runGateWith(script, { ...three, failFast: false });
    expect(run.result.outcome).toBe('error');
    expect(run.result.durationMs).toBe(0);
  });

  it('all end at wrong credentials, also where their job has failed already', async () => {
    const script: Script = ({ jobId, count }) =>
      jobId === 'b' && count === 2
        ? error(apiError('fatal', { status: 403, concernsAllJobs: true }))
        : inPhase('Running', jobId === 'b' ? { subJobs: [jobIn('Failed')] } : {});
    const run = await runGateWith(script, { ...three, failFast: false });
    expect([run.result.outcome, run.result.durationMs]).toEqual(['failed', 10_000]);
    expect(endings(run)).toEqual(['stopped', 'failed', 'stopped']);
  });

  it('rank failed over error over timed-out', async () => {
    const script: Script = ({ jobId }) =>
      jobId === 'a' ? inPhase('Running') : jobId === 'b' ? error(apiError('fatal')) : inPhase('Failed');
    const all = await runGateWith(script, { ...three, failFast: false });
    expect([all.result.outcome, ...endings(all)]).toEqual(['failed', 'timed-out', 'error', 'failed']);
    const two = await runGateWith(script, { jobIds: ['a', 'b'], failFast: false });
    expect([two.result.outcome, ...endings(two)]).toEqual(['error', 'timed-out', 'error']);
  });

  it('have eight requests under way at the most, and each gets its turn', async () => {
    let underWay = 0;
    let most = 0;
    const script: Script = async ({ clock, signal }) => {
      underWay += 1;
      most = Math.max(most, underWay);
      await clock.sleep(100, signal);
      underWay -= 1;
      return inPhase('Success');
    };
    const jobIds = Array.from({ length: 100 }, (_, index) => `job-${index}`);
    const run = await runGateWith(script, { jobIds });
    expect(run.result.outcome).toBe('success');
    expect(most).toBe(8);
    expect(run.requests.map(({ jobId }) => jobId)).toEqual(jobIds);
  });
});

describe('credentials that are to be proved right first', () => {
  it('are sent with one request at a time until one is answered', async () => {
    let underWay = 0;
    const most: number[] = [];
    const script: Script = async ({ clock, signal, at }) => {
      underWay += 1;
      most.push(underWay);
      await clock.sleep(1000, signal);
      underWay -= 1;
      return at < 2000 ? OUTAGE : inPhase('Success');
    };
    const jobIds = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'];
    const run = await runGateWith(script, { jobIds, initialConcurrency: 1, maxConcurrency: 4 });
    expect(run.result.outcome).toBe('success');
    expect(most.slice(0, 3)).toEqual([1, 1, 1]);
    expect(Math.max(...most)).toBe(4);
  });
});

describe('the heartbeat', () => {
  it('comes once a minute with the jobs that are still open', async () => {
    const script: Script = ({ jobId, at }) => inPhase(jobId === 'a' || at >= 130_000 ? 'Success' : 'Running');
    const run = await runGateWith(script, { jobIds: ['a', 'b'] });
    const heartbeats = run.events.flatMap((event) => (event.kind === 'heartbeat' ? [event] : []));
    expect(heartbeats).toEqual([
      {
        kind: 'heartbeat',
        waitedMs: 60_000,
        remainingMs: 540_000,
        pausedMs: 0,
        jobs: [{ jobId: 'b', job: jobIn('Running') }],
      },
      {
        kind: 'heartbeat',
        waitedMs: 120_000,
        remainingMs: 480_000,
        pausedMs: 0,
        jobs: [{ jobId: 'b', job: jobIn('Running') }],
      },
    ]);
  });
});

describe('an internal error of the gate', () => {
  const jobIds = ['a', 'b', 'c'];
  const atWork: Script = ({ jobId }) =>
    jobId === 'a' ? inPhase('Success') : inPhase('Running', jobId === 'b' ? { subJobs: [jobIn('Failed')] } : {});

  it('ends it with all that is known of the jobs by then', async () => {
    const run = await runGateWith(atWork, { jobIds, failFast: false }, { breakAt: 25_000 });
    expect(run.result.outcome).toBe('failed');
    expect(endings(run)).toEqual(['success', 'failed', 'error']);
    expect(run.result.jobs.map(({ requests }) => requests.made)).toEqual([1, 3, 3]);
    expect(run.result.durationMs).toBe(25_000);
    expect(run.result.jobs[2]?.ending).toMatchObject({ error: { message: 'internal error of the gate: boom' } });
  });

  it('sends no more requests, and emits no more events', async () => {
    const run = await runGateWith(atWork, { jobIds: ['c'] }, { breakAt: 25_000 });
    expect(run.result.outcome).toBe('error');
    expect(times(run)).toEqual([0, 10_000, 20_000]);
    // Nothing of how the waits end.
    expect(run.events.map(({ kind }) => kind)).toEqual(['watch', 'watch', 'watch']);
  });

  it('ends the look-ups of causes too', async () => {
    const silent = ['s1', 's2', 's3'].map((id) => jobIn('Failed', { id }));
    const run = await runGateWith(
      async ({ jobId, clock, signal }) => {
        if (jobId === 'c') return inPhase('Failed', { id: 'c', subJobs: silent });
        await clock.sleep(1000, signal);
        return OUTAGE;
      },
      { jobIds: ['c'] },
      { breakAt: 500 },
    );
    expect(run.result.outcome).toBe('failed');
    expect(run.requests.map(({ jobId }) => jobId)).toEqual(['c', 's1']);
  });

  it('is never a success, and is a cancellation where there was one', async () => {
    const done = await runGateWith(() => inPhase('Success'), {}, { breakAt: 1000 });
    expect([done.result.outcome, endings(done)]).toEqual(['error', ['success']]);
    const cancelled = await runGateWith(atWork, { jobIds: ['c'] }, { cancelAt: 500, breakAt: 1000 });
    expect(cancelled.result.outcome).toBe('cancelled');
  });
});
