/** What people read of a gate that has ended or still waits: the log, the summary, the comment, annotations, `reason`. */
import { describe, it } from '@jest/globals';

import type { GateEvent, JobResult, WatchEvent } from '../../src/engine/events.js';
import { annotationsOf, warningOf } from '../../src/report/annotations.js';
import { factsOf, type GateFacts } from '../../src/report/facts.js';
import { createLog } from '../../src/report/log/log.js';
import { commentOf, summaryOf } from '../../src/report/summary/summary.js';
import { reasonOf } from '../../src/report/text/verdict.js';
import { usageErrorOutputs } from '../../src/report/outputs/outputs.js';
import { expectGolden, sections } from '../support/golden.js';
import {
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
  resultOf,
  sanitize,
  scaleUp,
  START,
} from '../unit/report/samples.js';
import { apiError, jobIn } from '../unit/support/jobs.js';
import type { Job } from '../../src/services/job.js';

const OTHER_ID = 'f54331b2-229a-11e8-9c75-0255ac100ceb';
const ADDRESSES = 'No available IP addresses in the subnet';
const lastSeen = { serverTime: START + 1_030_000, unchangedMs: 480_000, sawChange: true };

const REFUSED = apiError('fatal', {
  status: 401,
  code: 'APIG.0307',
  message: 'The token must be updated.',
  requestId: 'req-1',
  advice: 'The token is wrong or has expired: get a new one.',
  topic: 'token',
  concernsAllJobs: true,
});

const cluster = createCluster({ phase: 'Success', status: 'Success' });
const done = { ...cluster, subJobs: cluster.subJobs.slice(1) };
const succeeded = ended({ kind: 'success' }, done, { jobId: 'b' });
const late = (facts: Partial<JobResult> = {}): JobResult =>
  ended({ kind: 'timed-out', error: undefined }, createCluster(), { lastSeen, ...facts });
const variousNodes = nodes(6, (index) => (index < 5 ? `Node ${index} is of no use` : undefined));

/** A handful of endings that stand for all. */
const ENDINGS: readonly (readonly [name: string, facts: GateFacts])[] = [
  ['a success', gateOf('success', { ...succeeded, jobId: JOB_ID })],
  ['a failure in a sub-job while the job goes on', failedGate(brokenCluster())],
  [
    'three nodes of twelve that fail for one cause',
    failedGate(
      scaleUp(
        'Failed',
        nodes(12, (index) => (index % 4 === 2 ? ADDRESSES : undefined)),
      ),
    ),
  ],
  [
    'twelve nodes that fail for one cause',
    failedGate(
      scaleUp(
        'Failed',
        nodes(12, () => ADDRESSES),
      ),
    ),
  ],
  ['five causes', failedGate(scaleUp('Failed', variousNodes))],
  [
    'a failure whose wait broke off, without a reason',
    gateOf('failed', ended({ kind: 'failed', error: OUTAGE }, jobIn('Failed', { errorCode: 'E.1' }))),
  ],
  ['a timeout', gateOf('timed-out', late())],
  [
    'a timeout in an outage, of a job that never changed and tells no time',
    gateOf(
      'timed-out',
      ended({ kind: 'timed-out', error: OUTAGE }, jobIn('Unknown', { status: 'Paused', reason: 'why not' }), {
        lastSeen: { ...lastSeen, sawChange: false },
      }),
    ),
  ],
  ['a token that is not accepted', gateOf('error', ended({ kind: 'error', error: REFUSED }, undefined))],
  [
    'an outage in the middle of a wait',
    gateOf('error', ended({ kind: 'error', error: OUTAGE, outageMs: 125_000 }, createCluster(), { lastSeen })),
  ],
  ['a cancellation', gateOf('cancelled', ended({ kind: 'stopped' }, createCluster(), { lastSeen }))],
  [
    'several jobs of all kinds',
    gateOf(
      'failed',
      succeeded,
      ended({ kind: 'failed' }, brokenCluster()),
      ended({ kind: 'error', error: OUTAGE }, undefined, { jobId: 'c' }),
      late({ jobId: 'd' }),
      ended({ kind: 'stopped' }, createCluster(), { jobId: 'e', lastSeen }),
    ),
  ],
  [
    'several jobs that fail for one cause',
    gateOf(
      'failed',
      ...['a', 'b', 'c'].map((jobId) =>
        ended(
          { kind: 'failed' },
          scaleUp(
            'Failed',
            nodes(1, () => ADDRESSES),
          ),
          { jobId },
        ),
      ),
    ),
  ],
  ['several good jobs', gateOf('success', succeeded, { ...succeeded, jobId: 'c' })],
  [
    'an internal error after every job had ended',
    factsOf({
      ...resultOf('error', succeeded),
      internalError: apiError('fatal', { message: 'unexpected: boom', advice: 'Report it.', topic: 'internal' }),
    }),
  ],
];

