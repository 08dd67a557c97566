import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import type { CredentialsEvent } from '../../../src/auth/credentials.js';
import type { GateEvent, WatchEvent } from '../../../src/engine/events.js';
import { changesBetween } from '../../../src/report/changes.js';
import { shortLabels } from '../../../src/report/labels.js';
import { treeLines } from '../../../src/report/change-lines.js';
import { createLog } from '../../../src/report/log.js';
import { ansi } from '../../../src/report/paint.js';
import { chain, faultOf, jobIn } from '../support/jobs.js';
import {
  anyTree,
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
} from './samples.js';
import type { Job } from '../../../src/services/job.js';

const log = createLog(contextOf(), sanitize);
const OTHER_ID = 'f54331b2-229a-11e8-9c75-0255ac100ceb';
const several = createLog(contextOf({ jobIds: [JOB_ID, OTHER_ID] }), sanitize);

const watched = (event: WatchEvent, waitedMs = 62_000, jobId = JOB_ID): GateEvent => ({
  kind: 'watch',
  jobId,
  waitedMs,
  event,
});
const answer = (previous: Job | undefined, job: Job): GateEvent => watched({ kind: 'answer', job, previous });

describe('the header', () => {
  it('says what, where, until when and how often', () => {
    expect(log.header()).toEqual([
      `Waiting for cce job ${JOB_ID}`,
      '  project   0605767b5780d5762fc5c0118072a564',
      '  endpoint  https://cce.eu-de.otc.t-systems.com',
      '  until     2026-11-21 10:30:00 UTC, 30m at most',
      '  asking    at automatic intervals',
    ]);
  });

  it('says where values came from, in one safe line', () => {
    const sources = ['project: environment variable OS_PROJECT_ID', 'endpoint: input region', '\n::error::x'];
    expect(createLog(contextOf({ sources }), sanitize).header()[3]).toBe(
      '  from      project: environment variable OS_PROJECT_ID; endpoint: input region; ::error::x',
    );
  });

  it('explains the labels of several jobs, and a fixed interval', () => {
    const header = createLog(contextOf({ jobIds: [JOB_ID, OTHER_ID], pollInterval: 1500 }), sanitize).header();
    expect(header.slice(0, 3)).toEqual([
      'Waiting for 2 cce jobs',
      `  job       354331b2… = ${JOB_ID}`,
      `  job       f54331b2… = ${OTHER_ID}`,
    ]);
    expect(header.at(-1)).toBe('  asking    every 1500ms');
  });
});

describe('credentials', () => {
  const told = (event: CredentialsEvent) => log.event({ kind: 'credentials', waitedMs: 62_000, event });

  it.each<[CredentialsEvent, string]>([
    [
      { kind: 'exchanged', why: 'first', lifetimeMs: 86_400_000 },
      '  1m 2s  Exchanged the OIDC token for credentials, good for 24h.',
    ],
    [
      { kind: 'exchanged', why: 'due', lifetimeMs: 3_600_000 },
      '  1m 2s  Renewed the credentials ahead of their end, good for 1h.',
    ],
    [{ kind: 'exchanged', why: 'refused', lifetimeMs: undefined }, '  1m 2s  Renewed the credentials after a 401.'],
    [
      { kind: 'exchange-failed', fault: OUTAGE },
      '  1m 2s  The credentials could not be renewed yet: HTTP 502 APIG.0201: Backend timeout (request ID req-7). Run the workflow again later. They are still valid.',
    ],
    [
      { kind: 'clock-corrected', offsetMs: 1_200_000 },
      "  1m 2s  The runner's clock is 20m behind the server's: signing by the server's from now on.",
    ],
    [
      { kind: 'clock-corrected', offsetMs: -3_601_000 },
      "  1m 2s  The runner's clock is 1h ahead of the server's: signing by the server's from now on.",
    ],
  ])('have a line for each thing that happens to them: %j', (event, line) => {
    expect(told(event)).toEqual([line]);
  });
});

