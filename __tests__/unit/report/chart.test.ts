import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { chartLines } from '../../../src/report/summary/chart.js';
import type { Job } from '../../../src/services/job.js';
import { jobIn } from '../support/jobs.js';
import { anyTree, createCluster, ended, format, gateOf, START } from './samples.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** The chart of a job, whose service's clock says this many milliseconds after the start. */
function linesOf(job: Job, now = 10 * MINUTE): string[] {
  const lastSeen = { serverTime: START + now, unchangedMs: 0, sawChange: true };
  const facts = gateOf('failed', ended({ kind: 'failed' }, job, { lastSeen }));
  return facts.jobs.flatMap((each) => chartLines(each, format));
}

const barsOf = (job: Job, now?: number): string[] => linesOf(job, now).filter((line) => line.includes(' :'));
const ran = (facts: Partial<Job>): Job =>
  jobIn('Success', { type: 'InstallNode', startedAt: START, endedAt: START + MINUTE, ...facts });
const failed = (facts: Partial<Job> = {}): Job => ran({ phase: 'Failed', status: 'Failed', ...facts });
const running = (facts: Partial<Job> = {}): Job =>
  ran({ phase: 'Running', status: 'Running', endedAt: undefined, ...facts });
const parent = (...subJobs: Job[]): Job => jobIn('Running', { id: 'p', startedAt: START, subJobs });

describe('the chart', () => {
  it('draws root causes in red, their parents not, what is done, and what is at work until now', () => {
    const tree = parent(failed({ type: 'CreateNode', subJobs: [failed()] }), ran({}), running());
    expect(barsOf(tree).map((line) => line.trim())).toEqual([
      '❌ CreateNode :done, 2026-11-21 10:00:00.000, 2026-11-21 10:01:00.000',
      '❌ InstallNode :crit, 2026-11-21 10:00:00.000, 2026-11-21 10:01:00.000',
      '✅ InstallNode :done, 2026-11-21 10:00:00.000, 2026-11-21 10:01:00.000',
      '⏳ InstallNode :active, 2026-11-21 10:00:00.000, 2026-11-21 10:10:00.000',
    ]);
  });

  it('is left out without times, without sub-jobs, and where times are months apart', () => {
    expect(linesOf(parent(jobIn('Success')))).toEqual([]);
    expect(linesOf(createCluster({ subJobs: [] }))).toEqual([]);
    expect(linesOf(parent(ran({ startedAt: 9e15 }), ran({ endedAt: START - 1 }), ran({ endedAt: undefined })))).toEqual(
      [],
    );
    expect(linesOf(parent(ran({ phase: 'Unknown', status: undefined, endedAt: undefined })))).toEqual([]);
    expect(linesOf(parent(ran({ startedAt: START - 90 * 24 * HOUR })))).toEqual([]);
  });

  it('makes bars visible that are too short to be seen', () => {
    const tree = parent(ran({ endedAt: START }), ran({ endedAt: START + 2_000_000 }));
    expect(barsOf(tree)[0]).toContain('2026-11-21 10:00:00.000, 2026-11-21 10:00:10.000');
  });

  it.each([
    [MINUTE, '%H:%M', '1minute'],
    [4 * MINUTE, '%H:%M', '1minute'],
    [29 * MINUTE, '%H:%M', '10minute'],
    [3 * HOUR, '%H:%M', '1hour'],
    [25 * HOUR, '%m-%d %H:%M', '12hour'],
    [5 * 24 * HOUR, '%m-%d', '2day'],
  ])('of %d ms has no more ticks than fit on a phone', (span, axis, interval) => {
    const lines = linesOf(parent(ran({ endedAt: START + span })));
    expect(lines).toContain(`  axisFormat ${axis}`);
    expect(lines).toContain(`  tickInterval ${interval}`);
  });

  it('has thirty bars of many, the root causes always among them, and says how many it leaves out', () => {
    const phaseOf = (index: number): Job => (index === 59 ? failed() : index === 58 ? running() : ran({}));
    const subJobs = Array.from({ length: 60 }, (_, index) => ({ ...phaseOf(index), type: `n${index}` }));
    const bars = barsOf(parent(...subJobs));
    expect(bars).toHaveLength(30);
    expect(bars.slice(-2).map((line) => line.trim().slice(0, 5))).toEqual(['⏳ n58', '❌ n59']);
    expect(linesOf(parent(...subJobs)).at(-2)).toMatch(/\b30 of 60\b/);
    expect(barsOf(parent(...Array.from({ length: 60 }, () => failed())))).toHaveLength(30);
  });

  it('has labels with the beginning of the type and the end of the resource where both are long', () => {
    const labelOf = (facts: Partial<Job>): string =>
      barsOf(parent(ran(facts)))[0]
        ?.trim()
        .split(' :')[0] ?? '';
    expect(labelOf({ type: 'CreateNode', resourceName: 'pool-node-3' })).toBe('✅ CreateNode pool-node-3');
    expect(labelOf({ type: 'InstallMaster', resourceName: 'stuck-cluster-master-1' })).toBe(
      '✅ InstallMaster …er-master-1',
    );
    expect(labelOf({ type: 'A'.repeat(40), resourceName: '' })).toBe(`✅ ${'A'.repeat(25)}…`);
    expect(labelOf({ type: '::', resourceName: '#;' })).toBe('✅ sub-job');
  });

  it('has one line for each thing, made of safe characters, and is short', () => {
    fc.assert(
      fc.property(anyTree, (tree) => {
        const subJobs = Array.from({ length: 70 }, () =>
          tree.subJobs.map((job) => ran({ ...job, startedAt: START, endedAt: START + 5 })),
        );
        const lines = linesOf({ ...tree, subJobs: subJobs.flat() });
        expect(lines.join('\n').length).toBeLessThan(15_000);
        for (const line of lines.slice(lines.findIndex((each) => each.includes('tickInterval')) + 1)) {
          expect(line).toMatch(
            /^ {2}\S+ [\p{L}\p{N} ._/…-]+ :(?:crit|done|active), [\d .:-]+, [\d .:-]+$|^```$|^$|^The chart/u,
          );
        }
      }),
    );
  });
});
