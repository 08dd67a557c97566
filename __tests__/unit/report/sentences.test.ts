import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { rootCauses, walk } from '../../../src/engine/job.js';
import { causeSentence, faultSentence, reasonText } from '../../../src/report/causes.js';
import { busySubJobs, effectivePhase, seenToEnd } from '../../../src/report/facts.js';
import {
  earlyEndSentence,
  endingSentence,
  reasonOf,
  stillRunningSentence,
  verdictText,
} from '../../../src/report/sentences.js';
import { plainStyle } from '../../../src/report/style.js';
import {
  formatTime,
  isoTime,
  jobTitle,
  pathText,
  phaseWords,
  progressText,
  runTime,
  subJobPhaseWords,
  subJobTitle,
} from '../../../src/report/words.js';
import { chain, faultOf, jobIn } from '../support/jobs.js';
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
  START,
} from './samples.js';
import type { Job } from '../../../src/services/job.js';

const plain = plainStyle(sanitize);
const STILL = 'The cloud job may still be running.';

const causesIn = (root: Job): string[] => rootCauses(root).map((cause) => causeSentence(cause, plain));
const lastPath = (root: Job): string => {
  const visit = [...walk(root)].at(-1);
  return visit === undefined ? '' : pathText(visit, plain);
};

describe('names', () => {
  it('title a job by its type and its resource, or by its ID', () => {
    expect(jobTitle(createCluster(), JOB_ID, plain)).toBe('CreateCluster prod-cluster');
    expect(jobTitle(createCluster({ resourceName: '' }), JOB_ID, plain)).toBe('CreateCluster b1a2');
    expect(jobTitle(createCluster({ resourceName: '\u200b', resourceId: ' ' }), JOB_ID, plain)).toBe(
      `CreateCluster ${JOB_ID}`,
    );
    expect(jobTitle(createCluster({ type: '' }), JOB_ID, plain)).toBe('job prod-cluster');
    expect(jobTitle(undefined, JOB_ID, plain)).toBe(`job ${JOB_ID}`);
  });

  it('title a sub-job by what it has', () => {
    expect(subJobTitle(jobIn('Running', { type: 'InstallNode', resourceName: 'node-1' }), plain)).toBe(
      'InstallNode node-1',
    );
    expect(subJobTitle(jobIn('Running', { type: 'InstallNode' }), plain)).toBe('InstallNode');
    expect(subJobTitle(jobIn('Running', { type: '', id: 's-1' }), plain)).toBe('sub-job s-1');
    expect(subJobTitle(jobIn('Running', { type: '', id: '' }), plain)).toBe('sub-job');
  });

  it('lead from the job down to a sub-job, of a long way by its ends', () => {
    expect(lastPath(chain(2, jobIn('Failed', { type: 'InstallNode' })))).toBe('CreateCluster › InstallNode');
    expect(lastPath(chain(2, jobIn('Failed', { type: '', id: '' })))).toBe('CreateCluster › (no type)');
    expect(lastPath(chain(10_000, jobIn('Failed', { type: 'Leaf' })))).toBe(
      'CreateCluster › CreateCluster › CreateCluster › … 9,993 more … › CreateCluster › CreateCluster › CreateCluster › Leaf',
    );
  });
});

describe('phases, times and progress', () => {
  it('have an icon and a word, and of an unknown phase what the service said', () => {
    expect(phaseWords(jobIn('Failed'), plain)).toBe('❌ Failed');
    expect(phaseWords(jobIn('Unknown', { status: 'Paused' }), plain)).toBe('❔ Unknown (status Paused)');
    expect(phaseWords(jobIn('Unknown', { status: '' }), plain)).toBe('❔ Unknown (an empty status)');
    expect(phaseWords(jobIn('Unknown'), plain)).toBe('❔ Unknown (no status)');
    expect(subJobPhaseWords(jobIn('Unknown'), plain)).toBe('➖ No status');
    expect(subJobPhaseWords(jobIn('Running'), plain)).toBe('⏳ Running');
  });

  it('count the sub-jobs that have ended among those with a status', () => {
    expect(progressText(createCluster())).toBe('1/2 sub-jobs');
    expect(progressText(createCluster({ progress: 0.42 }))).toBe('1/2 sub-jobs · 42 %');
    expect(progressText(jobIn('Running', { progress: 7 }))).toBe('100 %');
    expect(progressText(jobIn('Running', { progress: Number.NaN }))).toBe('');
  });

  it('say their zone, and nothing of instants that are none', () => {
    expect(formatTime(START + 999)).toBe('2026-11-21 10:00:00 UTC');
    expect(formatTime(undefined)).toBe('');
    expect(formatTime(Number.NaN)).toBe('');
    expect(isoTime(9e15)).toBeNull();
    expect(isoTime(START)).toBe('2026-11-21T10:00:00.000Z');
  });

  it('tell how long a job ran as far as its times say', () => {
    expect(runTime(jobIn('Success', { startedAt: START, updatedAt: START + 9000, endedAt: START + 5000 }))).toBe('5s');
    expect(runTime(jobIn('Running', { startedAt: START, updatedAt: START + 550_000 }))).toBe('9m 10s');
    expect(runTime(jobIn('Running', { startedAt: START }))).toBe('');
    expect(runTime(jobIn('Running', { updatedAt: START }))).toBe('');
    expect(runTime(jobIn('Running', { startedAt: START, endedAt: START - 5000 }))).toBe('0s');
  });
});

