import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import type { GateEvent, JobResult, WatchEvent } from '../../../src/engine/events.js';
import { annotations, warningOf } from '../../../src/report/annotations.js';
import { faultOf, jobIn } from '../support/jobs.js';
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
} from './samples.js';

const watched = (event: WatchEvent): GateEvent => ({ kind: 'watch', jobId: JOB_ID, waitedMs: 1, event });

describe('annotations', () => {
  it('are none on success', () => {
    expect(annotations(gateOf('success', ended({ kind: 'success' }, createCluster())), sanitize)).toEqual([]);
  });

  it("are titled with the failed sub-job and the job's resource where it has none itself", () => {
    expect(annotations(failedGate(brokenCluster()), sanitize)).toEqual([
      {
        level: 'error',
        title: 'InstallMaster failed — prod-cluster',
        message:
          'InstallMaster failed: The subnet has no free address (CCE.03500001). Path: CreateCluster › InstallMaster. Hint: The subnet seems to have too few free addresses: release some, or use a larger subnet. The cloud job may still be running.',
      },
    ]);
  });

  it('say why the gate could not wait for the end of a job that had failed', () => {
    const broken = ended({ kind: 'failed', fault: OUTAGE }, brokenCluster());
    expect(annotations(gateOf('failed', broken), sanitize)[0]?.message).toMatch(
      / The gate could not wait for the end of the job: HTTP 502 .* The cloud job may still be running\.$/,
    );
  });

  it("are titled with the sub-job's own resource where it has one, and with the job's ID where nobody has any", () => {
    const node = jobIn('Failed', { type: 'InstallNode', resourceName: 'node-3' });
    expect(annotations(failedGate(createCluster({ subJobs: [node] })), sanitize)[0]?.title).toBe(
      'InstallNode failed — node-3',
    );
    expect(annotations(failedGate(jobIn('Failed', { reason: 'x' })), sanitize)).toEqual([
      { level: 'error', title: `CreateCluster failed — ${JOB_ID}`, message: 'CreateCluster failed: x.' },
    ]);
  });

  it('are one for each root cause, in the order of the tree, and ten at most', () => {
    const subJobs = Array.from({ length: 13 }, (_, index) =>
      jobIn('Failed', { type: 'InstallNode', resourceName: `node-${index}`, endedAt: 100 - index }),
    );
    const all = annotations(failedGate(jobIn('Failed', { subJobs })), sanitize);
    expect(all).toHaveLength(10);
    expect(all[0]?.title).toBe('InstallNode failed — node-0');
    expect(all[8]?.message).not.toContain('more root cause');
    expect(all[9]?.message).toMatch(/ And 3 more root causes: see the report\.$/);
    const ten = annotations(failedGate(jobIn('Failed', { subJobs: subJobs.slice(0, 10) })), sanitize);
    expect(ten[9]?.message).not.toContain('more root cause');
  });

  it.each([
    ['cancelled', ended({ kind: 'stopped' }, createCluster()), 'Cancelled — CreateCluster prod-cluster'],
    ['error', ended({ kind: 'error', fault: OUTAGE }, undefined), `No verdict — job ${JOB_ID}`],
    ['failed', ended({ kind: 'failed' }, undefined), `Failed — job ${JOB_ID}`],
  ] as const)('are one that says why a gate has %s, and that the job may still be running', (outcome, job, title) => {
    const [only, ...others] = annotations(gateOf(outcome, job), sanitize);
    expect(others).toEqual([]);
    expect(only).toMatchObject({ level: 'error', title });
    expect(only?.message).toMatch(/ The cloud job may still be running\.$/);
  });

  it('count several jobs', () => {
    const job = ended({ kind: 'stopped' }, createCluster());
    expect(annotations(gateOf('cancelled', job, { ...job, jobId: 'b' }), sanitize)[0]?.title).toBe(
      'Cancelled — 2 jobs',
    );
  });

  it('are a warning for each job that was cut off by the deadline', () => {
    const late = (jobId: string): JobResult =>
      ended({ kind: 'timed-out', fault: undefined }, createCluster(), { jobId });
    expect(annotations(gateOf('timed-out', late('a')), sanitize)).toEqual([
      {
        level: 'warning',
        title: 'Timed out — CreateCluster prod-cluster',
        message:
          'Timed out after 9m 10s: CreateCluster prod-cluster was still Running, 1/2 sub-jobs; at work: InstallMaster (Running). The cloud job may still be running. Raise timeout if it takes that long.',
      },
    ]);
    const many = annotations(
      gateOf('timed-out', ...Array.from({ length: 12 }, (_, index) => late(`j${index}`))),
      sanitize,
    );
    expect(many).toHaveLength(10);
    expect(many[9]?.message).toMatch(/ And 2 more jobs: see the report\.$/);
    const failed = ended({ kind: 'failed' }, brokenCluster());
    expect(annotations(gateOf('failed', failed, late('b')), sanitize).map(({ level }) => level)).toEqual([
      'error',
      'warning',
    ]);
  });

  it('are safe and short, whatever the service said', () => {
    fc.assert(
      fc.property(anyTree, fc.boolean(), (tree, long) => {
        const reason = long ? `${tree.reason} word`.repeat(3000) : tree.reason;
        const fault = faultOf('outage', { code: reason, message: reason, requestId: reason, advice: reason });
        const job = { ...tree, reason, phase: 'Failed' as const };
        const several = ['a', 'b', 'c'].map((jobId) => ended({ kind: 'error', fault }, job, { jobId }));
        for (const { title, message } of [
          ...annotations(failedGate(job), sanitize),
          ...annotations(gateOf('error', ...several), sanitize),
        ]) {
          expect(message.length).toBeLessThanOrEqual(4096);
          for (const text of [title, message]) {
            expect(text).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]|^::|##\[/u);
            expect(text).not.toContain(SECRET);
          }
        }
      }),
    );
  });

  it('keep what may still be running when their reason is cut', () => {
    const fault = faultOf('outage', { code: 'c'.repeat(999), message: 'm'.repeat(9999), advice: 'a'.repeat(9999) });
    const jobs = Array.from({ length: 5 }, (_, index) =>
      ended({ kind: 'error', fault }, createCluster({ type: 't'.repeat(999) }), {
        jobId: `${'j'.repeat(127)}${index}`,
      }),
    );
    const message = annotations(gateOf('error', ...jobs), sanitize)[0]?.message;
    expect(message?.length).toBe(4096);
    expect(message).toMatch(/… 5 of 5 cloud jobs may still be running: j+0, j+1, j+2 and 2 more\.$/);
  });
});

