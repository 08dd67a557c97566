import { describe, expect, it } from '@jest/globals';

import type { JobResponse } from '../../../src/engine/job-client.js';
import { runGateWith, type Script } from '../support/gate-run.js';
import { apiError, jobIn } from '../support/jobs.js';
import {
  answer,
  endings,
  error,
  inPhase,
  kinds,
  NOT_FOUND,
  OUTAGE,
  sequence,
  times,
  watchEvents,
} from './answering.js';
import type { Job } from '../../../src/services/job.js';

describe('one job', () => {
  it('is asked for at once, and ends with the first answer that says Success', async () => {
    const run = await runGateWith(() => inPhase('Success'));
    expect(run.result.outcome).toBe('success');
    expect(run.result.durationMs).toBe(0);
    expect(run.requests).toEqual([{ jobId: 'job-1', at: 0, timeoutMs: 30_000 }]);
    expect(run.result.jobs[0]?.requests).toEqual({ made: 1, failed: 0 });
  });

  it('is asked for at the fixed interval until it ends', async () => {
    const run = await runGateWith(sequence(inPhase('Initializing'), inPhase('Running'), inPhase('Success')));
    expect(times(run)).toEqual([0, 10_000, 20_000]);
    expect(run.result.outcome).toBe('success');
  });

  it('is told of once while the document stays the same, and its verdict holds', async () => {
    const running = inPhase('Running');
    const failing = inPhase('Running', { subJobs: [jobIn('Failed')] });
    const run = await runGateWith(sequence(running, running, OUTAGE, running, failing, failing, inPhase('Success')), {
      failFast: false,
    });
    expect(kinds(run)).toEqual(['answer', 'answer', 'answer']);
    expect(run.requests).toHaveLength(7);
    expect(endings(run)).toEqual(['failed']);
  });

  it('is asked for by how long the gate has waited when the interval is auto, whatever its own times say', async () => {
    const pausesOf = async (startedAt?: number): Promise<number[]> => {
      const script: Script = ({ at }) => inPhase(at < 100_000 ? 'Running' : 'Success', { startedAt });
      const at = times(await runGateWith(script, { pollInterval: 'auto' }, { random: 0.5 }));
      return at.slice(1).map((each, index) => each - (at[index] ?? 0));
    };
    const fresh = await pausesOf();
    expect(fresh.slice(0, 12)).toEqual(Array.from({ length: 12 }, () => 1250));
    expect(fresh.slice(12, 36)).toEqual(Array.from({ length: 24 }, () => 2500));
    expect(fresh.slice(36)).toEqual(Array.from({ length: 6 }, () => 4500));
    const minutesAgo = (minutes: number): number => Date.UTC(2026, 0, 1) - minutes * 60_000;
    expect(await pausesOf(minutesAgo(60))).toEqual(fresh);
    expect(await pausesOf(minutesAgo(-60))).toEqual(fresh);
  });

  it('is asked for every second once its sub-jobs have ended, for a minute', async () => {
    const script: Script = ({ at }) =>
      inPhase(at < 300_000 ? 'Running' : 'Success', { subJobs: [jobIn(at < 120_000 ? 'Running' : 'Success')] });
    const at = times(await runGateWith(script, { pollInterval: 'auto' }, { random: 0.5 }));
    const seen = at.find((each) => each >= 120_000) ?? 0;
    const near = at.filter((each) => each > seen && each <= seen + 60_000);
    expect(near).toEqual(Array.from({ length: 60 }, (_, index) => seen + 1000 * (index + 1)));
    expect((at[at.indexOf(seen + 60_000) + 1] ?? 0) - seen).toBe(64_500);
  });

  it('fails with the answer that says Failed', async () => {
    const run = await runGateWith(sequence(inPhase('Running'), inPhase('Failed', { reason: 'quota' })));
    expect(run.result.outcome).toBe('failed');
    expect(run.result.jobs[0]?.failedJob?.reason).toBe('quota');
  });

  it('fails as soon as a sub-job has failed, without waiting for the parent', async () => {
    const run = await runGateWith(() => inPhase('Running', { subJobs: [jobIn('Failed')] }));
    expect(run.result.outcome).toBe('failed');
    expect(times(run)).toEqual([0]);
  });

  it('fails over a sub-job that failed under a root that says Success, also with fail_fast false', async () => {
    for (const failFast of [true, false]) {
      const run = await runGateWith(() => inPhase('Success', { subJobs: [jobIn('Failed')] }), { failFast });
      expect(run.result.outcome).toBe('failed');
      expect(times(run)).toEqual([0]);
    }
  });

  it('waits for the end of a job whose sub-job failed when fail_fast is false', async () => {
    const broken = { subJobs: [jobIn('Failed', { reason: 'first' })] };
    const run = await runGateWith(
      sequence(inPhase('Running', broken), inPhase('Running', broken), inPhase('Failed', broken)),
      {
        failFast: false,
      },
    );
    expect(run.result.outcome).toBe('failed');
    expect(times(run)).toEqual([0, 10_000, 20_000]);
  });

  it('does not forget a failure that a later answer no longer shows', async () => {
    const run = await runGateWith(
      sequence(inPhase('Running', { subJobs: [jobIn('Failed', { reason: 'once' })] }), inPhase('Success')),
      {
        failFast: false,
      },
    );
    expect(run.result.outcome).toBe('failed');
    expect(run.result.jobs[0]?.failedJob?.subJobs[0]?.reason).toBe('once');
    expect(run.result.jobs[0]?.job?.phase).toBe('Success');
  });

  it('keeps a known failure when the wait then ends in another way', async () => {
    const broken = inPhase('Running', { subJobs: [jobIn('Failed')] });
    const fatal = error(apiError('fatal', { status: 400 }));
    for (const next of [broken, fatal, OUTAGE]) {
      const run = await runGateWith(sequence(broken, next), { failFast: false });
      expect(run.result.outcome).toBe('failed');
    }
  });

  it('says what broke the wait off when a failure was known already', async () => {
    const forbidden = apiError('fatal', { status: 403 });
    const run = await runGateWith(sequence(inPhase('Running', { subJobs: [jobIn('Failed')] }), error(forbidden)), {
      failFast: false,
    });
    expect(run.result.jobs[0]?.ending).toEqual({ kind: 'failed', error: forbidden });
  });

  it('goes by the request ID of the answer that shows the failure, else of the last one', async () => {
    const as = (requestId: string, facts: Partial<Job> = {}): JobResponse => ({
      kind: 'job',
      job: jobIn('Running', facts),
      requestId,
    });
    const failing = { subJobs: [jobIn('Failed')] };
    const requestIdOf = async (...answers: readonly JobResponse[]): Promise<string | undefined> => {
      const run = await runGateWith(sequence(...answers, inPhase('Success')), { failFast: false });
      return run.result.jobs[0]?.requests.requestId;
    };
    expect(await requestIdOf(as('1'), as('2', failing), as('3', failing), as('4'))).toBe('3');
    const stuck = await runGateWith(sequence(as('1'), as('2')), { timeoutMs: 15_000 });
    expect(stuck.result.jobs[0]?.requests.requestId).toBe('2');
  });

  it('tells each answer together with the one before', async () => {
    const run = await runGateWith(sequence(inPhase('Running'), inPhase('Success')));
    expect(watchEvents(run)).toEqual([
      { kind: 'answer', job: jobIn('Running'), previous: undefined },
      { kind: 'answer', job: jobIn('Success'), previous: jobIn('Running') },
    ]);
    expect(run.events.at(-1)).toEqual({ kind: 'ended', jobId: 'job-1', waitedMs: 10_000, result: run.result.jobs[0] });
  });
});

