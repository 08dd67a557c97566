/** The summary and the comment: what stands where, how much of it, and that nothing in it can act. */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import type { JobResult } from '../../../src/engine/events.js';
import { factsOf, type GateFacts } from '../../../src/report/facts.js';
import { helpHeadline } from '../../../src/report/help.js';
import { commentOf, summaryOf } from '../../../src/report/summary/summary.js';
import { stillRunningText } from '../../../src/report/text/sentences.js';
import type { Job } from '../../../src/services/job.js';
import { chain, apiError, jobIn } from '../support/jobs.js';
import {
  ADDRESSES,
  ADDRESSES_HINT,
  anyTree,
  ATTACKS,
  brokenCluster,
  contextOf,
  createCluster,
  ended,
  failedGate,
  format,
  gateOf,
  HELP_PAGE,
  JOB_ID,
  nodes,
  OUTAGE,
  resultOf,
  sanitize,
  scaleUp,
  SECRET,
  START,
} from './samples.js';

/** That a single cloud job may still be running, in the words that all reports share. */
const RUNNING = stillRunningText(failedGate(createCluster()), format);

/** The size that GitHub takes, with room for what else a step writes. */
const LIMIT = 900_000;

const summarise = (facts: GateFacts): string => summaryOf(facts, contextOf(), sanitize);

const LINKS = {
  run: 'https://ci.example.com/run/42',
  commit: '3f786850e387550fdab8',
  commitPage: 'https://ci.example.com/c',
  attempt: 2,
};
const comment = (facts: GateFacts): string => commentOf(facts, contextOf(), LINKS, sanitize, 60_000);

/** The places of texts in a Markdown, each of which has to be there. */
function placesIn(markdown: string, ...texts: (string | RegExp)[]): number[] {
  return texts.map((text) => {
    const place = typeof text === 'string' ? markdown.indexOf(text) : markdown.search(text);
    expect([text, place >= 0]).toEqual([text, true]);
    return place;
  });
}

function expectOrder(markdown: string, ...texts: (string | RegExp)[]): void {
  const places = placesIn(markdown, ...texts);
  expect(places).toEqual([...places].sort((a, b) => a - b));
}

/** What a reader sees without unfolding anything. */
function unfolded(markdown: string): string {
  let text = markdown;
  for (let before = ''; before !== text;) {
    before = text;
    text = text.replace(/<details>\n(?:(?!<details)[^])*?<\/details>\n?/, '');
  }
  return text;
}

/** The Markdown with each code span and code element taken out, after GFM's rule: what could act, if it were remote. */
function outsideCode(markdown: string): string {
  return markdown
    .replace(/```mermaid\n[^`]*```/g, '')
    .replace(/<code>[^<]*<\/code>/g, '')
    .replace(/(?<!`)(`+)(?!`)[^\n]*?(?<!`)\1(?!`)/g, '')
    .replaceAll(HELP_PAGE, '');
}

const pipesOf = (line: string): number => line.match(/(?<!\\)\|/g)?.length ?? 0;

/** Every run of table lines has one number of pipes. */
function expectWholeTables(markdown: string): void {
  const tables = markdown
    .split(/\n(?!\|)|(?<!\|)\n/)
    .map((block) => block.split('\n').filter((line) => line.startsWith('|')));
  for (const lines of tables) expect(new Set(lines.map(pipesOf)).size).toBeLessThanOrEqual(1);
}

const some = nodes(12, (index) => (index % 4 === 2 ? ADDRESSES : undefined));

