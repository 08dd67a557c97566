import { describe, expect, it } from '@jest/globals';

import { differs, failedVisits, pathTo, rootCauses, verdict, walk, worstPhase } from '../../../src/engine/job.js';
import { chain, jobIn } from '../support/jobs.js';
import type { Job } from '../../../src/services/job.js';

const typesOf = (jobs: readonly Job[]): string[] => jobs.map(({ type }) => type);

describe('walk', () => {
  it('visits parents before their sub-jobs, and sub-jobs in the order of the answer', () => {
    const tree = jobIn('Running', {
      type: 'a',
      subJobs: [
        jobIn('Running', { type: 'b', subJobs: [jobIn('Running', { type: 'c' })] }),
        jobIn('Running', { type: 'd' }),
      ],
    });
    expect([...walk(tree)].map(({ job, depth }) => `${job.type}${depth}`)).toEqual(['a0', 'b1', 'c2', 'd1']);
  });

  it('tells the jobs from the root down to a visited one', () => {
    const tree = jobIn('Running', {
      type: 'a',
      subJobs: [jobIn('Running', { type: 'b', subJobs: [jobIn('Running', { type: 'c' })] })],
    });
    expect([...walk(tree)].map((visit) => typesOf(pathTo(visit)).join('/'))).toEqual(['a', 'a/b', 'a/b/c']);
  });
});

describe('verdict', () => {
  it('is success only for a root that says Success', () => {
    expect(verdict(jobIn('Success'))).toBe('success');
    expect(verdict(jobIn('Initializing'))).toBe('open');
    expect(verdict(jobIn('Running'))).toBe('open');
    expect(verdict(jobIn('Unknown'))).toBe('open');
    expect(verdict(jobIn('Failed'))).toBe('failed');
  });

  it('is failed for a sub-job that failed under a root that says Success', () => {
    const nested = jobIn('Success', { subJobs: [jobIn('Success', { subJobs: [jobIn('Failed')] })] });
    expect(verdict(nested)).toBe('failed');
  });

  it('is open for a root that still runs over sub-jobs that all succeeded', () => {
    expect(verdict(jobIn('Running', { subJobs: [jobIn('Success')] }))).toBe('open');
  });

  it('lets a sub-job without a known phase neither fail nor prove anything', () => {
    expect(verdict(jobIn('Success', { subJobs: [jobIn('Unknown')] }))).toBe('success');
    expect(verdict(jobIn('Running', { subJobs: [jobIn('Unknown', { status: 'Strange' })] }))).toBe('open');
  });

  it('finds a failure 10,000 levels down', () => {
    expect(verdict(chain(10_000, jobIn('Failed')))).toBe('failed');
  });

  it('finds a failure behind 100,000 sub-jobs', () => {
    const subJobs = [...Array.from({ length: 100_000 }, () => jobIn('Success')), jobIn('Failed')];
    expect(verdict(jobIn('Success', { subJobs }))).toBe('failed');
  });
});

