import { describe, expect, it } from '@jest/globals';

import type { GateEvent } from '../../../src/engine/events.js';
import { type GateRun, runGateWith, type Script } from '../support/gate-run.js';
import { apiError } from '../support/jobs.js';
import { error, inPhase, OUTAGE, sequence, times } from './answering.js';

/** What was told of outages. */
function outageEvents({ events }: GateRun): GateEvent[] {
  return events.filter(({ kind }) => kind === 'outage-started' || kind === 'outage-ended');
}

describe('an outage', () => {
  it('is retried from 500 ms, doubling to 10 s, and told once when it starts and once when it ends', async () => {
    const run = await runGateWith(({ count }) => (count <= 8 ? OUTAGE : inPhase('Success')));
    const pauses = times(run).map((at, index, all) => at - (all[index - 1] ?? 0));
    expect(pauses).toEqual([0, 500, 1000, 2000, 4000, 8000, 10_000, 10_000, 10_000]);
    expect(outageEvents(run)).toEqual([
      { kind: 'outage-started', waitedMs: 0, error: apiError('outage', { message: 'HTTP 500' }) },
      { kind: 'outage-ended', waitedMs: 45_500, lastedMs: 45_500, failedRequests: 8 },
    ]);
    expect(run.result.jobs[0]?.requests).toEqual({ made: 9, failed: 8 });
    const throttled = error(apiError('throttled', { status: 429 }));
    const refused = await runGateWith(sequence(throttled, throttled, error(apiError('fatal', { status: 400 }))));
    expect(refused.result.jobs[0]?.requests).toEqual({ made: 3, failed: 3 });
  });

  it('has its back-off spread by the random number', async () => {
    const run = await runGateWith(({ count }) => (count <= 3 ? OUTAGE : inPhase('Success')), {}, { random: 0.5 });
    expect(times(run)).toEqual([0, 250, 750, 1750]);
  });

  it('is an error when the tolerance is used up, after a last request at its very end', async () => {
    const run = await runGateWith(() => OUTAGE, { outageToleranceMs: 10_000 });
    expect(run.result.outcome).toBe('error');
    expect(times(run)).toEqual([0, 500, 1500, 3500, 7500, 10_000]);
    expect(run.result.jobs[0]?.ending).toEqual({
      kind: 'error',
      error: apiError('outage', { message: 'HTTP 500' }),
      outageMs: 10_000,
    });
  });

  it('starts anew after a usable answer', async () => {
    const run = await runGateWith(({ count }) => (count % 2 === 0 ? OUTAGE : inPhase('Running')), {
      outageToleranceMs: 1000,
      timeoutMs: 60_000,
    });
    expect(run.result.outcome).toBe('timed-out');
  });

  it('allows one more request even when the first failure has outlasted the tolerance', async () => {
    const run = await runGateWith(sequence(OUTAGE, inPhase('Success')), { outageToleranceMs: 1 });
    expect(run.result.outcome).toBe('success');
  });

  it('is over within the tolerance and the time of one request, however slow the API is', async () => {
    const mute: Script = async ({ clock, signal, timeoutMs }) => {
      await clock.sleep(timeoutMs, signal);
      return OUTAGE;
    };
    const run = await runGateWith(mute, { outageToleranceMs: 500, requestTimeoutMs: 6000, timeoutMs: 60_000 });
    expect(run.result.outcome).toBe('error');
    expect(times(run)).toEqual([0, 6000]);
    expect(run.result.durationMs).toBe(6500);
  });

  it('that begins with a slow exchange of credentials keeps to the same bound', async () => {
    const slow: Script = async ({ clock, signal, until }) => {
      await clock.sleep(until - clock.now(), signal);
      return OUTAGE;
    };
    const run = await runGateWith(slow, { outageToleranceMs: 500, requestTimeoutMs: 3000, timeoutMs: 60_000 });
    expect(run.result.outcome).toBe('error');
    expect(run.result.durationMs).toBe(3500);
  });

  it('says of each wait that the server asks for when the next request is sent, once for all jobs', async () => {
    const answers = [
      OUTAGE,
      ...[4000, 3000].map((retryAfterMs) => error(apiError('throttled', { status: 429, retryAfterMs }))),
    ];
    const script = sequence(...answers, inPhase('Success'));
    const run = await runGateWith(script, { jobIds: ['a'] });
    const paused = run.events.filter(({ kind }) => kind === 'outage-paused');
    expect(paused).toMatchObject([{ error: { retryAfterMs: 4000 } }, { error: { retryAfterMs: 3000 } }]);
    const throttled = error(apiError('throttled', { status: 429, retryAfterMs: 4000 }));
    const many = await runGateWith(({ at }) => (at < 8000 ? throttled : inPhase('Success')), {
      jobIds: ['a', 'b', 'c', 'd'],
    });
    const events = many.events.filter(({ kind }) => kind.startsWith('outage-')).map(({ kind }) => kind);
    expect(events).toEqual(['outage-started', 'outage-paused', 'outage-ended']);
  });

  it('waits as Retry-After says, which is not held against the tolerance', async () => {
    const throttled = error(apiError('throttled', { status: 429, retryAfterMs: 60_000 }));
    const run = await runGateWith(sequence(throttled, throttled, throttled, inPhase('Success')), {
      outageToleranceMs: 1000,
    });
    expect(run.result.outcome).toBe('success');
    expect(times(run)).toEqual([0, 60_000, 120_000, 180_000]);
  });

  it('is over once it has lasted longer than Retry-After and the tolerance excuse', async () => {
    const slow: Script = async ({ clock, signal }) => {
      await clock.sleep(900, signal);
      return error(apiError('throttled', { status: 503, retryAfterMs: 1000 }));
    };
    const run = await runGateWith(slow, { outageToleranceMs: 2000, timeoutMs: 60_000 });
    expect(run.result.outcome).toBe('error');
    // Two answers and most of a third fit into two seconds; the one that exceeds them is followed by a last request.
    expect(times(run)).toEqual([0, 1900, 3800, 5700]);
  });

  it('survives a Retry-After beyond the deadline with the final poll', async () => {
    const throttled = error(apiError('throttled', { status: 429, retryAfterMs: 99_999_999_000 }));
    const run = await runGateWith(sequence(throttled, inPhase('Success')), { timeoutMs: 20_000 });
    expect(run.result.outcome).toBe('success');
    expect(times(run)).toEqual([0, 20_000]);
  });

  it('backs off where throttling comes without a Retry-After', async () => {
    const throttled = error(apiError('throttled', { status: 429 }));
    const run = await runGateWith(sequence(throttled, throttled, inPhase('Success')));
    expect(times(run)).toEqual([0, 500, 1500]);
  });
});