describe('the summary of a failure', () => {
  const summary = summarise(failedGate(scaleUp('Running', some)));

  it('has verdict, cause, names, path, hint, what may go on, facts, failures, chart and IDs, in this order', () => {
    expectOrder(
      summary,
      /^## ❌.*`ScaleupCluster` `prod-cluster`.*9m 10s/,
      '> [!CAUTION]',
      /3 × `CreateNode` .* `No available IP addresses in the subnet`/,
      '`pool-node-3`, `pool-node-7`, `pool-node-11`',
      '`ScaleupCluster` › `CreateNode`',
      ADDRESSES_HINT,
      RUNNING,
      `(${HELP_PAGE}#a-job-that-failed)`,
      '`cce` in `eu-de`',
      '| `CreateNode` `pool-node-11`<br>',
      '| `CreateNode` `pool-node-1` |',
      '```mermaid',
      '<details>',
      JOB_ID,
    );
  });

  it('has the facts in one line', () => {
    const [line, ...others] = summary.split('\n').filter((each) => each.includes('`eu-de`'));
    expect(others).toEqual([]);
    expect(line).toMatch(/12 of 12 .*\b3\b.*\b2m\b.*9m 10s of 30m/);
  });

  it('folds away IDs, endpoint, numbers of requests and request IDs', () => {
    const error = ended({ kind: 'error', error: OUTAGE }, createCluster());
    for (const text of [summary, summarise(gateOf('error', error)), comment(gateOf('error', error))]) {
      expect(unfolded(text)).not.toMatch(/0605767b|cce\.eu-de\.otc|354331b2c|req-7/);
      placesIn(text, '0605767b', 'cce.eu-de.otc', '354331b2c');
    }
  });

  it('leaves out columns without content', () => {
    const timeless = scaleUp('Failed', [jobIn('Failed', { type: 'A' })]);
    expect(summarise(failedGate(timeless))).toMatch(/^\| --- \| --- \|$/m);
    expect(summary).toMatch(/^\| --- \| --- \| --- \|$/m);
  });

  it('has failed branches first at every level, with the reason under the name, and no word that breaks off', () => {
    const tree = scaleUp('Running', [
      jobIn('Success', { type: 'First' }),
      jobIn('Running', {
        type: 'Second',
        subJobs: [
          jobIn('Success', { type: 'Inner' }),
          jobIn('Failed', { type: 'Bad', reason: 'why', errorCode: 'E.1' }),
        ],
      }),
    ]);
    expectOrder(
      summarise(failedGate(tree)),
      '| `Second`',
      '↳ `Bad`<br>&emsp;`why` (`E.1`) | ❌&nbsp;Failed',
      '`Inner`',
      '| `First`',
    );
  });

  it('has after them what has not ended, a parent of it that gives no status included', () => {
    const tree = scaleUp('Running', [
      jobIn('Success', { type: 'Ended' }),
      jobIn('Unknown', { type: 'Parent', status: undefined, subJobs: [jobIn('Running', { type: 'AtWork' })] }),
      jobIn('Failed', { type: 'Bad' }),
    ]);
    expectOrder(summarise(failedGate(tree)), '| `Bad`', '| `Parent`', '↳ `AtWork`', '| `Ended`');
  });

  it('says within ten lines what failed, on what, why, what to do, and whether the cloud is still at it', () => {
    const broken = scaleUp('Running', [...some, ...nodes(9, (index) => `reason ${index}`)]);
    for (const markdown of [summarise(failedGate(broken)), comment(failedGate(broken))]) {
      const head = markdown.split('\n').slice(0, 10).join('\n');
      placesIn(head, '3 × `CreateNode`', '`pool-node-7`', 'No available IP', ADDRESSES_HINT, RUNNING);
    }
  });

  it('names three problems at most in its box, and counts the rest', () => {
    const box =
      summarise(
        failedGate(
          scaleUp(
            'Failed',
            nodes(9, (index) => `reason ${index}`),
          ),
        ),
      ).split('\n\n')[1] ?? '';
    expect(box.match(/`reason \d`/g)).toHaveLength(2);
    expect(box).toMatch(/… .*\b7\b/);
  });

  it('knows that a job over a failed sub-job failed, and says what the job itself says', () => {
    const summary = summarise(
      gateOf('failed', ended({ kind: 'failed' }, createCluster({ phase: 'Success' }), { failedJob: brokenCluster() })),
    );
    expect(summary).toMatch(/\| ❌ Failed \(.*✅ Success/);
    expect(summary).toContain('`InstallMaster` `prod-cluster`');
  });
});

describe('the summary of another ending', () => {
  const lastSeen = { serverTime: START + 29 * 60_000, unchangedMs: 27 * 60_000, sawChange: true };

  it('says of a timeout what still runs, for how long, and since when nothing has changed', () => {
    const job = createCluster({
      updatedAt: START + 60_000,
      subJobs: [jobIn('Running', { type: 'InstallMaster', startedAt: START })],
    });
    const summary = summarise(gateOf('timed-out', ended({ kind: 'timed-out', error: undefined }, job, { lastSeen })));
    expectOrder(summary, '⌛', 'Running', /`InstallMaster` \(.*29m\)/, '27m', '`timeout`', RUNNING);
    expect(summary).toMatch(/\| `InstallMaster` \| ⏳&nbsp;Running \| \S+ 29m \|/);
    expect(summary).toMatch(/InstallMaster :active, 2026-11-21 10:00:00\.000, 2026-11-21 10:29:00\.000/);
  });

  it('has the reason of an error as its heading, and no ID', () => {
    const heading = (error: JobResult): string => summarise(gateOf('error', error)).split('\n')[0] ?? '';
    const refused = apiError('fatal', { status: 401, topic: 'token', message: 'x' });
    expect(heading(ended({ kind: 'error', error: refused }, undefined))).toContain(
      `${helpHeadline('token')} (HTTP 401)`,
    );
    expect(heading(ended({ kind: 'error', error: OUTAGE, outageMs: 125_000 }, createCluster()))).toMatch(
      /2m 5s .*HTTP 502.*`CreateCluster` `prod-cluster`/,
    );
  });

  it('has the one error of several jobs as its heading, unless some fared otherwise', () => {
    const error = ended({ kind: 'error', error: OUTAGE, outageMs: 125_000 }, createCluster(), { jobId: 'a' });
    const stopped = ended({ kind: 'stopped' }, createCluster(), { jobId: 'b' });
    const good = ended({ kind: 'success' }, createCluster({ phase: 'Success' }), { jobId: 'c' });
    const heading = (...jobs: JobResult[]): string => summarise(gateOf('error', ...jobs)).split('\n')[0] ?? '';
    expect(heading(error, stopped)).toMatch(/2m 5s.*HTTP 502/);
    expect(heading(error, good)).not.toMatch(/2m 5s|HTTP/);
  });

  it('is short on success', () => {
    const good = ended({ kind: 'success' }, jobIn('Success', { resourceName: 'x' }));
    const summary = summarise(gateOf('success', good));
    expect(unfolded(summary).trim().split('\n')).toHaveLength(3);
    expect(summary).not.toContain('[!');
  });
});

describe('the summary of several jobs', () => {
  const good = ended({ kind: 'success' }, createCluster({ phase: 'Success' }), { jobId: 'good' });
  const jobs = [
    good,
    ended({ kind: 'error', error: OUTAGE }, undefined, { jobId: 'silent' }),
    ended({ kind: 'failed' }, brokenCluster()),
  ];
  const summary = summarise(gateOf('failed', ...jobs));

  it('has those first that did not succeed, the worst in front, and folds the others', () => {
    expectOrder(
      summary,
      /^## ❌.*\b3 jobs\b/,
      '1 of 3 jobs',
      /\| `CreateCluster` `prod-cluster`<br>.*❌/,
      '| job `silent`<br>',
      '<details open>',
      '<summary>✅ 1 ',
      '`good`',
    );
    expect(unfolded(summary)).not.toContain('`good`');
    expect(summary.match(/<details/g)).toHaveLength(summary.match(/<\/details>/g)?.length ?? 0);
    expectWholeTables(summary);
  });

  it('says a cause of several jobs once', () => {
    const same = ['a', 'b', 'c'].map((jobId) =>
      ended(
        { kind: 'failed' },
        scaleUp(
          'Failed',
          nodes(1, () => 'full'),
        ),
        { jobId },
      ),
    );
    const box = summarise(gateOf('failed', ...same)).split('\n\n')[1] ?? '';
    expect(box).toMatch(/3 × `CreateNode` [^]*\b3 jobs/);
  });

  it('of which all are good are a heading and a line of facts, and nothing else unfolded', () => {
    const twenty = Array.from({ length: 20 }, (_, index): JobResult => ({ ...good, jobId: `job-${index}` }));
    expect(
      unfolded(summarise(gateOf('success', ...twenty)))
        .trim()
        .split('\n'),
    ).toHaveLength(3);
  });

  it('lists the worst of thousands, and says how many are left out', () => {
    const many = Array.from({ length: 3000 }, (_, index): JobResult => ({ ...good, jobId: `job-${index}` }));
    const text = summarise(gateOf('failed', ...many, ...jobs));
    placesIn(text, '`silent`', '3,001', '`job-1`', '2,503');
    expect(text).not.toContain('`job-2999`');
  });
});

describe('the comment', () => {
  const outside = (markdown: string): string[] => unfolded(markdown).trimEnd().split('\n');

  it('is heading, box, facts, links with commit and attempt; all else in one fold', () => {
    const text = comment(failedGate(brokenCluster()));
    expectOrder(
      text,
      '## ❌',
      '> [!CAUTION]',
      '`eu-de`',
      /\[.*\]\(https:\/\/ci\.example\.com\/run\/42\).*`3f78685`.*\S+&nbsp;2/,
      '<details>',
      '| Sub-job',
    );
    expect(text.match(/<details/g)).toHaveLength(1);
    expect(text.trimEnd()).toMatch(/<\/details>$/);
    expect(text).not.toContain('mermaid');
  });

  it('is heading, facts and links alone on success', () => {
    const text = comment(gateOf('success', ended({ kind: 'success' }, createCluster({ phase: 'Success' }))));
    expect(
      text
        .trimEnd()
        .split('\n')
        .filter((line) => line !== ''),
    ).toHaveLength(3);
    expect(text).not.toContain('<details');
  });

  it('says what it knows of the run', () => {
    const unknown = { run: '', commit: '', commitPage: '', attempt: 1 };
    const text = commentOf(failedGate(brokenCluster()), contextOf({ helpPage: '' }), unknown, sanitize, 60_000);
    expect(text).not.toMatch(/\]\(|commit/);
  });

  it('has forty lines at most outside of its fold, and any size that it may have, whatever the jobs', () => {
    const evil = ATTACKS.join(' \\| ').repeat(5);
    const facts = { type: evil, resourceName: evil, reason: evil, errorCode: evil };
    const failed = Array.from({ length: 50 }, (_, index) => jobIn('Failed', { ...facts, reason: `${index} ${evil}` }));
    const results = Array.from({ length: 100 }, (_, index) =>
      index % 2 === 0
        ? ended({ kind: 'failed', error: OUTAGE }, jobIn('Failed', { ...facts, subJobs: failed }), {
            jobId: `j${index}`,
          })
        : ended({ kind: 'error', error: apiError('outage', { message: `${index}` }) }, undefined, {
            jobId: `j${index}`,
          }),
    );
    for (const each of [
      gateOf('failed', ...results),
      failedGate(
        scaleUp(
          'Failed',
          nodes(10_000, (index) => `${index}`),
        ),
      ),
    ]) {
      const text = comment(each);
      expect(outside(text).length).toBeLessThanOrEqual(40);
      expect(Buffer.byteLength(text)).toBeLessThanOrEqual(60_000);
      expectWholeTables(text);
    }
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
    expect(rowsIn(summary).filter((row) => row.includes('❌&nbsp;Failed'))).toHaveLength(600);
    expect(rowsIn(summary)).toHaveLength(1100);
    expect(summary).toMatch(/\n\n… .*4,900.*Success\n/);
  });

  it('keeps what is still open before what is done', () => {
    const job = widest(2000, (index) => ({ type: 'InstallNode', phase: index < 1990 ? 'Success' : 'Running' }));
    const summary = summarise(gateOf('timed-out', ended({ kind: 'timed-out', error: undefined }, job)));
    expect(rowsIn(summary).filter((row) => row.includes('⏳'))).toHaveLength(10);
  });

  it('is kept by shortening reasons first', () => {
    const job = widest(3000, () => ({ type: 'InstallNode', phase: 'Failed', reason: 'r'.repeat(400) }));
    const summary = summarise(failedGate(job));
    expect(rowsIn(summary)).toHaveLength(3000);
    expect(rowsIn(summary)[0]).toContain(`\`${'r'.repeat(199)}…\``);
    expect(Buffer.byteLength(summary)).toBeLessThan(LIMIT);
  });

  it('is kept by leaving out failures last, and says how many', () => {
    const job = widest(20_000, (index) => ({
      type: 'InstallNode',
      phase: index % 2 === 0 ? 'Failed' : 'Running',
      reason: 'r'.repeat(400),
    }));
    const summary = summarise(failedGate(job));
    const size = Buffer.byteLength(summary);
    expect(size).toBeLessThan(LIMIT);
    expect(size).toBeGreaterThan(LIMIT - 2000);
    const shown = rowsIn(summary).length;
    expect(rowsIn(summary).every((row) => row.includes('❌&nbsp;Failed'))).toBe(true);
    const number = new Intl.NumberFormat('en-US');
    placesIn(
      summary,
      `${number.format(20_000 - shown)} more`,
      `${number.format(10_000 - shown)} Failed, 10,000 Running`,
    );
  });

  it('is kept whatever thousands of jobs say', () => {
    const evil = ATTACKS.join(' \\| ').repeat(5);
    const facts = { type: evil, resourceName: evil, reason: evil, errorCode: evil, resourceId: evil, status: evil };
    const error = apiError('outage', { code: evil, message: evil, requestId: evil, advice: evil });
    const subJobs = Array.from({ length: 3 }, () => jobIn('Failed', facts));
    const results = Array.from({ length: 1000 }, (_, index) =>
      index % 2 === 0
        ? ended({ kind: 'failed' }, jobIn('Failed', { ...facts, subJobs }), { jobId: `j${index}` })
        : ended({ kind: 'error', error }, undefined, { jobId: `j${index}` }),
    );
    const summary = summarise(gateOf('failed', ...results));
    expect(Buffer.byteLength(summary)).toBeLessThan(LIMIT);
    expect(summary).toContain('## ❌ Failed: 1,000 jobs');
    expectWholeTables(summary);
  });

  it('holds for trees that are wide or deep, with reasons that grow when they are escaped', () => {
    const wide = widest(10_000, (index) => ({
      phase: index % 3 === 0 ? 'Failed' : 'Success',
      reason: '|`'.repeat(200),
    }));
    const deep = chain(10_000, jobIn('Failed', { type: 'Leaf', reason: 'x' }));
    for (const job of [wide, deep]) expect(Buffer.byteLength(summarise(failedGate(job)))).toBeLessThan(LIMIT);
  });

  it('costs seconds at most: 100,000 sub-jobs, each with a reason', () => {
    const job = widest(100_000, (index) => ({ type: 'InstallNode', phase: 'Failed', reason: `reason ${index % 7}` }));
    // The processor's time: a machine that is busy with something else is no reason to fail.
    const before = process.cpuUsage();
    const facts = factsOf(resultOf('failed', ended({ kind: 'failed' }, job)));
    summarise(facts);
    comment(facts);
    expect(process.cpuUsage(before).user / 1000).toBeLessThan(5000);
  });
});

describe('the Markdown', () => {
  it('has nothing of the service in it but code', () => {
    const evil = [...ATTACKS, '<b>', '&amp;', '*x*', '_x_', '~~x~~', '# x', '> x', '- x', 'GH-1', '#1', 'www.x.com'];
    for (const text of evil) {
      if (sanitize(text) === '') continue;
      const shape = (words: string, several: boolean): string => {
        const facts = { type: words, resourceName: words, reason: words, status: words, id: words };
        const subJobs = [jobIn('Failed', { ...facts, id: 'a' }), jobIn('Unknown', facts)];
        const one = ended({ kind: 'failed' }, jobIn('Failed', { ...facts, subJobs }));
        return outsideCode(summarise(gateOf('failed', one, ...(several ? [{ ...one, jobId: 'b' }] : []))));
      };
      for (const several of [false, true]) expect(shape(text, several)).toBe(shape('A', several));
    }
  });

  it('keeps its tables whole and its secrets to itself', () => {
    fc.assert(
      fc.property(anyTree, anyTree, (tree, other) => {
        const error = apiError('outage', {
          code: other.id,
          message: other.reason,
          requestId: other.type,
          advice: other.id,
        });
        const failed = ended({ kind: 'failed' }, { ...tree, phase: 'Failed' });
        const late = ended({ kind: 'timed-out', error }, other, { jobId: 'b' });
        for (const facts of [gateOf('failed', failed), gateOf('failed', failed, late), gateOf('timed-out', late)]) {
          for (const markdown of [summarise(facts), comment(facts).replaceAll('https://ci.example.com', '')]) {
            expectWholeTables(markdown);
            expect(markdown).not.toContain(SECRET);
            expect(markdown).not.toMatch(/[^\P{Cc}\n]|[\p{Cs}\u2028\u2029]|##\[|^::/mu);
            expect(outsideCode(markdown)).not.toMatch(/[@`]|:\/\/|<(?!\/?(?:details|summary|br)\b)/);
          }
        }
      }),
    );
  });
});
