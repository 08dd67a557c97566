/** What is no success is none, whatever else is said; `../faults/` has the answers that prove nothing at all. */
import { describe, expect, it } from '@jest/globals';

import { naming } from '../support/naming.js';
import { bytes, drop, jobDocument, json, parentDocument, subJobDocument } from './support/answers.js';
import { jsonOutput, runGate, type Gate } from './support/gate.js';
import { annotationsIn } from './support/log.js';

/** A gate whose every request for a job is answered with these objects, one for each job ID. */
function gateFor(responses: Readonly<Record<string, unknown>>, timeout = '1s'): Promise<Gate> {
  const ids = Object.keys(responses);
  return runGate({
    inputs: { timeout, job_id: ids.join(',') },
    prepare: ({ answer }) => {
      answer((request, response) => {
        const id = request.url?.split('/').at(-1) ?? '';
        json(responses[id])(request, response);
      });
    },
  });
}

/** One job for each phase. */
const jobsWith = (phases: readonly unknown[]): Record<string, unknown> =>
  Object.fromEntries(
    phases.map((phase, index) => [`job-${index}`, jobDocument(phase, { metadata: { uid: `job-${index}` } })]),
  );

const unknownPhases = ({ stdout }: Gate): string[] =>
  annotationsIn(stdout, 'warning').filter((line) => line.includes('title=Unknown phase'));

describe('a phase that is not known', () => {
  const PHASES = ['Succeeded', 'Success!', 'SuccessFailed', 'constructor', '__proto__', 1, true];
  const NO_WORDS = [['Success'], { phase: 'Success' }, '', null, undefined];

  it.concurrent('times out, is named, and is warned about once', async () => {
    const gate = await gateFor(jobsWith([...PHASES, ...NO_WORDS]));
    expect([gate.exitCode, gate.outputs['outcome'], gate.outputs['phase']]).toEqual([3, 'timed-out', 'Unknown']);
    expect(jsonOutput(gate, 'failed_jobs')).toEqual([]);
    expect(jsonOutput(gate, 'jobs')).toMatchObject([
      ...PHASES.map((phase) => ({ phase: 'Unknown', status: String(phase) })),
      ...NO_WORDS.map(() => ({ phase: 'Unknown' })),
    ]);
    expect(unknownPhases(gate)).toHaveLength(PHASES.length + NO_WORDS.length);
    expect(gate.simulator.requests.length).toBeGreaterThan(PHASES.length + NO_WORDS.length);
  });

  it.concurrent('of a sub-job neither fails nor hides anything', async () => {
    const subJobs = [subJobDocument('Odd', 'Paused'), subJobDocument('Plain', undefined)];
    const gate = await runGate({
      prepare: ({ answer }) => {
        answer(json(parentDocument('Success', subJobs)));
      },
    });
    expect(gate.exitCode).toBe(0);
    expect(unknownPhases(gate)).toEqual([naming('Odd', 'Paused')]);
  });
});

describe('a phase', () => {
  it.concurrent.each([
    [' sUCCESS\n', 0],
    ['\tFAILED ', 1],
  ])('is no matter of case or blanks: %j', async (phase, status) => {
    expect((await gateFor(jobsWith([phase]))).exitCode).toBe(status);
  });
});

describe('once the job has been seen', () => {
  it.concurrent('an outage that lasts until the deadline is a timeout that tells of both', async () => {
    const gate = await runGate({
      inputs: { timeout: '1s' },
      prepare: ({ answer, success }) => {
        answer(json(jobDocument('Running')), 1);
        answer(bytes(Buffer.from(success.slice(0, -1))));
      },
    });
    expect(gate.exitCode).toBe(3);
    expect(gate.outputs['phase']).toBe('Running');
    expect(gate.outputs['reason']).toEqual(naming('Running', 'HTTP 200'));
  });

  it.concurrent('a failure stays one, whatever comes after', async () => {
    const gate = await runGate({
      inputs: { fail_fast: 'false' },
      prepare: ({ answer }) => {
        answer(json(parentDocument('Running', [subJobDocument('Step', 'Failed', 'once is enough')])), 1);
        answer(json(parentDocument('Running', [])), 1);
        answer(drop, 1);
        answer(json(parentDocument('Success', [subJobDocument('Step', 'Success')])));
      },
    });
    expect(gate.exitCode).toBe(1);
    expect(gate.outputs).toMatchObject({
      outcome: 'failed',
      phase: 'Failed',
      reason: naming('Step', 'once is enough'),
    });
  });
});
