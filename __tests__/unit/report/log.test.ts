import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import type { GateEvent, WatchEvent } from '../../../src/engine/events.js';
import { changesBetween } from '../../../src/report/log/changes.js';
import { createLog } from '../../../src/report/log/log.js';
import { textFormatter } from '../../../src/report/text/formatter.js';
import { shortLabels } from '../../../src/report/text/labels.js';
import { stillRunningText } from '../../../src/report/text/sentences.js';
import type { Job } from '../../../src/services/job.js';
import { chain, jobIn } from '../support/jobs.js';
import {
  ADDRESSES,
  ADDRESSES_HINT,
  anyTree,
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
  sanitize,
  scaleUp,
  SECRET,
} from './samples.js';

const log = createLog(contextOf(), format);
const OTHER_ID = 'f54331b2-229a-11e8-9c75-0255ac100ceb';
const several = createLog(contextOf({ jobIds: [JOB_ID, OTHER_ID] }), format);

const watched = (event: WatchEvent, waitedMs = 62_000, jobId = JOB_ID): GateEvent => ({
  kind: 'watch',
  jobId,
  waitedMs,
  event,
});
const answer = (previous: Job | undefined, job: Job, waitedMs?: number): GateEvent =>
  watched({ kind: 'answer', job, previous }, waitedMs);

describe('the header', () => {
  it('says what, where, until when, how often, and where values came from in one safe line', () => {
    const sources = ['project: environment variable OS_PROJECT_ID', '\n::error::x'];
    const header = createLog(contextOf({ sources, pollInterval: 1500 }), format).header();
    for (const fact of [JOB_ID, '0605767b', 'cce.eu-de.otc', '10:30:00 UTC', '30m', '1500ms', 'OS_PROJECT_ID']) {
      expect(header.filter((line) => line.includes(fact))).toHaveLength(1);
    }
    expect(header.join()).not.toContain('\n');
  });

  it('explains the labels of several jobs', () => {
    expect(several.header().filter((line) => /354331b2…|f54331b2…/.test(line))).toHaveLength(2);
  });
});

describe('labels', () => {
  it('are the shortest beginnings that tell jobs apart, or ends where those are alike', () => {
    expect([...shortLabels(['abcdefgh-1', 'abcdefgx-1']).values()]).toEqual(['abcdefgh…', 'abcdefgx…']);
    expect([...shortLabels(['a', 'ab']).values()]).toEqual(['a', 'ab']);
    expect([...shortLabels(['ff80808273933c8b42ff01', 'ff80808273933c8b42ff02']).values()]).toEqual([
      '…8b42ff01',
      '…8b42ff02',
    ]);
  });

  it('tell any jobs apart', () => {
    const ids = fc.uniqueArray(fc.stringMatching(/^[ab-]{1,20}$/), { minLength: 1, maxLength: 30 });
    fc.assert(
      fc.property(ids, (jobIds) => {
        expect(new Set(shortLabels(jobIds).values()).size).toBe(jobIds.length);
      }),
    );
  });
});

