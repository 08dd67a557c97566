import type { Gate } from '../../e2e/support/gate.js';
import { jobDocument, json, parentDocument, stallInBody } from '../../e2e/support/answers.js';
import type { Fault, FaultGroup, Overrides } from '../fault.js';

/** A little less than the gate takes, so that the rest of the document fits. */
const MAX_BYTES = 15 * 1024 * 1024;

/**
 * The contract: any answer of up to 16 MiB is read and reported within three seconds. Held by what the processor did,
 * since the processor may be busy with other tests.
 */
const MAX_CPU_MS = 3000;

/** As long as it takes on a busy machine: the bound above is the one that counts. */
const INPUTS = { timeout: '20s', request_timeout: '10s', outage_tolerance: '10s' };

const tooMuchWork = ({ usage }: Gate): string[] => {
  const cpuMs = usage?.cpuMs ?? Infinity;
  return cpuMs < MAX_CPU_MS ? [] : [`it took ${Math.round(cpuMs)} ms of the processor`];
};

const INVISIBLE = '\u200b';

/** As often as it fits into an answer: JSON escapes some of it. */
const repeated = (unit: string): string =>
  unit.repeat(Math.floor(MAX_BYTES / Buffer.byteLength(JSON.stringify(unit).slice(1, -1))));

const failedWith = (reason: string): object => jobDocument('Failed', { status: { phase: 'Failed', reason } });

/** A job with so many failed sub-jobs, each with a type and a reason of its own. */
const failedSubJobs = (count: number, type: string, reason: string): object =>
  parentDocument(
    'Failed',
    Array.from({ length: count }, (_, index) => ({
      metadata: { uid: `sub-${index}` },
      spec: { type: `${index}${type}` },
      status: { phase: 'Failed', reason: `${index}${reason}` },
    })),
  );

function hostile(name: string, document: () => object, prepare: Overrides = {}): Fault {
  return {
    name,
    prepare: ({ answer }) => {
      answer(json(document()));
      return { ...prepare, inputs: INPUTS };
    },
    outcome: 'failed',
    problems: tooMuchWork,
    requests: 1,
  };
}

/** Text that is costly to read, as much of it as an answer holds. */
export const hostileText: FaultGroup = {
  heading: 'Answers of 15 MiB, within three seconds',
  heavy: true,
  faults: [
    hostile('a reason of invisible characters', () => failedWith(repeated(INVISIBLE))),
    hostile('a reason of number signs', () => failedWith(repeated('#'))),
    hostile('a reason of escapes for terminals', () => failedWith(repeated('\u001b[31m'))),
    hostile('a reason of what looks escaped', () => failedWith(repeated('%25&amp;\\'))),
    hostile('a reason of invisible characters, with debug logging', () => failedWith(repeated(INVISIBLE)), {
      env: { RUNNER_DEBUG: '1' },
    }),
    hostile('an unknown phase of number signs beside a failed sub-job', () => ({
      ...failedSubJobs(1, 'CreateNode', ''),
      status: { phase: repeated('#') },
    })),
    hostile('800 types of 16 KiB, no two alike', () => failedSubJobs(800, '`'.repeat(16 * 1024), '')),
    hostile('300 reasons of 16 KiB that cannot be seen', () => failedSubJobs(300, '', INVISIBLE.repeat(16 * 1024))),
    hostile('3,000 reasons of 5 KiB, no two alike', () => failedSubJobs(3000, 'CreateNode', 'quota '.repeat(800))),
    {
      name: 'a reason of invisible characters, and a signal while the next answer comes',
      prepare: ({ answer, answerNext }) => {
        answerNext(json(jobDocument('Running', { status: { phase: 'Running', reason: repeated(INVISIBLE) } })));
        answer(stallInBody);
        return {
          inputs: INPUTS,
          meanwhile: async ({ action, simulator }) => {
            await simulator.waitForRequests(2);
            action.child.kill('SIGINT');
          },
        };
      },
      outcome: 'cancelled',
      exitCode: 130,
      problems: tooMuchWork,
      platforms: ['linux', 'darwin'],
    },
  ],
};
