import type { RawHandler } from '../../../simulator/simulator.js';
import { jobDocument } from '../../e2e/support/answers.js';
import type { Fault, FaultGroup } from '../fault.js';

/** Runs a program in the gate's process before the gate. */
const preloading = (program: string): { readonly NODE_OPTIONS: string } => ({
  NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(program)}`,
});

/** A disk that takes half of the third write to the outputs' file. */
const FULL_DISK = `
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
const append = fs.appendFileSync;
let writes = 0;
fs.appendFileSync = (path, text, ...rest) => {
  if (path !== process.env.GITHUB_OUTPUT || (writes += 1) !== 3) return append(path, text, ...rest);
  append(path, String(text).slice(0, String(text).length / 2), ...rest);
  throw Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' });
};
syncBuiltinESMExports();
`;

const MANY_JOBS = Array.from({ length: 100 }, (_, index) => `job-${index}`).join(',');

const mute: RawHandler = () => undefined;

/** An API that has gone mute ends the gate in the same time, whatever is waited for and how. */
function muteApi(name: string, options: Partial<Fault>, inputs: Readonly<Record<string, string>>): Fault {
  return {
    name,
    prepare: ({ answer }) => {
      answer(mute);
      return {
        inputs: { job_id: MANY_JOBS, outage_tolerance: '1s', request_timeout: '1s', timeout: '20s', ...inputs },
      };
    },
    outcome: 'error',
    // The tolerance, one request and two seconds.
    withinMs: 4000,
    warnings: 0,
    ...options,
  };
}

/** Signals, a process that stands still, and waits for a turn. */
export const processFaults: FaultGroup = {
  heading: 'The process, and many jobs',
  faults: [
    muteApi('a mute API and 100 jobs', {}, {}),
    muteApi('a mute API and 100 jobs, each to be waited for', {}, { fail_fast: 'false' }),
    muteApi('a mute API and 100 jobs by access key', { credentials: 'access-key' }, {}),
    muteApi(
      'a mute API and 100 jobs by access key, each to be waited for',
      { credentials: 'access-key' },
      { fail_fast: 'false' },
    ),
    {
      name: 'SIGHUP: outputs and summary are written',
      prepare: ({ answer }) => {
        answer((_, response) => response.end(JSON.stringify(jobDocument('Running'))));
        return {
          meanwhile: async ({ action, simulator }) => {
            await simulator.waitForRequests(1);
            action.child.kill('SIGHUP');
          },
        };
      },
      outcome: 'cancelled',
      exitCode: 129,
      problems: ({ summary }) => (summary === '' ? ['there is no summary'] : []),
      platforms: ['linux', 'darwin'],
    },
    {
      name: 'stopped until long after the deadline: one more poll is made',
      prepare: (fixture) => {
        fixture.answer((_, response) => response.end(JSON.stringify(jobDocument('Running'))), 1);
        return {
          inputs: { timeout: '1s', poll_interval: '900ms' },
          meanwhile: async ({ action, simulator }) => {
            await simulator.waitForRequests(1);
            action.child.kill('SIGSTOP');
            fixture.answer((_, response) => response.end(fixture.success));
            await new Promise((resolve) => {
              setTimeout(resolve, 2500);
            });
            action.child.kill('SIGCONT');
          },
        };
      },
      outcome: 'success',
      requests: 2,
      withinMs: 10_000,
      platforms: ['linux', 'darwin'],
    },
    {
      name: 'a Retry-After of a year: the deadline comes first, and the final poll is made',
      prepare: (fixture) => {
        fixture.answer((_, response) => response.writeHead(503, { 'retry-after': '31536000' }).end('{}'), 1);
        fixture.answer((_, response) => response.end(fixture.success));
        return { inputs: { timeout: '2s' } };
      },
      outcome: 'success',
      says: 'in 5m',
      requests: 2,
    },
    {
      name: 'a disk that fills up in the middle of the outputs: whole values or none',
      prepare: (fixture) => {
        fixture.answer((_, response) => response.end(fixture.success));
        return { env: preloading(FULL_DISK) };
      },
      outcome: 'success',
      warnings: 1,
      problems: ({ outputs }) => (Object.keys(outputs).length === 2 ? [] : Object.keys(outputs)),
    },
  ],
};