describe('an answer', () => {
  it('is told in full when it is the first, and then by what is different', () => {
    expect(log.event(answer(undefined, createCluster()))).toHaveLength(4);
    const [line, ...others] = log.event(answer(createCluster(), brokenCluster()));
    expect(others).toEqual([]);
    expect(line).toMatch(/InstallMaster .*Running → ❌ Failed.*no free address.*CCE\.03500001/);
    expect(log.event(answer(createCluster(), createCluster({ updatedAt: 5 })))).toEqual([]);
  });

  it('is told by the tenth of progress', () => {
    const at = (progress: number): Job => jobIn('Running', { type: 'CopyImage', progress });
    expect(log.event(answer(at(0.41), at(0.49)))).toEqual([]);
    expect(log.event(answer(at(0.49), at(0.5)))).toEqual([expect.stringContaining('50 %')]);
    const nested = (progress: number): Job => jobIn('Running', { subJobs: [at(progress)] });
    expect(log.event(answer(nested(0.1), nested(0.2)))).toEqual([expect.stringContaining('20 %')]);
  });

  it('is told with another unknown word and another reason, but not with another spelling', () => {
    const word = (status: string): Job => jobIn('Unknown', { status });
    expect(changesBetween(word('Paused'), word('Parked'))).toHaveLength(1);
    expect(changesBetween(jobIn('Running'), jobIn('Running', { status: 'RUNNING' }))).toHaveLength(0);
    expect(changesBetween(jobIn('Running'), jobIn('Running', { reason: 'retrying' }))).toHaveLength(1);
    expect(changesBetween(jobIn('Running'), jobIn('Running', { errorCode: 'E' }))).toHaveLength(1);
  });

  it('knows sub-jobs again by their ID, and without one by place and type', () => {
    const parent = (...subJobs: Job[]): Job => jobIn('Running', { subJobs });
    const a = jobIn('Running', { id: 'a' });
    const b = jobIn('Success', { id: 'b' });
    expect(changesBetween(parent(a, b), parent(b, a))).toHaveLength(0);
    expect(changesBetween(parent(a, a), parent(a, a))).toHaveLength(0);
    expect(changesBetween(parent(a), parent(b, a)).map(({ job, before }) => [job.id, before])).toEqual([
      ['b', undefined],
    ]);
    const nameless = jobIn('Running', { id: '', type: 'X' });
    expect(changesBetween(parent(nameless), parent(nameless))).toHaveLength(0);
    expect(changesBetween(parent(nameless), parent({ ...nameless, type: 'Y' }))[0]?.before).toBeUndefined();
    expect(changesBetween(parent(a, b), parent(a))).toHaveLength(0);
  });

  it('counts more than twenty new sub-jobs by phase, in one line', () => {
    const some = nodes(20, () => undefined);
    expect(log.event(answer(undefined, scaleUp('Running', some)))).toHaveLength(21);
    const many = nodes(21, (index) => (index < 3 ? 'x' : undefined));
    const [root, counts, ...others] = log.event(answer(undefined, scaleUp('Running', many)));
    expect(others).toEqual([]);
    expect(root).toContain('ScaleupCluster');
    expect(counts).toMatch(/21 .*3 Failed.*18 Success/);
    const later = log.event(answer(scaleUp('Running', []), scaleUp('Success', many)));
    expect(later).toEqual([expect.stringContaining('ScaleupCluster'), expect.stringContaining('3 Failed')]);
  });

  it('is cut after 200 lines, failures kept, and says how many are left out', () => {
    const all = (phase: Job['phase']): Job =>
      jobIn('Running', {
        subJobs: Array.from({ length: 10_000 }, (_, index) => jobIn(phase, { id: `s${index}`, type: 'InstallNode' })),
      });
    const last = all('Success').subJobs.slice(0, -1);
    const lines = log.event(
      answer(all('Running'), jobIn('Running', { subJobs: [...last, jobIn('Failed', { id: 's9999' })] })),
    );
    expect(lines).toHaveLength(201);
    expect(lines.at(-2)).toContain('❌ Failed');
    expect(lines.at(-1)).toContain('9,800');
    expect(log.event(answer(all('Running'), all('Failed'))).at(-1)).toMatch(/9,800 .*9,800 .*Failed/);
  });

  it('may be a tree of any depth', () => {
    const deep = chain(10_000, jobIn('Failed', { id: 'leaf', type: 'Leaf', reason: 'why' }));
    const lines = log.event(answer(chain(10_000, jobIn('Running', { id: 'leaf', type: 'Leaf' })), deep));
    expect(lines).toEqual([expect.stringMatching(/ {20}\(depth 9,999\) Leaf .*why$/)]);
  });
});