describe('when a job was last seen to change', () => {
  const lastSeen = async (script: Script): Promise<unknown> =>
    (await runGateWith(script, { timeoutMs: 100_000 })).result.jobs[0]?.lastSeen;
  const at = (date: number | undefined, job: Job): JobResponse => ({ kind: 'job', job, date });
  const running = jobIn('Running');

  it('is counted from the last answer that differed in more than its times', async () => {
    const progress = jobIn('Running', { progress: 0.5 });
    const script: Script = ({ at: time }) => at(undefined, time < 30_000 ? running : { ...progress, updatedAt: time });
    expect(await lastSeen(script)).toEqual({ serverTime: undefined, unchangedMs: 70_000, sawChange: true });
  });

  it("is counted from the first answer where none has differed, with the service's own clock", async () => {
    const script: Script = ({ at: time }) => (time < 20_000 ? OUTAGE : at(5000 + time, running));
    expect(await lastSeen(script)).toMatchObject({ serverTime: 105_000, sawChange: false });
    expect(await lastSeen(() => OUTAGE)).toBeUndefined();
  });
});

describe('the deadline', () => {
  it('cuts the last pause and is followed by one final poll', async () => {
    const run = await runGateWith(() => inPhase('Running'), { timeoutMs: 25_000 });
    expect(run.result.outcome).toBe('timed-out');
    expect(times(run)).toEqual([0, 10_000, 20_000, 25_000]);
    expect(run.requests.map(({ timeoutMs }) => timeoutMs)).toEqual([25_000, 15_000, 5000, 950]);
    expect(run.result.durationMs).toBe(25_000);
  });

  it('lets the final poll still prove a success or a failure', async () => {
    for (const phase of ['Success', 'Failed'] as const) {
      const run = await runGateWith(({ at }) => inPhase(at < 25_000 ? 'Running' : phase), { timeoutMs: 25_000 });
      expect(run.result.outcome).toBe(phase === 'Success' ? 'success' : 'failed');
    }
  });

  it('is exceeded by less than a second when no request is ever answered', async () => {
    const script: Script = async ({ clock, signal, timeoutMs }) => {
      await clock.sleep(timeoutMs, signal);
      return OUTAGE;
    };
    const run = await runGateWith(script, { timeoutMs: 70_000 });
    expect(run.result.outcome).toBe('timed-out');
    expect(run.requests.map(({ at, timeoutMs }) => [at, timeoutMs])).toEqual([
      [0, 30_000],
      [30_500, 30_000],
      [61_500, 8500],
      [70_000, 950],
    ]);
    expect(run.result.durationMs).toBe(70_950);
  });

  it('holds for jobs that never got a turn', async () => {
    const script: Script = async ({ clock, signal, timeoutMs }) => {
      await clock.sleep(timeoutMs, signal);
      return OUTAGE;
    };
    const jobIds = Array.from({ length: 20 }, (_, index) => `job-${index}`);
    const run = await runGateWith(script, { jobIds, timeoutMs: 20_000 });
    expect(new Set(endings(run))).toEqual(new Set(['timed-out']));
    expect(run.result.durationMs).toBe(20_950);
    expect(run.result.jobs[19]?.requests).toEqual({ made: 0, failed: 0 });
  });

  it('names the outage that was going on', async () => {
    const run = await runGateWith(() => OUTAGE, { timeoutMs: 5000 });
    expect(run.result.outcome).toBe('timed-out');
    expect(run.result.jobs[0]?.ending).toEqual({
      kind: 'timed-out',
      error: apiError('outage', { message: 'HTTP 500' }),
    });
    expect(times(run).at(-1)).toBe(5000);
  });

  it('ends the wait for a phase that is not known, with one warning for each status word', async () => {
    const odd = jobIn('Unknown', {
      status: 'Hibernating',
      subJobs: [jobIn('Unknown', { status: 'Odd' }), jobIn('Unknown')],
    });
    const run = await runGateWith(() => answer(odd), { timeoutMs: 30_000 });
    expect(run.result.outcome).toBe('timed-out');
    const warned = watchEvents(run).flatMap((event) =>
      event.kind === 'unknown-phase' ? [event.visit.job.status] : [],
    );
    expect(warned).toEqual(['Hibernating', 'Odd']);
  });

  it('warns of a job without any status, and keeps on asking', async () => {
    const run = await runGateWith(() => inPhase('Unknown'), { timeoutMs: 20_000 });
    expect(kinds(run)).toEqual(['answer', 'unknown-phase', 'answer', 'answer']);
  });

  it('warns of 20 different status words at the most', async () => {
    const run = await runGateWith(({ count }) => inPhase('Unknown', { status: `word ${count}` }));
    expect(kinds(run).filter((kind) => kind === 'unknown-phase')).toHaveLength(20);
  });
});

