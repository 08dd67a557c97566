import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import type { JobResult } from '../../../src/engine/events.js';
import { SUMMARY_LIMIT_BYTES, summaryOf } from '../../../src/report/summary.js';
import { chain, faultOf, jobIn } from '../support/jobs.js';
import {
  anyTree,
  ATTACKS,
  brokenCluster,
  sanitize,
  contextOf,
  createCluster,
  ended,
  failedGate,
  gateOf,
  JOB_ID,
  OUTAGE,
  SECRET,
  START,
} from './samples.js';
import type { Job } from '../../../src/services/job.js';

const summarise = (result: Parameters<typeof summaryOf>[0]): string => summaryOf(result, contextOf(), sanitize);

/** The Markdown with each code span and code element taken out, after GFM's rule: what could act, if it were remote. */
function outsideCode(markdown: string): string {
  return markdown
    .replace(/```mermaid\n[^`]*```/g, '')
    .replace(/<code>[^<]*<\/code>/g, '')
    .replace(/(?<!`)(`+)(?!`)[^\n]*?(?<!`)\1(?!`)/g, '');
}

const pipesOf = (line: string): number => line.match(/(?<!\\)\|/g)?.length ?? 0;

/** Every run of table lines has one number of pipes. */
function expectWholeTables(markdown: string): void {
  const tables = markdown
    .split(/\n(?!\|)|(?<!\|)\n/)
    .map((block) => block.split('\n').filter((l) => l.startsWith('|')));
  for (const lines of tables) expect(new Set(lines.map(pipesOf)).size).toBeLessThanOrEqual(1);
}