describe('a heartbeat', () => {
  const minutes = (count: number): number => count * 60_000;
  const beat = (minute: number, jobs = [{ jobId: JOB_ID, job: createCluster() }]): GateEvent => ({
    kind: 'heartbeat',
    waitedMs: minutes(minute) + minute,
    remainingMs: minutes(60 - minute),
    pausedMs: 0,
    jobs,
  });

  it('comes each minute for ten minutes without a change, then every five', () => {
    const own = createLog(contextOf(), format);
    const change = (at: number): string[] => own.event(answer(createCluster(), brokenCluster(), minutes(at) + 10_000));
    const told = (from: number, to: number): number[] =>
      Array.from({ length: to - from + 1 }, (_, index) => from + index).filter(
        (minute) => own.event(beat(minute)).length > 0,
      );
    expect(change(0)).toHaveLength(1);
    expect(told(1, 26)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 15, 20, 25]);
    expect(change(26)).toHaveLength(1);
    expect(told(27, 45)).toEqual([27, 28, 29, 30, 31, 32, 33, 34, 35, 36, 41]);
  });

  it('says how far a job is and how much time is left, and nothing else', () => {
    const [line] = createLog(contextOf(), format).event(beat(12));
    expect(line).toMatch(/^ +12m {2}1 of 2 .*48m/);
    expect(line).not.toMatch(/Cluster|Install|Running/);
  });

  it('counts several jobs', () => {
    const [line] = createLog(contextOf({ jobIds: ['a', 'b', 'c', 'd'] }), format).event(beat(12));
    expect(line).toMatch(/^ +12m {2}3 of 4 .*48m/);
  });
});

describe('the end of one job among several', () => {
  it('is told where no change has told it: an error', () => {
    const end = (result: ReturnType<typeof ended>): string[] =>
      several.event({ kind: 'ended', jobId: JOB_ID, waitedMs: 1000, result });
    expect(end(ended({ kind: 'error', error: OUTAGE }, undefined))).toEqual([
      expect.stringMatching(/354331b2… .*HTTP 502/),
    ]);
    expect(end(ended({ kind: 'failed', error: OUTAGE }, brokenCluster()))).toHaveLength(1);
    expect(end(ended({ kind: 'failed' }, brokenCluster()))).toEqual([]);
    expect(end(ended({ kind: 'success' }, createCluster()))).toEqual([]);
    expect(end(ended({ kind: 'stopped' }, createCluster()))).toEqual([]);
  });

  it('and every other line say which one it is about', () => {
    expect(several.event(answer(createCluster(), brokenCluster()))[0]).toMatch(/^ {2}1m 2s {2}354331b2… /);
    expect(several.event(watched({ kind: 'look-up-failed', error: OUTAGE }, 1, 'other'))[0]).toContain('  other  ');
  });
});

describe('the last ten lines', () => {
  const places = { summary: 'https://ci.example.com/42', report: '/tmp/report.md' };
  const various = nodes(9, (index) => `reason ${index}`);
  const jobs = [
    ended({ kind: 'failed', error: OUTAGE }, brokenCluster()),
    ended({ kind: 'failed' }, scaleUp('Running', various), { jobId: 'b' }),
    ended({ kind: 'error', error: OUTAGE }, undefined, { jobId: 'c' }),
    ended({ kind: 'timed-out', error: OUTAGE }, createCluster(), { jobId: 'd' }),
  ];

  it.each([
    ['one failure', failedGate(brokenCluster())],
    ['many causes', failedGate(scaleUp('Running', various))],
    ['jobs of all kinds', gateOf('failed', ...jobs)],
    ['an error', gateOf('error', ended({ kind: 'error', error: OUTAGE, outageMs: 1 }, createCluster()))],
    [
      'a timeout',
      gateOf(
        'timed-out',
        ...Array.from({ length: 9 }, (_, index) =>
          ended({ kind: 'timed-out', error: OUTAGE }, createCluster(), { jobId: `j${index}` }),
        ),
      ),
    ],
  ])('of %s have the verdict and all that is read first', (_, facts) => {
    const lines = log.ending(facts, places);
    expect(lines[0]).toBe('');
    expect(lines.length).toBeLessThanOrEqual(11);
    expect(lines[1]).toMatch(/^(?:❌|❗|⌛)/u);
    expect(lines.join('\n')).toContain(stillRunningText(facts, format));
    expect(lines.at(-3)).toContain(`${HELP_PAGE}#`);
    expect(lines.slice(-2).map((line) => line.split(/ +/).at(-1))).toEqual([places.summary, places.report]);
  });

  it('name what failed, on which resource, why, and what to do', () => {
    const text = log
      .ending(
        failedGate(
          scaleUp(
            'Failed',
            nodes(3, () => ADDRESSES),
          ),
        ),
      )
      .join('\n');
    expect(text).toMatch(/3 × CreateNode .*No available IP addresses.*pool-node-1, pool-node-2, pool-node-3/);
    expect(text).toContain('ScaleupCluster › CreateNode');
    expect(text).toContain(ADDRESSES_HINT);
  });

  it('are short on success, and lead nowhere where there is nothing', () => {
    const facts = gateOf('success', ended({ kind: 'success' }, createCluster({ phase: 'Success' })));
    expect(createLog(contextOf({ helpPage: '' }), format).ending(facts)).toEqual(['', expect.stringMatching(/^✅/u)]);
    expect(
      createLog(contextOf({ helpPage: '' }), format)
        .ending(failedGate(brokenCluster()))
        .join(),
    ).not.toContain('#');
  });
});