describe('labels', () => {
  it('are the shortest beginnings that tell jobs apart', () => {
    expect([...shortLabels(['abcdefgh-1', 'abcdefgx-1']).values()]).toEqual(['abcdefgh…', 'abcdefgx…']);
    expect([...shortLabels(['a', 'ab']).values()]).toEqual(['a', 'ab']);
  });

  it('are ends where beginnings are alike', () => {
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
  it('is told in full when it is the first', () => {
    expect(log.event(answer(undefined, createCluster()))).toEqual([
      '  1m 2s  CreateCluster prod-cluster                – → ⏳ Running · 1/2 sub-jobs',
      '  1m 2s    InstallMaster                           – → ⏳ Running',
      '  1m 2s    CreatePSMCert                           – → ✅ Success',
      '  1m 2s    CreateNode                              – → ➖ No status',
    ]);
  });

  it('is told by what is different, with reason and code', () => {
    expect(log.event(answer(createCluster(), brokenCluster()))).toEqual([
      '  1m 2s    InstallMaster                           Running → ❌ Failed: The subnet has no free address (CCE.03500001)',
    ]);
  });

  it('is not told when nothing is', () => {
    expect(log.event(answer(createCluster(), createCluster({ updatedAt: 5 })))).toEqual([]);
  });

  it('tells progress by the tenth', () => {
    const at = (progress: number): Job => jobIn('Running', { type: 'CopyImage', resourceName: 'img', progress });
    expect(log.event(answer(at(0.41), at(0.49)))).toEqual([]);
    expect(log.event(answer(at(0.49), at(0.5)))).toEqual([
      '  1m 2s  CopyImage img                             Running → ⏳ Running · 50 %',
    ]);
    const nested = (progress: number): Job => jobIn('Running', { subJobs: [at(progress)] });
    expect(log.event(answer(nested(0.1), nested(0.2)))).toEqual([
      '  1m 2s    CopyImage img                           Running → ⏳ Running · 20 %',
    ]);
  });

  it('tells another unknown word and another reason, but not another spelling', () => {
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

  it('is cut after 200 lines, failures kept', () => {
    const subJobs = Array.from({ length: 10_000 }, (_, index) =>
      jobIn(index === 9999 ? 'Failed' : 'Running', { id: `s${index}`, type: 'InstallNode' }),
    );
    const lines = log.event(answer(undefined, jobIn('Running', { subJobs })));
    expect(lines).toHaveLength(201);
    expect(lines.at(-2)).toContain('❌ Failed');
    expect(lines.at(-1)).toBe('  1m 2s  … and 9,801 more changes');
    const failed = subJobs.map((job) => jobIn('Failed', { ...job, phase: 'Failed' }));
    expect(log.event(answer(undefined, jobIn('Running', { subJobs: failed }))).at(-1)).toBe(
      '  1m 2s  … and 9,801 more changes, 9,800 of them Failed',
    );
  });

  it('may be a tree of any depth', () => {
    const deep = chain(10_000, jobIn('Failed', { id: 'leaf', type: 'Leaf', reason: 'why' }));
    const lines = log.event(answer(chain(10_000, jobIn('Running', { id: 'leaf', type: 'Leaf' })), deep));
    expect(lines).toEqual([`  1m 2s  ${'  '.repeat(10)}(depth 9,999) Leaf    Running → ❌ Failed: why`]);
  });
});

describe('other events', () => {
  it('are an outage that starts, and its end', () => {
    expect(log.event(watched({ kind: 'outage-started', fault: OUTAGE }))).toEqual([
      '  1m 2s  No usable answer: HTTP 502 APIG.0201: Backend timeout (request ID req-7). Run the workflow again later. Asking again.',
    ]);
    expect(log.event(watched({ kind: 'outage-ended', lastedMs: 42_000, failedRequests: 4 }))).toEqual([
      '  1m 2s  The API answers again after 42s and 4 failed requests.',
    ]);
  });

  it('are a job that is not visible yet, and a phase that nobody knows', () => {
    const fault = faultOf('not-found', { status: 404, message: 'Resource not found.' });
    expect(log.event(watched({ kind: 'not-visible', fault, seenBefore: false }, 300))).toEqual([
      '     0s  The service does not know the job (yet): HTTP 404: Resource not found. Asking again.',
    ]);
    expect(log.event(watched({ kind: 'not-visible', fault, seenBefore: true }))).toEqual([
      '  1m 2s  The service no longer knows the job: HTTP 404: Resource not found. Asking again.',
    ]);
    const job = jobIn('Unknown', { status: 'Paused', type: 'InstallNode', resourceName: 'n1' });
    const root = { job: jobIn('Running'), depth: 0, parent: undefined };
    expect(log.event(watched({ kind: 'unknown-phase', visit: { job, depth: 1, parent: root } }))).toEqual([
      '  1m 2s  Warning: InstallNode n1 is Unknown (status Paused): no known phase, so it is never taken for a success.',
    ]);
    expect(log.event(watched({ kind: 'unknown-phase', visit: { job, depth: 0, parent: undefined } }))).toHaveLength(1);
  });

  it('are signs of life', () => {
    const beat = (job: Job | undefined): GateEvent => ({
      kind: 'heartbeat',
      waitedMs: 300_000,
      pausedMs: 0,
      remainingMs: 1_500_000,
      jobs: [{ jobId: JOB_ID, job }],
    });
    expect(log.event(beat(createCluster({ progress: 0.42 })))).toEqual([
      '     5m  CreateCluster prod-cluster still Running · 1/2 sub-jobs · 42 % · at work: InstallMaster (Running) · 25m left',
    ]);
    expect(log.event(beat(undefined))).toEqual([`     5m  job ${JOB_ID}: no usable answer yet · 25m left`]);
  });

  it('are compact signs of life of many jobs', () => {
    const jobIds = ['a', 'b', 'c', 'd', 'e', 'f'];
    const many = createLog(contextOf({ jobIds }), sanitize);
    const jobs = jobIds.slice(1).map((jobId) => ({ jobId, job: jobIn('Running', { resourceName: 'n' }) }));
    expect(many.event({ kind: 'heartbeat', waitedMs: 60_000, pausedMs: 0, remainingMs: 1000, jobs })).toEqual([
      '     1m  1 of 6 jobs ended · 1s left | b  CreateCluster n still Running | c  CreateCluster n still Running | d  CreateCluster n still Running | and 2 more',
    ]);
  });

  it('are the end of one job among several, and say which one', () => {
    const result = ended({ kind: 'success' }, createCluster({ phase: 'Success' }));
    expect(several.event({ kind: 'ended', jobId: JOB_ID, waitedMs: 1000, result })).toEqual([
      '     1s  354331b2…  ✅ Success: CreateCluster prod-cluster succeeded',
    ]);
    expect(log.event({ kind: 'ended', jobId: JOB_ID, waitedMs: 1000, result })).toEqual([]);
    expect(several.event(answer(createCluster(), brokenCluster()))[0]).toMatch(/^ {2}1m 2s {2}354331b2… {4}InstallM/);
    expect(several.event(watched({ kind: 'outage-started', fault: OUTAGE }, 1, 'other'))[0]).toContain('other  No us');
  });
});

describe('the last block', () => {
  it('says what failed, why, where, after how long, and what may still be running', () => {
    expect(log.ending(failedGate(brokenCluster()))).toEqual([
      '',
      '❌ Failed: CreateCluster prod-cluster after 9m 10s',
      '  Cause    InstallMaster failed: The subnet has no free address (CCE.03500001)',
      '  Path     CreateCluster › InstallMaster',
      '  Hint     The subnet seems to have too few free addresses: release some, or use a larger subnet.',
      '  The cloud job may still be running.',
    ]);
  });

  it('is short on success', () => {
    const result = ended({ kind: 'success' }, createCluster({ phase: 'Success' }));
    expect(log.ending(gateOf('success', result))).toEqual(['', '✅ Success: CreateCluster prod-cluster after 9m 10s']);
  });

  it.each([
    ['timed-out', ended({ kind: 'timed-out', fault: undefined }, createCluster()), 'was still Running'],
    ['cancelled', ended({ kind: 'stopped' }, createCluster()), 'was still Running'],
    ['error', ended({ kind: 'error', fault: OUTAGE }, undefined), 'HTTP 502 APIG.0201'],
  ] as const)('says why a gate has %s', (outcome, job, why) => {
    const lines = log.ending(gateOf(outcome, job));
    expect(lines[2]).toMatch(/^ {2}Why {6}/);
    expect(lines[2]).toContain(why);
    expect(lines.at(-1)).toBe('  The cloud job may still be running.');
  });

  it('names three causes of many, and says which jobs have no verdict', () => {
    const reasons = ['a', 'b', 'c', 'd', 'e'];
    const subJobs = reasons.map((reason) => jobIn('Failed', { id: reason, type: 'InstallNode', reason }));
    const lines = several.ending(
      gateOf(
        'failed',
        ended({ kind: 'failed' }, jobIn('Failed', { subJobs })),
        ended({ kind: 'error', fault: OUTAGE }, undefined, { jobId: OTHER_ID }),
      ),
    );
    expect(lines).toEqual([
      '',
      '❌ Failed: 2 jobs, 1 failed, 1 in error after 9m 10s',
      ...['a', 'b', 'c'].flatMap((reason) => [
        `  Cause    354331b2…  InstallNode failed: ${reason}`,
        '  Path     CreateCluster › InstallNode',
      ]),
      '  … and 2 more causes',
      '  ❗ Error: f54331b2…  HTTP 502 APIG.0201: Backend timeout (request ID req-7). Run the workflow again later.',
      `  1 of 2 cloud jobs may still be running: ${OTHER_ID}.`,
    ]);
  });

  it('says something of a result that should not be', () => {
    expect(log.ending(gateOf('error')).at(-1)).toBe('  The gate itself failed after 9m 10s.');
  });
});

describe('a look-up', () => {
  it('says what is asked for and why, and what came of it', () => {
    const visit = { job: jobIn('Failed', { id: 'n-1', type: 'CreateNode' }), depth: 1, parent: undefined };
    expect(log.event(watched({ kind: 'look-up', visit }))).toEqual([
      '  1m 2s  CreateNode gives no reason: asking for it by its own ID, n-1.',
    ]);
    expect(log.event(watched({ kind: 'look-up-failed', fault: OUTAGE }))[0]).toMatch(
      /^ {2}1m 2s {2}No answer about it: HTTP 502 APIG\.0201/,
    );
  });
});

describe('several jobs', () => {
  it('have a group each at the end, the worst first to be kept', () => {
    const failed = ended({ kind: 'failed' }, brokenCluster());
    const silent = ended({ kind: 'error', fault: OUTAGE }, undefined, { jobId: OTHER_ID });
    expect(several.groups(gateOf('failed', failed, silent))).toEqual([
      {
        title: '❌ Failed: CreateCluster prod-cluster',
        lines: [
          'CreateCluster prod-cluster                ⏳ Running · 9m 10s · 2/2 sub-jobs',
          '  InstallMaster                           ❌ Failed · 8m 57s: The subnet has no free address (CCE.03500001)',
          '  CreatePSMCert                           ✅ Success · 58s',
          '  CreateNode                              ➖ No status',
        ],
      },
      { title: `❗ Error: job ${OTHER_ID}`, lines: ['It never gave a usable answer.'] },
    ]);
    expect(log.groups(gateOf('failed', failed))).toEqual([]);
  });
});

describe('the places', () => {
  it('are said at the very end, as far as there are any', () => {
    const result = failedGate(brokenCluster());
    expect(
      log.ending(result, { summary: 'https://github.com/o/r/actions/runs/1', report: '/tmp/report.md' }).slice(-2),
    ).toEqual(['  Summary  https://github.com/o/r/actions/runs/1', '  Report   /tmp/report.md']);
    expect(log.ending(result, { summary: '', report: '' })).toEqual(log.ending(result));
  });
});

describe('colour', () => {
  const coloured = createLog(contextOf(), sanitize, ansi);
  // eslint-disable-next-line no-control-regex -- the codes are what this is about
  const bare = (line: string): string => line.replace(/\u001b\[\d+m/g, '');

  it('changes no word, and ends in the line that it begins in', () => {
    const event = answer(createCluster(), brokenCluster());
    expect(coloured.event(event)).toEqual([
      '\u001b[90m  1m 2s\u001b[0m  \u001b[31m  InstallMaster                           Running → ❌ Failed: The subnet has no free address (CCE.03500001)\u001b[0m',
    ]);
    for (const [some, others] of [
      [coloured.event(answer(undefined, createCluster())), log.event(answer(undefined, createCluster()))],
      [coloured.header(), log.header()],
      [coloured.ending(failedGate(brokenCluster())), log.ending(failedGate(brokenCluster()))],
    ] as const) {
      expect(some.map(bare)).toEqual(others);
      expect(some).not.toEqual(others);
    }
  });

  it('says how each phase is to be taken', () => {
    const tone = (job: Job): string => treeLines(job, sanitize, (_, toneOfLine) => toneOfLine ?? 'none').join();
    expect(tone(jobIn('Failed'))).toBe('bad');
    expect(tone(jobIn('Success'))).toBe('good');
    expect(tone(jobIn('Unknown', { status: 'Odd' }))).toBe('warning');
    expect(tone(jobIn('Running'))).toBe('none');
    expect(ansi('', 'bad')).toBe('');
  });
});

describe('every line', () => {
  it('is one line, no workflow command and without a secret, whatever the service said', () => {
    fc.assert(
      fc.property(anyTree, anyTree, (previous, job) => {
        const fault = faultOf('outage', {
          code: job.errorCode,
          message: job.reason,
          requestId: job.id,
          advice: job.type,
        });
        const visit = { job, depth: 0, parent: undefined };
        for (const one of [log, several]) {
          const lines = [
            ...one.header(),
            ...one.event(answer(undefined, previous)),
            ...one.event(answer(previous, job)),
            ...one.event(watched({ kind: 'unknown-phase', visit })),
            ...one.event(watched({ kind: 'outage-started', fault })),
            ...one.event({
              kind: 'heartbeat',
              waitedMs: 1,
              pausedMs: 0,
              remainingMs: 1,
              jobs: [{ jobId: JOB_ID, job }],
            }),
            ...one.event({ kind: 'credentials', waitedMs: 1, event: { kind: 'exchange-failed', fault } }),
            ...one.ending(failedGate({ ...job, phase: 'Failed' })),
            ...one.ending(gateOf('error', ended({ kind: 'error', fault }, job))),
          ];
          for (const line of lines) {
            expect(line).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/u);
            expect(line.trim()).not.toMatch(/^::|##\[/);
            expect(line).not.toContain('##[');
            expect(line).not.toContain(SECRET);
          }
        }
      }),
    );
  });
});