const contextFor = ({ jobs }: GateFacts) => contextOf({ jobIds: jobs.map(({ jobId }) => jobId) });
const perEnding = (show: (facts: GateFacts) => string): string =>
  sections(ENDINGS.map(([name, facts]) => [name, show(facts).trimEnd().split('\n')]));

const watched = (event: WatchEvent, waitedMs = 62_000, jobId = JOB_ID): GateEvent => ({
  kind: 'watch',
  jobId,
  waitedMs,
  event,
});
const answer = (previous: Job | undefined, job: Job): GateEvent => watched({ kind: 'answer', job, previous });
const credentials = (event: Extract<GateEvent, { kind: 'credentials' }>['event']): GateEvent => ({
  kind: 'credentials',
  waitedMs: 62_000,
  event,
});
const heartbeat = (...jobs: (Job | undefined)[]): Extract<GateEvent, { kind: 'heartbeat' }> => ({
  kind: 'heartbeat',
  waitedMs: 720_000,
  remainingMs: 1_080_000,
  pausedMs: 0,
  jobs: jobs.map((job, index) => ({ jobId: index === 0 ? JOB_ID : OTHER_ID, job })),
});
const unknown = jobIn('Unknown', { type: 'InstallNode', resourceName: 'node-1', status: 'Paused' });
const root = { job: createCluster(), depth: 0, parent: undefined };

const EVENTS: readonly (readonly [name: string, event: GateEvent])[] = [
  ['a first answer', answer(undefined, createCluster())],
  ['an answer with changes', answer(createCluster(), brokenCluster({ progress: 0.5 }))],
  [
    '120 sub-jobs at first sight',
    answer(
      undefined,
      scaleUp(
        'Running',
        nodes(120, (index) => (index < 3 ? 'x' : undefined)),
      ),
    ),
  ],
  [
    'new sub-jobs',
    answer(
      scaleUp('Running', []),
      scaleUp(
        'Running',
        nodes(30, () => undefined),
      ),
    ),
  ],
  ['a job that is not visible yet', watched({ kind: 'not-visible', error: REFUSED, seenBefore: false })],
  ['a job that is gone', watched({ kind: 'not-visible', error: REFUSED, seenBefore: true })],
  ['an unknown phase', watched({ kind: 'unknown-phase', visit: { job: unknown, depth: 1, parent: root } })],
  ['no phase', watched({ kind: 'unknown-phase', visit: { ...root, job: jobIn('Unknown') } })],
  ['an outage', { kind: 'outage-started', waitedMs: 62_000, error: OUTAGE }],
  ['an outage with a wait', { kind: 'outage-started', waitedMs: 62_000, error: { ...OUTAGE, retryAfterMs: 30_000 } }],
  ['its end', { kind: 'outage-ended', waitedMs: 62_000, lastedMs: 42_000, failedRequests: 4 }],
  ['a look-up', watched({ kind: 'look-up', visit: { job: jobIn('Failed', { id: 'n-1' }), depth: 1, parent: root } })],
  ['its failure', watched({ kind: 'look-up-failed', error: OUTAGE })],
  ['an exchange', credentials({ kind: 'exchanged', why: 'first', lifetimeMs: 86_400_000 })],
  ['a renewal ahead of time', credentials({ kind: 'exchanged', why: 'due', lifetimeMs: 3_600_000 })],
  ['a renewal', credentials({ kind: 'exchanged', why: 'refused', lifetimeMs: undefined })],
  ['a renewal that failed', credentials({ kind: 'exchange-failed', error: OUTAGE })],
  ['a clock that is behind', credentials({ kind: 'clock-corrected', offsetMs: 1_200_000 })],
  ['a clock that is ahead', credentials({ kind: 'clock-corrected', offsetMs: -3_601_000 })],
  ['a heartbeat', heartbeat(createCluster({ progress: 0.42 }))],
  ['a heartbeat without sub-jobs', heartbeat(jobIn('Running'))],
  ['a heartbeat before any answer', heartbeat(undefined)],
  ['a heartbeat in a pause', { ...heartbeat(jobIn('Running')), pausedMs: 200_000 }],
];

