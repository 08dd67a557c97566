import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { ganttLines } from '../../../src/report/gantt.js';
import { jobIn } from '../support/jobs.js';
import { anyTree, sanitize, createCluster, START } from './samples.js';
import type { Job } from '../../../src/services/job.js';

const linesOf = (job: Job): string[] => ganttLines(job, sanitize);
const tasksOf = (job: Job): string[] => linesOf(job).filter((line) => line.includes(' :'));
const ran = (facts: Partial<Job>): Job =>
  jobIn('Success', { type: 'InstallNode', startedAt: START, endedAt: START + 60_000, ...facts });
const parent = (...subJobs: Job[]): Job => jobIn('Running', { id: 'p', startedAt: START, subJobs });

describe('the chart', () => {
  it('draws what failed, what is done and what is at work, until the last known instant', () => {
    const tree = parent(
      ran({ phase: 'Failed', status: 'Failed', updatedAt: START + 90_000, endedAt: undefined }),
      ran({}),
      ran({ phase: 'Running', status: 'Running', endedAt: undefined }),
    );
    expect(tasksOf(tree)).toEqual([
      '  ❌ InstallNode 1m 30s :crit, 2026-11-21 10:00:00.000, 2026-11-21 10:01:30.000',
      '  ✅ InstallNode 1m :done, 2026-11-21 10:00:00.000, 2026-11-21 10:01:00.000',
      '  ⏳ InstallNode 1m 30s :active, 2026-11-21 10:00:00.000, 2026-11-21 10:01:30.000',
    ]);
  });

  it('is left out without times, and without sub-jobs', () => {
    expect(linesOf(parent(jobIn('Success')))).toEqual([]);
    expect(linesOf(createCluster({ subJobs: [] }))).toEqual([]);
    expect(linesOf(parent(ran({ startedAt: 9e15 }), ran({ endedAt: START - 1 }), ran({ endedAt: undefined })))).toEqual(
      [],
    );
    expect(linesOf(parent(ran({ phase: 'Unknown', status: undefined, endedAt: undefined })))).toEqual([]);
  });

  it('makes bars visible that are too short to be seen, and says their true time', () => {
    const tree = parent(ran({ endedAt: START }), ran({ endedAt: START + 2_000_000 }));
    expect(tasksOf(tree)[0]).toBe('  ✅ InstallNode 0s :done, 2026-11-21 10:00:00.000, 2026-11-21 10:00:10.000');
  });

  it.each([
    [60_000, '%H:%M:%S'],
    [3_600_000, '%H:%M'],
    [90_000_000, '%m-%d %H:%M'],
  ])('has an axis that fits %d ms', (span, format) => {
    expect(linesOf(parent(ran({ endedAt: START + span })))).toContain(`  axisFormat ${format}`);
  });

  it('shows fifty sub-jobs of many, the failed ones first, and says how many it leaves out', () => {
    const subJobs = Array.from({ length: 60 }, (_, index) =>
      ran({ type: `n${index}`, phase: index === 59 ? 'Failed' : index === 58 ? 'Running' : 'Success' }),
    );
    const tasks = tasksOf(parent(...subJobs));
    expect(tasks).toHaveLength(50);
    expect(tasks.slice(-2).map((line) => line.trim().slice(0, 5))).toEqual(['⏳ n58', '❌ n59']);
    expect(linesOf(parent(...subJobs)).at(-2)).toBe('The chart leaves out 10 of 60 sub-jobs.');
  });

  it('has one line for each thing, made of safe characters, and is short', () => {
    fc.assert(
      fc.property(anyTree, (tree) => {
        const subJobs = Array.from({ length: 70 }, () =>
          tree.subJobs.map((job) => ran({ ...job, startedAt: START, endedAt: START + 5 })),
        );
        const lines = linesOf({ ...tree, subJobs: subJobs.flat() });
        if (tree.subJobs.length === 0) return;
        expect(lines.join('\n').length).toBeLessThan(15_000);
        for (const line of lines.slice(5, -2)) {
          expect(line).toMatch(
            /^ {2}(?:\S+ [\p{L}\p{N} ._/…-]+ :(?:crit|done|active), [\d .:-]+, [\d .:-]+|```|)$|^```$|^$|^The chart/u,
          );
        }
      }),
    );
  });
});