describe('an outage of an API that many jobs are asked for', () => {
  const jobIds = Array.from({ length: 100 }, (_, index) => `job-${index}`);
  const mute: Script = async ({ clock, signal, timeoutMs }) => {
    await clock.sleep(timeoutMs, signal);
    return OUTAGE;
  };
  const BOUND_MS = 120_000 + 30_000 + 2000;

  it.each([
    { failFast: true, initialConcurrency: 8 },
    { failFast: false, initialConcurrency: 8 },
    { failFast: true, initialConcurrency: 1, maxConcurrency: 4 },
    { failFast: false, initialConcurrency: 1, maxConcurrency: 4 },
  ])('ends the gate within the tolerance and the time of one request: %j', async (options) => {
    const run = await runGateWith(mute, { jobIds, timeoutMs: 3_600_000, ...options });
    expect(run.result.outcome).toBe('error');
    expect(run.result.durationMs).toBeLessThanOrEqual(BOUND_MS);
    expect(outageEvents(run)).toHaveLength(1);
    const kinds = new Set(run.result.jobs.map(({ ending }) => ending.kind));
    expect(kinds.has('error')).toBe(true);
    if (!options.failFast) expect(kinds).toEqual(new Set(['error']));
  });

  it('counts from the last usable answer about any job', async () => {
    const slow: Script = (request) => (request.at < 300_000 ? inPhase('Running') : mute(request));
    const run = await runGateWith(slow, { jobIds, timeoutMs: 3_600_000, failFast: false });
    expect(run.result.outcome).toBe('error');
    expect(run.result.durationMs).toBeGreaterThan(300_000 + 120_000);
    expect(run.result.durationMs).toBeLessThanOrEqual(310_000 + BOUND_MS);
  });

  it('is told once when it begins and once when it is over, however many jobs it hits', async () => {
    const run = await runGateWith(
      ({ at }) => (at > 20_000 && at < 65_000 ? OUTAGE : inPhase(at < 100_000 ? 'Running' : 'Success')),
      { jobIds, failFast: false },
    );
    expect(run.result.outcome).toBe('success');
    expect(outageEvents(run).map(({ kind }) => kind)).toEqual(['outage-started', 'outage-ended']);
  });

  it('is none where the API is slow, but answers: 500 jobs succeed', async () => {
    const slow: Script = async ({ clock, signal, count }) => {
      await clock.sleep(20_000, signal);
      return inPhase(count < 2 ? 'Running' : 'Success');
    };
    const many = Array.from({ length: 500 }, (_, index) => `job-${index}`);
    const run = await runGateWith(slow, { jobIds: many, timeoutMs: 7_200_000 });
    expect(run.result.outcome).toBe('success');
  });

  it('leaves an answer that is complete when the gate stops', async () => {
    const script: Script = async ({ jobId, clock }) => {
      await clock.sleep(1000, new AbortController().signal);
      return inPhase(jobId === 'a' ? 'Failed' : 'Success');
    };
    const run = await runGateWith(script, { jobIds: ['a', 'b'] });
    expect(run.result.jobs.map(({ ending }) => ending.kind)).toEqual(['failed', 'success']);
  });
});

describe('throttling', () => {
  it('widens the regular pauses for a while, and lets them recover', async () => {
    const throttled = error(apiError('throttled', { status: 429, retryAfterMs: 5000 }));
    const run = await runGateWith(({ count }) =>
      count === 2 ? throttled : inPhase(count < 8 ? 'Running' : 'Success'),
    );
    const pauses = times(run).map((at, index, all) => Math.round(at - (all[index - 1] ?? 0)));
    expect(pauses).toEqual([0, 10_000, 5000, 20_000, 16_000, 12_800, 10_240, 10_000]);
  });
});
