import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import type { GateEvent, WatchEvent } from '../../../src/engine/events.js';
import { annotationsOf, warningOf, type Annotation } from '../../../src/report/annotations.js';
import { stillRunningText } from '../../../src/report/text/sentences.js';
import type { GateFacts } from '../../../src/report/facts.js';
import { apiError, jobIn } from '../support/jobs.js';
import {
  ADDRESSES_HINT,
  anyTree,
  brokenCluster,
  contextOf,
  createCluster,
  ended,
  failedGate,
  format,
  gateOf,
  JOB_ID,
  nodes,
  OUTAGE,
  scaleUp,
  SECRET,
} from './samples.js';

const annotations = (facts: GateFacts, max = 10): Annotation[] => annotationsOf(facts, contextOf(), format, max);
const watched = (event: WatchEvent): GateEvent => ({ kind: 'watch', jobId: JOB_ID, waitedMs: 1, event });

describe('annotations', () => {
  it('are none on success', () => {
    expect(annotations(gateOf('success', ended({ kind: 'success' }, createCluster())))).toEqual([]);
  });

  it('are titled with what failed and its resource, and say why, where and what to do', () => {
    const [only, ...others] = annotations(failedGate(brokenCluster()));
    expect(others).toEqual([]);
    expect(only).toMatchObject({ level: 'error', title: expect.stringMatching(/InstallMaster.*prod-cluster/) });
    expect(only?.text).toMatch(/^InstallMaster prod-cluster .*The subnet has no free address \(CCE\.03500001\)/);
    const running = stillRunningText(failedGate(brokenCluster()), format);
    for (const fact of ['CreateCluster › InstallMaster', ADDRESSES_HINT, running]) {
      expect(only?.notes).toContain(fact);
    }
  });

  it("are titled with the job's ID where nobody has a resource", () => {
    expect(annotations(failedGate(jobIn('Failed', { reason: 'x' })))[0]?.title).toContain(JOB_ID);
  });

  it('are one for equal causes, with their number and names', () => {
    const all = annotations(
      failedGate(
        scaleUp(
          'Failed',
          nodes(80, () => 'full'),
        ),
      ),
    );
    expect(all).toHaveLength(1);
    expect(all[0]?.title).toMatch(/80 × CreateNode.*pool-node-1.*79/);
    expect(all[0]?.text).toMatch(/80 × CreateNode .*full.*pool-node-10 .*70/);
  });

  it('are as many as the host shows, and the last one counts the rest', () => {
    const facts = failedGate(
      scaleUp(
        'Failed',
        nodes(13, (index) => `reason ${index}`),
      ),
    );
    const ten = annotations(facts);
    expect(ten).toHaveLength(10);
    expect(ten[8]?.notes).toBe(ten[0]?.notes);
    expect(ten[9]?.notes).toMatch(/\b3\b/);
    expect(annotations(facts, 13).at(-1)?.notes).toBe(ten[0]?.notes);
    expect(annotations(facts, 0)).toEqual([]);
  });

  it.each([
    ['error', ended({ kind: 'error', error: OUTAGE }, undefined), 'error'],
    ['timed-out', ended({ kind: 'timed-out', error: undefined }, createCluster()), 'error'],
    ['failed', ended({ kind: 'failed' }, brokenCluster()), 'error'],
    ['cancelled', ended({ kind: 'stopped' }, createCluster()), 'warning'],
  ] as const)('are one of a gate that ended as %s, whatever turned the step red', (outcome, job, level) => {
    const facts = gateOf(outcome, job);
    expect(annotations(facts)).toMatchObject([{ level }]);
    expect(annotations(facts)[0]?.notes).toContain(stillRunningText(facts, format));
  });

  it('are one for each kind of problem of several jobs', () => {
    const jobs = [
      ended({ kind: 'failed' }, brokenCluster()),
      ended({ kind: 'error', error: OUTAGE }, undefined, { jobId: 'b' }),
      ended({ kind: 'error', error: OUTAGE }, undefined, { jobId: 'c' }),
      ended({ kind: 'timed-out', error: undefined }, createCluster(), { jobId: 'd' }),
    ];
    expect(annotations(gateOf('failed', ...jobs)).map(({ level }) => level)).toEqual(['error', 'error', 'error']);
  });

  it('name the setting to raise as the host spells it', () => {
    const late = gateOf('timed-out', ended({ kind: 'timed-out', error: undefined }, createCluster()));
    const [only] = annotationsOf(late, contextOf({ nameOf: (name) => `--${name}` }), format, 10);
    expect(only?.notes).toContain('--timeout');
  });

  it('are safe, whatever the service said', () => {
    fc.assert(
      fc.property(anyTree, (tree) => {
        const error = apiError('outage', {
          code: tree.id,
          message: tree.reason,
          requestId: tree.id,
          advice: tree.type,
        });
        const several = ['a', 'b'].map((jobId) => ended({ kind: 'error', error }, tree, { jobId }));
        const job = { ...tree, phase: 'Failed' as const };
        for (const { title, text, notes } of [
          ...annotations(failedGate(job)),
          ...annotations(gateOf('error', ...several)),
        ]) {
          for (const words of [title, text, notes]) {
            expect(words).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]|^::|##\[/u);
            expect(words).not.toContain(SECRET);
          }
        }
      }),
    );
  });
});

describe('a warning', () => {
  it('is made of a phase that nobody knows, at the root or below', () => {
    const job = jobIn('Unknown', { type: 'InstallNode', resourceName: 'node-1', status: 'Paused' });
    const root = { job: createCluster({ phase: 'Unknown', status: 'Odd' }), depth: 0, parent: undefined };
    const below = warningOf(watched({ kind: 'unknown-phase', visit: { job, depth: 1, parent: root } }), format);
    expect(below).toMatchObject({ level: 'warning', title: expect.stringContaining('InstallNode node-1') });
    expect(below?.text).toContain('Paused');
    expect(warningOf(watched({ kind: 'unknown-phase', visit: root }), format)?.title).toContain('prod-cluster');
  });

  it('is made of an outage that lasted over 30 seconds', () => {
    const over = (lastedMs: number): GateEvent => ({ kind: 'outage-ended', waitedMs: 1, lastedMs, failedRequests: 4 });
    expect(warningOf(over(30_000), format)).toBeUndefined();
    expect(warningOf(over(42_000), format)?.text).toMatch(/42s.*\b4\b/);
  });

  it('is made of nothing else', () => {
    const events: GateEvent[] = [
      watched({ kind: 'answer', job: createCluster(), previous: undefined }),
      watched({ kind: 'not-visible', seenBefore: false, error: OUTAGE }),
      { kind: 'outage-started', waitedMs: 1, error: OUTAGE },
      { kind: 'heartbeat', waitedMs: 1, remainingMs: 1, pausedMs: 0, jobs: [] },
    ];
    for (const event of events) expect(warningOf(event, format)).toBeUndefined();
  });
});