describe('rootCauses', () => {
  it('takes the deepest failed sub-job with its own words, not the parent that sums it up', () => {
    const tree = jobIn('Failed', {
      reason: 'sub-job failed',
      subJobs: [
        jobIn('Failed', {
          type: 'CreateNode',
          reason: 'node failed',
          subJobs: [jobIn('Failed', { type: 'InstallNode', reason: 'no route', errorCode: 'CCE.1' })],
        }),
      ],
    });
    const causes = rootCauses(tree);
    expect(causes.map(({ visit, reason, errorCode }) => [visit.job.type, reason, errorCode])).toEqual([
      ['InstallNode', 'no route', 'CCE.1'],
    ]);
  });

  it('borrows the words of the nearest failed ancestor that has any', () => {
    const tree = jobIn('Failed', {
      reason: 'far',
      subJobs: [jobIn('Failed', { reason: 'near', subJobs: [jobIn('Failed', { type: 'InstallNode' })] })],
    });
    expect(rootCauses(tree).map(({ visit, reason }) => [visit.job.type, reason])).toEqual([['InstallNode', 'near']]);
  });

  it('does not take the words of an ancestor that has not failed', () => {
    const tree = jobIn('Running', { reason: 'all is well', subJobs: [jobIn('Failed')] });
    expect(rootCauses(tree).map(({ reason }) => reason)).toEqual(['']);
  });

  it('puts the deepest in front, and those of one depth in the order of the tree', () => {
    const failed = (type: string, subJobs: Job[] = []): Job => jobIn('Failed', { type, subJobs });
    const tree = jobIn('Running', {
      subJobs: [
        failed('shallow'),
        failed('parent', [failed('deep')]),
        failed('shallow too'),
        failed('parent', [failed('deep too')]),
      ],
    });
    expect(rootCauses(tree).map(({ visit }) => visit.job.type)).toEqual(['deep', 'deep too', 'shallow', 'shallow too']);
  });

  it('finds the one cause at the end of a chain of 10,000 failures', () => {
    let job = jobIn('Failed', { type: 'deepest', reason: 'why' });
    for (let depth = 1; depth < 10_000; depth += 1) job = jobIn('Failed', { subJobs: [job] });
    expect(failedVisits(job)).toHaveLength(10_000);
    expect(rootCauses(job).map(({ visit }) => visit.depth)).toEqual([9_999]);
  });

  it('gives a failed job without sub-jobs its own words', () => {
    expect(rootCauses(jobIn('Failed', { reason: 'quota' })).map(({ reason }) => reason)).toEqual(['quota']);
  });

  it('takes a code for words, and none from where there are none', () => {
    const words = ({ errorCode, reason }: { errorCode: string; reason: string }): string[] => [errorCode, reason];
    expect(rootCauses(jobIn('Failed', { errorCode: 'E.1' })).map(words)).toEqual([['E.1', '']]);
    expect(rootCauses(jobIn('Failed')).map(words)).toEqual([['', '']]);
    const parent = jobIn('Failed', { errorCode: 'E.2', subJobs: [jobIn('Failed')] });
    expect(rootCauses(parent).map(words)).toEqual([['E.2', '']]);
  });

  it('finds none where nothing failed', () => {
    expect(rootCauses(jobIn('Success'))).toEqual([]);
  });
});

describe('failedVisits', () => {
  it('are those that say Failed, and no others', () => {
    const [failed, fine] = [jobIn('Failed', { type: 'bad' }), jobIn('Success', { type: 'good' })];
    const root = jobIn('Running', { subJobs: [fine, { ...fine, subJobs: [failed] }, failed] });
    expect(failedVisits(root).map(({ job, depth }) => [job.type, depth])).toEqual([
      ['bad', 2],
      ['bad', 1],
    ]);
  });
});

describe('worstPhase', () => {
  it('ranks Failed, Unknown, Running, Initializing, Success', () => {
    expect(worstPhase(['Success', 'Initializing', 'Running', 'Unknown', 'Failed'])).toBe('Failed');
    expect(worstPhase(['Success', 'Initializing', 'Running', 'Unknown'])).toBe('Unknown');
    expect(worstPhase(['Success', 'Initializing', 'Running'])).toBe('Running');
    expect(worstPhase(['Success', 'Initializing'])).toBe('Initializing');
    expect(worstPhase(['Success', 'Success'])).toBe('Success');
  });

  it('is Unknown of no phase at all', () => {
    expect(worstPhase([])).toBe('Unknown');
  });
});

describe('two answers about one job', () => {
  const tree = (facts: Partial<Job>, ...subJobs: Job[]): Job => jobIn('Running', { ...facts, subJobs });

  it.each<[string, Job, Job, boolean]>([
    ['nothing', tree({}, jobIn('Running')), tree({}, jobIn('Running')), false],
    ['their times', tree({ updatedAt: 1 }), tree({ updatedAt: 2 }), false],
    ['a phase', tree({}, jobIn('Running')), tree({}, jobIn('Success')), true],
    ['progress', tree({ progress: 0.1 }), tree({ progress: 0.2 }), true],
    ['one more sub-job', tree({}), tree({}, jobIn('Running')), true],
    ['one sub-job less', tree({}, jobIn('Running')), tree({}), true],
    ['a sub-job that is elsewhere', tree({}, tree({}), jobIn('Running')), tree({}, tree({}, jobIn('Running'))), true],
  ])('that have another %s', (_, before, after, expected) => {
    expect(differs(before, after)).toBe(expected);
  });
});