describe('a warning', () => {
  it('is made of a phase that nobody knows, at the root or below', () => {
    const job = jobIn('Unknown', { type: 'InstallNode', resourceName: 'node-1', status: 'Paused' });
    const root = { job: createCluster({ phase: 'Unknown', status: 'Odd' }), depth: 0, parent: undefined };
    expect(warningOf(watched({ kind: 'unknown-phase', visit: { job, depth: 1, parent: root } }), sanitize)).toEqual({
      level: 'warning',
      title: 'Unknown phase — InstallNode node-1',
      message: `InstallNode node-1 is Unknown (status Paused): no known phase, so it is never taken for a success. Job ${JOB_ID}.`,
    });
    expect(warningOf(watched({ kind: 'unknown-phase', visit: root }), sanitize)?.title).toBe(
      'Unknown phase — CreateCluster prod-cluster',
    );
  });

  it('is made of an outage that lasted over 30 seconds', () => {
    const over = (lastedMs: number): GateEvent => watched({ kind: 'outage-ended', lastedMs, failedRequests: 4 });
    expect(warningOf(over(30_000), sanitize)).toBeUndefined();
    expect(warningOf(over(42_000), sanitize)).toEqual({
      level: 'warning',
      title: 'Outage of 42s',
      message: `The API gave no usable answer for 42s (4 failed requests); the wait went on. Job ${JOB_ID}.`,
    });
  });

  it('is made of nothing else', () => {
    for (const event of [
      watched({ kind: 'answer', job: createCluster(), previous: undefined }),
      watched({ kind: 'not-visible', seenBefore: false, fault: OUTAGE }),
      watched({ kind: 'outage-started', fault: OUTAGE }),
    ]) {
      expect(warningOf(event, sanitize)).toBeUndefined();
    }
    expect(
      warningOf({ kind: 'heartbeat', waitedMs: 1, pausedMs: 0, remainingMs: 1, jobs: [] }, sanitize),
    ).toBeUndefined();
  });
});