describe('groups', () => {
  it('are one for each of several jobs, the worst first, and none for a single one', () => {
    const good = ended({ kind: 'success' }, createCluster({ phase: 'Success' }), { jobId: 'b' });
    const groups = several.groups(gateOf('failed', good, ended({ kind: 'failed' }, brokenCluster())));
    expect(groups.map(({ title }) => title)).toEqual([expect.stringMatching(/^❌/u), expect.stringMatching(/^✅/u)]);
    expect(groups.map(({ lines }) => lines.length)).toEqual([4, 4]);
    expect(log.groups(failedGate(brokenCluster()))).toEqual([]);
  });

  it('are fifty at most, and say so of a job that never answered', () => {
    const silent = Array.from({ length: 60 }, (_, index) =>
      ended({ kind: 'error', error: OUTAGE }, undefined, { jobId: `j${index}` }),
    );
    const groups = several.groups(gateOf('error', ...silent));
    expect(groups).toHaveLength(50);
    expect(groups[0]?.lines).toHaveLength(1);
  });
});

describe('colour', () => {
  it('only repeats what the words say, and ends with each text', () => {
    const events = [answer(undefined, brokenCluster()), watched({ kind: 'look-up-failed', error: OUTAGE })];
    const coloured = createLog(contextOf(), textFormatter(sanitize, true));
    const lines = [
      ...events.flatMap((event) => coloured.event(event)),
      ...coloured.ending(failedGate(brokenCluster())),
    ];
    const plain = [...events.flatMap((event) => log.event(event)), ...log.ending(failedGate(brokenCluster()))];
    // eslint-disable-next-line no-control-regex -- what the log itself writes
    expect(lines.map((line) => line.replace(/\u001b\[\d+m/g, ''))).toEqual(plain);
    for (const line of lines) expect(line.split('\u001b').length % 2).toBe(1);
    expect(lines.some((line) => line.includes('\u001b[31m'))).toBe(true);
  });

  it('is that of a failure for a job that calls itself a success over a failed sub-job', () => {
    const coloured = createLog(contextOf(), textFormatter(sanitize, true));
    const [line] = coloured.event(answer(undefined, jobIn('Success', { subJobs: [jobIn('Failed')] })));
    expect(line).toContain('\u001b[31m');
    expect(line).not.toContain('\u001b[32m');
  });
});

describe('whatever the service says', () => {
  it('each line is one safe line', () => {
    fc.assert(
      fc.property(anyTree, anyTree, (one, two) => {
        const facts = gateOf('failed', ended({ kind: 'failed' }, one), ended({ kind: 'failed' }, two, { jobId: 'b' }));
        const lines = [
          ...log.event(answer(one, two)),
          ...several.groups(facts).flatMap(({ title, lines: inside }) => [title, ...inside]),
          ...several.ending(facts),
        ];
        for (const line of lines) {
          expect(line).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]|^\s*::|##\[/u);
          expect(line).not.toContain(SECRET);
        }
      }),
    );
  });
});