describe('a job that is not found', () => {
  it('is waited for while it may not be visible yet', async () => {
    const run = await runGateWith(sequence(NOT_FOUND, NOT_FOUND, inPhase('Success')));
    expect(run.result.outcome).toBe('success');
    expect(kinds(run)).toEqual(['not-visible', 'answer']);
    expect(run.result.jobs[0]?.requests).toEqual({ made: 3, failed: 0 });
  });

  it('ends in an error once 30 s have passed', async () => {
    const run = await runGateWith(() => NOT_FOUND);
    expect(run.result.outcome).toBe('error');
    expect(times(run)).toEqual([0, 10_000, 20_000, 30_000, 40_000]);
    expect(run.result.jobs[0]?.ending).toEqual({ kind: 'error', error: apiError('not-found', { status: 404 }) });
  });

  it('ends in an error at the deadline too, if it was never visible', async () => {
    const run = await runGateWith(() => NOT_FOUND, { timeoutMs: 15_000 });
    expect(run.result.outcome).toBe('error');
    expect(times(run)).toEqual([0, 10_000, 15_000]);
  });

  it('is believed to be gone after two 404s in a row, once it was there', async () => {
    const run = await runGateWith(
      sequence(inPhase('Running'), NOT_FOUND, inPhase('Running'), NOT_FOUND, OUTAGE, NOT_FOUND, NOT_FOUND),
    );
    expect(run.result.outcome).toBe('error');
    expect(run.requests).toHaveLength(7);
    expect(watchEvents(run).filter(({ kind }) => kind === 'not-visible')).toMatchObject([
      { seenBefore: true },
      { seenBefore: true },
      { seenBefore: true },
    ]);
  });

  it('times out with what was wrong where the deadline comes before the tolerance is used up', async () => {
    const options = { timeoutMs: 1500, outageToleranceMs: 2500 };
    const run = await runGateWith(({ at }) => (at < 500 ? inPhase('Running') : OUTAGE), {
      ...options,
      pollInterval: 500,
    });
    expect(run.result.jobs[0]?.ending).toMatchObject({ kind: 'timed-out', error: { kind: 'outage' } });
  });

  it('is polled once more where the process was stopped until long after the deadline', async () => {
    const frozen: Script = ({ clock, count }) => {
      if (count === 2) clock.jump(3_600_000);
      return inPhase(count < 3 ? 'Running' : 'Success');
    };
    const run = await runGateWith(frozen, { timeoutMs: 60_000 });
    expect(run.result.outcome).toBe('success');
  });

  it('times out when a job that was there is missed once at the deadline', async () => {
    const run = await runGateWith(({ at }) => (at < 15_000 ? inPhase('Running') : NOT_FOUND), { timeoutMs: 15_000 });
    expect(run.result.outcome).toBe('timed-out');
  });

  it('counts as an answer that ends an outage', async () => {
    const run = await runGateWith(sequence(OUTAGE, NOT_FOUND, inPhase('Success')));
    expect(kinds(run)).toEqual(['not-visible', 'answer']);
    expect(run.events.map(({ kind }) => kind).slice(0, 2)).toEqual(['outage-started', 'outage-ended']);
  });
});

describe('a fatal error', () => {
  it('ends the gate after one request', async () => {
    const run = await runGateWith(() => error(apiError('fatal', { status: 401, concernsAllJobs: true })));
    expect(run.result.outcome).toBe('error');
    expect(run.requests).toHaveLength(1);
  });
});
