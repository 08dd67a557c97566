import { describe, expect, it } from '@jest/globals';

import { runGateWith, type Script } from '../support/gate-run.js';
import { faultOf } from '../support/jobs.js';
import { fault, inPhase, OUTAGE, sequence, times, watchEvents } from './answering.js';

describe('an outage', () => {
  it('is retried from 500 ms, doubling to 30 s, and told once when it starts and once when it ends', async () => {
    const run = await runGateWith(({ count }) => (count <= 8 ? OUTAGE : inPhase('Success')));
    const pauses = times(run).map((at, index, all) => at - (all[index - 1] ?? 0));
    expect(pauses).toEqual([0, 500, 1000, 2000, 4000, 8000, 16_000, 30_000, 30_000]);
    expect(watchEvents(run).slice(0, 2)).toEqual([
      { kind: 'outage-started', fault: faultOf('outage', { message: 'HTTP 500' }) },
      { kind: 'outage-ended', lastedMs: 91_500, failedRequests: 8 },
    ]);
    expect(run.result.jobs[0]?.requests).toEqual({ made: 9, failed: 8 });
    const throttled = fault(faultOf('throttled', { status: 429 }));
    const refused = await runGateWith(sequence(throttled, throttled, fault(faultOf('fatal', { status: 400 }))));
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
      fault: faultOf('outage', { message: 'HTTP 500' }),
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

  it('waits as Retry-After says, which is not held against the tolerance', async () => {
    const throttled = fault(faultOf('throttled', { status: 429, retryAfterMs: 60_000 }));
    const run = await runGateWith(sequence(throttled, throttled, throttled, inPhase('Success')), {
      outageToleranceMs: 1000,
    });
    expect(run.result.outcome).toBe('success');
    expect(times(run)).toEqual([0, 60_000, 120_000, 180_000]);
  });

  it('is over once it has lasted longer than Retry-After and the tolerance excuse', async () => {
    const slow: Script = async ({ clock, signal }) => {
      await clock.sleep(900, signal);
      return fault(faultOf('throttled', { status: 503, retryAfterMs: 1000 }));
    };
    const run = await runGateWith(slow, { outageToleranceMs: 2000, timeoutMs: 60_000 });
    expect(run.result.outcome).toBe('error');
    // Two answers and most of a third fit into two seconds; the one that exceeds them is followed by a last request.
    expect(times(run)).toEqual([0, 1900, 3800, 5700]);
  });

  it('survives a Retry-After beyond the deadline with the final poll', async () => {
    const throttled = fault(faultOf('throttled', { status: 429, retryAfterMs: 99_999_999_000 }));
    const run = await runGateWith(sequence(throttled, inPhase('Success')), { timeoutMs: 20_000 });
    expect(run.result.outcome).toBe('success');
    expect(times(run)).toEqual([0, 20_000]);
  });

  it('backs off where throttling comes without a Retry-After', async () => {
    const throttled = fault(faultOf('throttled', { status: 429 }));
    const run = await runGateWith(sequence(throttled, throttled, inPhase('Success')));
    expect(times(run)).toEqual([0, 500, 1500]);
  });
});

describe('throttling', () => {
  it('widens the regular pauses for a while, and lets them recover', async () => {
    const throttled = fault(faultOf('throttled', { status: 429, retryAfterMs: 5000 }));
    const run = await runGateWith(({ count }) =>
      count === 2 ? throttled : inPhase(count < 8 ? 'Running' : 'Success'),
    );
    const pauses = times(run).map((at, index, all) => Math.round(at - (all[index - 1] ?? 0)));
    expect(pauses).toEqual([0, 10_000, 5000, 20_000, 16_000, 12_800, 10_240, 10_000]);
  });
});