describe('the summary of one job', () => {
  it('says at a glance what failed, why, where and after how long', () => {
    const job = { ...brokenCluster(), subJobs: [...brokenCluster().subJobs] };
    const requests = { made: 112, failed: 4, requestId: 'req-9' };
    const summary = summarise(gateOf('failed', ended({ kind: 'failed' }, job, { requests })));
    expect(summary.split('\n')).toEqual([
      '## ❌ Failed: `CreateCluster` `prod-cluster` after 9m 10s',
      '',
      '> [!CAUTION]',
      '> **Root cause:** `InstallMaster` failed: `The subnet has no free address` (`CCE.03500001`)',
      '>',
      '> Path: `CreateCluster` › `InstallMaster`',
      '>',
      '> 💡 The subnet seems to have too few free addresses: release some, or use a larger subnet.',
      '>',
      '> ⚠️ The cloud job may still be running.',
      '',
      '| Fact | Value |',
      '| --- | --- |',
      `| Job ID | \`${JOB_ID}\` |`,
      '| Phase | ❌ Failed (the job itself: ⏳ Running) |',
      '| Progress | 2/2 sub-jobs |',
      '| Resource ID | `b1a2` |',
      '| Cluster ID | `b1a2` |',
      '| Started | 2026-11-21 10:00:00 UTC |',
      '| Requests | 112 (4 failed) |',
      '| Request ID | `req-9` |',
      '| Project | `0605767b5780d5762fc5c0118072a564` |',
      '| Region | `eu-de` |',
      '| Service | `cce` |',
      '| Endpoint | `https://cce.eu-de.otc.t-systems.com` |',
      '| Waited | 9m 10s of 30m, from 2026-11-21 10:00:00 UTC |',
      '',
      '| Sub-job | Phase | Duration | Reason |',
      '| --- | --- | --- | --- |',
      '| `InstallMaster` | ❌ Failed | 8m 57s | `The subnet has no free address` (`CCE.03500001`) |',
      '| `CreatePSMCert` | ✅ Success | 58s | – |',
      '| `CreateNode` | ➖ No status | – | – |',
      '',
      '```mermaid',
      'gantt',
      '  title When each sub-job ran (UTC)',
      '  dateFormat YYYY-MM-DD HH:mm:ss.SSS',
      '  axisFormat %H:%M:%S',
      '  ❌ InstallMaster 8m 57s :crit, 2026-11-21 10:00:04.000, 2026-11-21 10:09:01.000',
      '  ✅ CreatePSMCert 58s :done, 2026-11-21 10:00:04.000, 2026-11-21 10:01:02.000',
      '```',
      '',
    ]);
  });

  it('is a verdict, facts and a tree on success', () => {
    const job = createCluster({ phase: 'Success', endedAt: START + 549_000 });
    const summary = summarise(gateOf('success', ended({ kind: 'success' }, job)));
    expect(summary).toMatch(/^## ✅ Success: `CreateCluster` `prod-cluster` after 9m 10s\n\n\| Fact/);
    expect(summary).toContain('| Phase | ✅ Success |\n');
    expect(summary).toContain('| Ended | 2026-11-21 10:09:09 UTC |\n');
    expect(summary).not.toContain('>');
  });

  it('names the fault and its request ID in an error, without a tree', () => {
    const summary = summarise(gateOf('error', ended({ kind: 'error', fault: OUTAGE, outageMs: 125_000 }, undefined)));
    expect(summary).toContain(
      '> **Why:** No usable answer for 2m 5s, at last: HTTP 502 `APIG.0201`: `Backend timeout` (request ID `req-7`). Run the workflow again later.\n>\n> ⚠️ The cloud job may still be running.\n',
    );
    expect(summary).toContain('| Phase | ❔ Unknown (never answered) |\n');
    expect(summary).toContain('| Request ID | `req-7` |\n');
    expect(summary).not.toContain('Sub-job');
  });

  it.each([
    ['timed-out', ended({ kind: 'timed-out', fault: undefined }, createCluster()), 'Timed out after 9m 10s'],
    ['cancelled', ended({ kind: 'stopped' }, createCluster()), 'Cancelled after 9m 10s'],
  ] as const)('says what the job was doing when the gate has %s', (outcome, job, why) => {
    expect(summarise(gateOf(outcome, job))).toContain(
      `> **Why:** ${why}: \`CreateCluster\` \`prod-cluster\` was still Running, 1/2 sub-jobs; at work: \`InstallMaster\` (Running).`,
    );
  });

  it('names ten of many root causes, and says how many more there are', () => {
    const subJobs = Array.from({ length: 13 }, (_, index) => jobIn('Failed', { reason: `why ${index}` }));
    const summary = summarise(failedGate(jobIn('Failed', { subJobs })));
    expect(summary.match(/\*\*Root cause:\*\*/g)).toHaveLength(10);
    expect(summary).toContain('> … and 3 more root causes\n');
  });

  it('indents sub-jobs, and says how deep the deepest are', () => {
    const summary = summarise(failedGate(chain(14, jobIn('Failed', { type: 'Leaf', reason: 'x' }))));
    expect(summary).toContain('\n| `CreateCluster` |');
    expect(summary).toContain('\n| &emsp;↳ `CreateCluster` |');
    expect(summary).toContain(`\n| ${'&emsp;'.repeat(10)}↳ (depth 13) \`Leaf\` | ❌ Failed |`);
  });

  it('says how the job itself went on after a failure that a later answer no longer shows', () => {
    const result = ended({ kind: 'failed' }, createCluster({ phase: 'Success' }), { failedJob: brokenCluster() });
    const summary = summarise(gateOf('failed', result));
    expect(summary).toContain('| Phase | ❌ Failed (the job itself: ✅ Success) |');
    expect(summary).toContain('**Root cause:** `InstallMaster` failed');
  });
});

describe('the summary of several jobs', () => {
  const jobs = [
    ended({ kind: 'failed' }, brokenCluster()),
    ended({ kind: 'success' }, createCluster({ phase: 'Success' }), { jobId: 'job-b' }),
    ended({ kind: 'error', fault: OUTAGE }, undefined, { jobId: 'job-c' }),
  ];
  const summary = summarise(gateOf('failed', ...jobs));

  it('gives an overview', () => {
    expect(summary).toContain('## ❌ Failed: 3 jobs, 1 failed, 1 in error, 1 succeeded after 9m 10s\n');
    expect(summary).toContain(`> Path: \`CreateCluster\` › \`InstallMaster\` (job \`${JOB_ID}\`)\n`);
    expect(summary).toContain('| Job | Result | Why | Job ID |\n');
    expect(summary).toContain('| `CreateCluster` `prod-cluster` | ✅ Success | – | `job-b` |\n');
    expect(summary).toContain('| job `job-c` | ❗ Error | HTTP 502 `APIG.0201`: `Backend timeout`');
  });

  it('shows each in full, those that failed opened', () => {
    expect(summary.match(/<details[^>]*>\n<summary>[^\n]*<\/summary>\n\n/g)).toEqual([
      '<details open>\n<summary>❌ Failed: <code>CreateCluster</code> <code>prod&#45;cluster</code></summary>\n\n',
      '<details>\n<summary>✅ Success: <code>CreateCluster</code> <code>prod&#45;cluster</code></summary>\n\n',
      '<details>\n<summary>❗ Error: job <code>job&#45;c</code></summary>\n\n',
    ]);
    expect(summary.match(/\n\n<\/details>\n/g)).toHaveLength(3);
    expectWholeTables(summary);
  });

  it('lists the worst of thousands, and says how many are left out', () => {
    const good = ended({ kind: 'success' }, createCluster({ phase: 'Success' }));
    const many = Array.from({ length: 3000 }, (_, index): JobResult => ({ ...good, jobId: `job-${index}` }));
    const text = summarise(gateOf('failed', ...many, ...jobs));
    expect(text).toContain('… and 2,503 more jobs\n');
    expect(text).toContain('The details of 2,903 more jobs are left out.\n');
    expect(text).toContain('<details open>');
    expect(text).toContain('`job-c`');
  });
});

describe('the size', () => {
  const widest = (count: number, jobAt: (index: number) => Partial<Job>): Job =>
    jobIn('Failed', { subJobs: Array.from({ length: count }, (_, index) => jobIn('Success', jobAt(index))) });
  const rowsIn = (summary: string): string[] =>
    summary.split('\n').filter((line) => line.startsWith('| `InstallNode`'));

  it('is kept readable: of successes the first hundreds, of failures all', () => {
    const job = widest(6000, (index) => ({
      type: 'InstallNode',
      phase: index % 10 === 9 ? 'Failed' : 'Success',
      reason: index % 10 === 9 ? 'no capacity' : '',
    }));
    const summary = summarise(failedGate(job));
    expect(rowsIn(summary).filter((row) => row.includes('❌ Failed'))).toHaveLength(600);
    expect(rowsIn(summary)).toHaveLength(1100);
    expect(summary).toContain('\n\n… and 4,900 more, all Success\n');
  });

  it('keeps what is still open before what is done', () => {
    const job = widest(2000, (index) => ({ type: 'InstallNode', phase: index < 1990 ? 'Success' : 'Running' }));
    const summary = summarise(gateOf('timed-out', ended({ kind: 'timed-out', fault: undefined }, job)));
    expect(rowsIn(summary).filter((row) => row.includes('⏳ Running'))).toHaveLength(10);
  });

  it('is kept by shortening reasons first', () => {
    const job = widest(3000, () => ({ type: 'InstallNode', phase: 'Failed', reason: 'r'.repeat(400) }));
    const summary = summarise(failedGate(job));
    expect(rowsIn(summary)).toHaveLength(3000);
    expect(rowsIn(summary)[0]).toContain(`\`${'r'.repeat(199)}…\``);
    expect(Buffer.byteLength(summary)).toBeLessThan(SUMMARY_LIMIT_BYTES);
  });

  it('is kept by leaving out failures last, and says how many', () => {
    const job = widest(20_000, (index) => ({ type: 'InstallNode', phase: index % 2 === 0 ? 'Failed' : 'Running' }));
    const summary = summarise(
      failedGate({ ...job, subJobs: job.subJobs.map((sub) => ({ ...sub, reason: 'r'.repeat(400) })) }),
    );
    const size = Buffer.byteLength(summary);
    expect(size).toBeLessThan(SUMMARY_LIMIT_BYTES);
    expect(size).toBeGreaterThan(SUMMARY_LIMIT_BYTES - 1000);
    const shown = rowsIn(summary).length;
    expect(rowsIn(summary).every((row) => row.includes('❌ Failed'))).toBe(true);
    const left = new Intl.NumberFormat('en-US');
    expect(summary).toContain(
      `… and ${left.format(20_000 - shown)} more: ${left.format(10_000 - shown)} Failed, 10,000 Running\n`,
    );
  });

  it('is kept whatever thousands of jobs say', () => {
    const evil = ATTACKS.join(' \\| ').repeat(5);
    const facts = { type: evil, resourceName: evil, reason: evil, errorCode: evil, resourceId: evil, status: evil };
    const fault = faultOf('outage', { code: evil, message: evil, requestId: evil, advice: evil });
    const subJobs = Array.from({ length: 3 }, () => jobIn('Failed', facts));
    const results = Array.from({ length: 1000 }, (_, index) =>
      index % 2 === 0
        ? ended({ kind: 'failed' }, jobIn('Failed', { ...facts, subJobs }), { jobId: `j${index}` })
        : ended({ kind: 'error', fault }, undefined, { jobId: `j${index}` }),
    );
    const summary = summarise(gateOf('failed', ...results));
    expect(Buffer.byteLength(summary)).toBeLessThan(SUMMARY_LIMIT_BYTES);
    expect(summary).toContain('## ❌ Failed: 1,000 jobs');
    expectWholeTables(summary);
  });

  it('holds for trees that are wide or deep, with reasons that grow when they are escaped', () => {
    const wide = widest(10_000, (index) => ({
      phase: index % 3 === 0 ? 'Failed' : 'Success',
      reason: '|`'.repeat(200),
    }));
    const deep = chain(10_000, jobIn('Failed', { type: 'Leaf', reason: 'x' }));
    for (const job of [wide, deep]) {
      expect(Buffer.byteLength(summarise(failedGate(job)))).toBeLessThan(SUMMARY_LIMIT_BYTES);
    }
  });
});

describe('the Markdown', () => {
  it('has nothing of the service in it but code', () => {
    const evil = [...ATTACKS, '<b>', '&amp;', '*x*', '_x_', '~~x~~', '# x', '> x', '- x', 'GH-1', '#1', 'www.x.com'];
    for (const text of evil) {
      const facts = { type: text, resourceName: text, reason: text, status: text, id: text };
      const job = jobIn('Failed', { ...facts, subJobs: [jobIn('Failed', facts), jobIn('Unknown', facts)] });
      const plainFacts = { type: 'A', resourceName: 'A', reason: 'A', status: 'A', id: 'A' };
      const tame = jobIn('Failed', {
        ...plainFacts,
        subJobs: [jobIn('Failed', plainFacts), jobIn('Unknown', plainFacts)],
      });
      const failed = ended({ kind: 'failed' }, job);
      if (sanitize(text) === '') continue;
      for (const others of [[], [{ ...failed, jobId: 'b' }]]) {
        const shape = (one: Job): string =>
          outsideCode(
            summarise(
              gateOf('failed', ended({ kind: 'failed' }, one), ...others.map((o) => ({ ...o, failedJob: one }))),
            ),
          );
        expect(shape(job)).toBe(shape(tame));
      }
    }
  });

  it('keeps its tables whole and its secrets to itself', () => {
    fc.assert(
      fc.property(anyTree, anyTree, (tree, other) => {
        const fault = faultOf('outage', {
          code: other.id,
          message: other.reason,
          requestId: other.type,
          advice: other.id,
        });
        for (const result of [
          failedGate({ ...tree, phase: 'Failed' }),
          gateOf(
            'failed',
            ended({ kind: 'failed' }, { ...tree, phase: 'Failed' }),
            ended({ kind: 'error', fault }, other),
          ),
        ]) {
          const summary = summarise(result);
          expectWholeTables(summary);
          expect(summary).not.toContain(SECRET);
          expect(summary).not.toMatch(/[^\P{Cc}\n]|[\p{Cs}\u2028\u2029]|##\[|^::/mu);
          expect(outsideCode(summary)).not.toMatch(/[@`]|:\/\/|<(?!\/?(?:details|summary)\b)/);
        }
      }),
    );
  });
});