describe('a root cause', () => {
  it("is told in the deepest failed sub-job's words", () => {
    expect(causesIn(brokenCluster())).toEqual(['InstallMaster failed: The subnet has no free address (CCE.03500001)']);
  });

  it('is told without a reason where the API gives none, with its code if there is one', () => {
    expect(causesIn(jobIn('Failed'))).toEqual(['CreateCluster failed: the API gives no reason']);
    expect(causesIn(jobIn('Failed', { errorCode: 'E.1' }))).toEqual([
      'CreateCluster failed: the API gives no reason (E.1)',
    ]);
  });

  it('has a subject also where a job has no type', () => {
    expect(causesIn(jobIn('Failed', { type: '', reason: 'x' }))).toEqual(['The job failed: x']);
    expect(causesIn(chain(2, jobIn('Failed', { type: '', reason: 'x' })))).toEqual(['A sub-job failed: x']);
  });

  it('does not repeat a code that its reason names, unless that was cut off', () => {
    expect(reasonText('E.1: full', 'E.1', plain)).toBe('E.1: full');
    expect(reasonText(`${'x'.repeat(600)} E.1`, 'E.1', plain)).toMatch(/x… \(E\.1\)$/);
    expect(reasonText('', 'E.1', plain)).toBe('E.1');
    expect(reasonText('', '', plain)).toBe('');
  });
});

describe('a fault', () => {
  it('shows status, code, message, request ID and advice', () => {
    expect(faultSentence(OUTAGE, plain)).toBe(
      'HTTP 502 APIG.0201: Backend timeout (request ID req-7). Run the workflow again later.',
    );
  });

  it('shows what is known, once', () => {
    expect(faultSentence(faultOf('outage', { message: 'HTTP 503; its body is empty', status: 503 }), plain)).toBe(
      'HTTP 503; its body is empty.',
    );
    expect(faultSentence(faultOf('outage', { message: 'connect ECONNREFUSED ::1', code: 'ECONNREFUSED' }), plain)).toBe(
      'connect ECONNREFUSED ::1.',
    );
    expect(faultSentence(faultOf('outage', { code: 'TIMEOUT' }), plain)).toBe('TIMEOUT.');
    expect(faultSentence(faultOf('fatal'), plain)).toBe('no usable answer.');
  });
});

describe('what a job was busy with', () => {
  it('is its deepest sub-jobs that run or say what no document lists', () => {
    const busy = jobIn('Running', {
      subJobs: [
        jobIn('Running', { type: 'a', subJobs: [jobIn('Running', { type: 'b' }), jobIn('Success', { type: 'c' })] }),
        jobIn('Unknown', { type: 'd', status: 'Paused' }),
        jobIn('Unknown', { type: 'e', subJobs: [jobIn('Initializing', { type: 'f' })] }),
        jobIn('Unknown', { type: 'g', subJobs: [jobIn('Running', { type: 'h' })] }),
      ],
    });
    expect(busySubJobs(busy).map(({ type }) => type)).toEqual(['b', 'd', 'h']);
  });
});

describe('the effective phase', () => {
  it('is Failed over a failed sub-job, also of an answer that is not the last', () => {
    const success = createCluster({ phase: 'Success' });
    expect(effectivePhase(ended({ kind: 'failed' }, brokenCluster({ phase: 'Success' })))).toBe('Failed');
    expect(effectivePhase(ended({ kind: 'failed' }, success, { failedJob: brokenCluster() }))).toBe('Failed');
    expect(effectivePhase(ended({ kind: 'success' }, success))).toBe('Success');
    expect(effectivePhase(ended({ kind: 'stopped' }, undefined))).toBe('Unknown');
  });
});