describe('the golden file of', () => {
  it('the log', () => {
    const single = contextOf();
    const several = contextOf({ jobIds: [JOB_ID, OTHER_ID], pollInterval: 1500, sources: ['region: input region'] });
    const error: GateEvent = {
      kind: 'ended',
      jobId: OTHER_ID,
      waitedMs: 62_000,
      result: ended({ kind: 'error', error: OUTAGE }, undefined, { jobId: OTHER_ID }),
    };
    const places = { summary: 'https://ci.example.com/42', report: '/tmp/report.md' };
    expectGolden(
      'log.txt',
      [
        sections([
          ['the header', createLog(single, format).header()],
          ['the header of several jobs', createLog(several, format).header()],
          ...EVENTS.map(([name, event]) => [name, createLog(single, format).event(event)] as const),
          ['a heartbeat of several jobs', createLog(several, format).event(heartbeat(undefined))],
          ['an error of one job among several', createLog(several, format).event(error)],
        ]),
        perEnding((facts) => {
          const log = createLog(contextFor(facts), format);
          const groups = log.groups(facts).flatMap(({ title, lines }) => [`▸ ${title}`, ...lines]);
          return [...groups, ...log.ending(facts, places)].join('\n');
        }),
      ].join('\n'),
    );
  });

  it('the summary', () => {
    expectGolden(
      'summary.txt',
      perEnding((facts) => summaryOf(facts, contextFor(facts), sanitize)),
    );
  });

  it('the comment', () => {
    const links = {
      run: 'https://github.com/octo/infra/actions/runs/42',
      commit: '3f786850e387550fdab836ed7e6dc881de23001b',
      commitPage: 'https://github.com/octo/infra/commit/3f786850e387550fdab836ed7e6dc881de23001b',
      attempt: 2,
    };
    expectGolden(
      'comment.txt',
      perEnding((facts) => commentOf(facts, contextFor(facts), links, sanitize, 60_000)),
    );
  });

  it('the annotations', () => {
    const lines = (each: ReturnType<typeof annotationsOf>): string[] =>
      each.map(({ level, title, text, notes }) => `${level}: ${title}: ${text} | ${notes}`);
    const warnings = EVENTS.flatMap(([name, event]) => {
      const warning = warningOf(event, format);
      return warning === undefined ? [] : [[name, lines([warning])] as const];
    });
    expectGolden(
      'annotations.txt',
      [
        perEnding((facts) => lines(annotationsOf(facts, contextFor(facts), format, 3)).join('\n')),
        sections(warnings),
      ].join('\n'),
    );
  });

  it('the reasons', () => {
    const many = Array.from({ length: 25 }, () => 'x');
    expectGolden(
      'reasons.txt',
      [
        perEnding((facts) => reasonOf(facts, format)),
        sections([
          ['settings that are wrong', [usageErrorOutputs(['job_id is missing', 'timeout is wrong'], sanitize).reason]],
          ['many settings that are wrong', [usageErrorOutputs(many, sanitize).reason]],
        ]),
      ].join('\n'),
    );
  });
});