describe('what may still be running', () => {
  it('is every job whose own phase was not seen to be final', () => {
    expect(seenToEnd(ended({ kind: 'failed' }, brokenCluster()))).toBe(false);
    expect(seenToEnd(ended({ kind: 'failed' }, brokenCluster({ phase: 'Failed' })))).toBe(true);
    expect(
      seenToEnd(ended({ kind: 'failed' }, createCluster({ phase: 'Success' }), { failedJob: brokenCluster() })),
    ).toBe(true);
    expect(seenToEnd(ended({ kind: 'error', fault: OUTAGE }, undefined))).toBe(false);
  });

  it('is counted and named with several jobs', () => {
    const open = ended({ kind: 'stopped' }, createCluster());
    const done = ended({ kind: 'success' }, createCluster({ phase: 'Success' }), { jobId: 'b' });
    expect(stillRunningSentence([open, done], plain)).toBe(`1 of 2 cloud jobs may still be running: ${JOB_ID}.`);
    expect(stillRunningSentence([done], plain)).toBe('');
    const five = ['a', 'b', 'c', 'd', 'e'].map((jobId) => ({ ...open, jobId }));
    expect(stillRunningSentence(five, plain)).toBe('5 of 5 cloud jobs may still be running: a, b, c and 2 more.');
  });
});

describe('the reason', () => {
  it('is empty on success', () => {
    expect(reasonOf(gateOf('success', ended({ kind: 'success' }, createCluster({ phase: 'Success' }))), sanitize)).toBe(
      '',
    );
  });

  it('is the root cause of a failure, with the job that may still be running', () => {
    const cause = 'InstallMaster failed: The subnet has no free address (CCE.03500001)';
    expect(reasonOf(failedGate(brokenCluster()), sanitize)).toBe(`${cause}. ${STILL}`);
    expect(reasonOf(failedGate(brokenCluster({ phase: 'Failed' })), sanitize)).toBe(cause);
  });

  it('comes from the answer that said so, not from a later one', () => {
    const result = ended({ kind: 'failed' }, createCluster({ phase: 'Success' }), { failedJob: brokenCluster() });
    expect(reasonOf(gateOf('failed', result), sanitize)).toMatch(/^InstallMaster failed: The subnet/);
  });

  it('is the failure that came first, over all jobs, and counts the others', () => {
    const late = ended({ kind: 'failed' }, jobIn('Failed', { reason: 'late', endedAt: 9 }), { jobId: 'a' });
    const never = ended({ kind: 'failed' }, jobIn('Failed', { reason: 'no time' }), { jobId: 'b' });
    const early = ended({ kind: 'failed' }, jobIn('Failed', { reason: 'early', endedAt: 3 }), { jobId: 'c' });
    expect(reasonOf(gateOf('failed', late, never, early), sanitize)).toBe(
      'CreateCluster c: CreateCluster failed: early; and 2 more failures',
    );
  });

  it('says what a job was doing when the time was up', () => {
    expect(
      reasonOf(gateOf('timed-out', ended({ kind: 'timed-out', fault: undefined }, createCluster())), sanitize),
    ).toBe(
      `Timed out after 9m 10s: CreateCluster prod-cluster was still Running, 1/2 sub-jobs; at work: InstallMaster (Running). ${STILL}`,
    );
  });

  it('names the raw phase of a job that no document explains, and the outage that went on', () => {
    const paused = jobIn('Unknown', { status: 'Paused', resourceName: 'prod' });
    expect(reasonOf(gateOf('timed-out', ended({ kind: 'timed-out', fault: OUTAGE }, paused)), sanitize)).toBe(
      `Timed out after 9m 10s: CreateCluster prod was still Unknown (status Paused); the last request failed: HTTP 502 APIG.0201: Backend timeout (request ID req-7). Run the workflow again later. ${STILL}`,
    );
    expect(reasonOf(gateOf('timed-out', ended({ kind: 'timed-out', fault: undefined }, undefined)), sanitize)).toBe(
      `Timed out after 9m 10s: job ${JOB_ID} never gave a usable answer. ${STILL}`,
    );
  });

  it('is the fault of an error, with how long an outage lasted', () => {
    const fault = faultOf('fatal', { status: 401, message: 'Wrong token' });
    expect(reasonOf(gateOf('error', ended({ kind: 'error', fault }, undefined)), sanitize)).toBe(
      `HTTP 401: Wrong token. ${STILL}`,
    );
    expect(reasonOf(gateOf('error', ended({ kind: 'error', fault, outageMs: 125_000 }, undefined)), sanitize)).toBe(
      `No usable answer for 2m 5s, at last: HTTP 401: Wrong token. ${STILL}`,
    );
  });

  it('names three of many jobs in error', () => {
    const fault = faultOf('fatal', { message: 'x' });
    const jobs = ['a', 'b', 'c', 'd'].map((jobId) => ended({ kind: 'error', fault }, undefined, { jobId }));
    expect(reasonOf(gateOf('error', ...jobs), sanitize)).toBe(
      'job a: x.; job b: x.; job c: x.; and 1 more job. 4 of 4 cloud jobs may still be running: a, b, c and 1 more.',
    );
  });

  it('says that the gate was cancelled, and what had failed by then', () => {
    const stopped = ended({ kind: 'stopped' }, createCluster());
    expect(reasonOf(gateOf('cancelled', stopped), sanitize)).toBe(
      `Cancelled after 9m 10s: CreateCluster prod-cluster was still Running, 1/2 sub-jobs; at work: InstallMaster (Running). ${STILL}`,
    );
    const failed = ended({ kind: 'failed' }, jobIn('Failed', { reason: 'x' }), { jobId: 'b' });
    expect(reasonOf(gateOf('cancelled', failed), sanitize)).toBe(
      'Cancelled after 9m 10s: already failed: CreateCluster failed: x',
    );
  });

  it('says something also of results that should not be', () => {
    expect(reasonOf(gateOf('cancelled'), sanitize)).toBe('Cancelled after 9m 10s');
    expect(reasonOf(gateOf('error'), sanitize)).toBe('The gate itself failed after 9m 10s');
    expect(reasonOf(gateOf('failed'), sanitize)).toBe('Failed after 9m 10s');
    expect(reasonOf(gateOf('failed', ended({ kind: 'failed' }, undefined)), sanitize)).toBe(
      `Failed after 9m 10s. ${STILL}`,
    );
    expect(endingSentence(ended({ kind: 'failed' }, undefined), plain)).toBe(`job ${JOB_ID} failed`);
  });

  it('is one safe line, whatever the service said', () => {
    fc.assert(
      fc.property(anyTree, anyTree, (tree, other) => {
        const fault = faultOf('outage', { code: tree.errorCode, message: tree.reason, requestId: tree.id });
        for (const result of [
          failedGate({ ...tree, phase: 'Failed' }),
          gateOf('timed-out', ended({ kind: 'timed-out', fault }, tree)),
          gateOf('error', ended({ kind: 'error', fault }, other), ended({ kind: 'error', fault }, tree)),
        ]) {
          const reason = reasonOf(result, sanitize);
          expect(sanitize(reason, Infinity)).toBe(reason);
          expect(reason).not.toBe('');
        }
      }),
    );
  });
});

describe('the verdict', () => {
  it('is one line with icon, word, job and time', () => {
    const success = ended({ kind: 'success' }, createCluster({ phase: 'Success' }));
    expect(verdictText(gateOf('success', success), plain)).toBe('✅ Success: CreateCluster prod-cluster after 9m 10s');
    expect(verdictText(failedGate(brokenCluster()), plain)).toBe('❌ Failed: CreateCluster prod-cluster after 9m 10s');
  });

  it('counts several jobs by how they ended', () => {
    const success = ended({ kind: 'success' }, createCluster({ phase: 'Success' }));
    const failed = ended({ kind: 'failed' }, brokenCluster(), { jobId: 'b' });
    const stopped = ended({ kind: 'stopped' }, createCluster(), { jobId: 'c' });
    expect(verdictText(gateOf('failed', success, failed, stopped), plain)).toBe(
      '❌ Failed: 3 jobs, 1 failed, 1 not waited for, 1 succeeded after 9m 10s',
    );
  });
});

describe('a wait that could not go on after a failure', () => {
  const broken = (jobId: string): ReturnType<typeof ended> =>
    ended({ kind: 'failed', fault: OUTAGE }, brokenCluster(), { jobId });
  const why = 'HTTP 502 APIG.0201: Backend timeout (request ID req-7). Run the workflow again later.';

  it('is told after the failure, with why', () => {
    const sentence = `The gate could not wait for the end of the job: ${why}`;
    expect(earlyEndSentence([broken('a')], plain)).toBe(sentence);
    expect(reasonOf(gateOf('failed', broken('a')), sanitize)).toBe(
      `InstallMaster failed: The subnet has no free address (CCE.03500001). ${sentence} ${STILL}`,
    );
  });

  it('is told of the first of several jobs, with how many more there are', () => {
    const fine = ended({ kind: 'failed' }, brokenCluster(), { jobId: 'b' });
    expect(earlyEndSentence([fine, broken('a')], plain)).toBe(`The gate could not wait for the end of job a: ${why}`);
    expect(earlyEndSentence([fine, broken('a'), broken('c')], plain)).toBe(
      `The gate could not wait for the end of job a and 1 more job: ${why}`,
    );
    expect(earlyEndSentence([fine], plain)).toBe('');
  });
});

describe('a defect of the gate', () => {
  it('is the reason where every job has an ending of its own', () => {
    const success = ended({ kind: 'success' }, createCluster({ phase: 'Success' }));
    const internalError = faultOf('fatal', {
      message: 'internal error of the gate: boom',
      advice: 'Please report it.',
    });
    expect(reasonOf({ ...gateOf('error', success), internalError }, sanitize)).toBe(
      'internal error of the gate: boom. Please report it.',
    );
  });
});
