import { describe, expect, it } from '@jest/globals';

import { scenarioNamed } from '../../simulator/scenarios/index.js';
import type { RawHandler } from '../../simulator/simulator.js';
import { naming } from '../support/naming.js';
import { bytes, drop, jobDocument, json, silence, stallInBody } from './support/answers.js';
import { runGate } from './support/gate.js';

const NOT_FOUND = json({ errorCode: 'CCE.01404001', errorMessage: 'Resource not found.' }, 404);

describe('a gate goes on after', () => {
  it.concurrent.each<[string, RawHandler]>([
    ['HTTP 408', json({}, 408)],
    ['HTTP 425', json({}, 425)],
    ['HTTP 500', json({ errorCode: 'CCE.01500001', errorMessage: 'Internal error.' }, 500)],
    ['HTTP 502 with HTML', bytes(Buffer.from('<html>Bad Gateway</html>'), 502)],
    ['HTTP 503', json({}, 503)],
    ['HTTP 504', json({}, 504)],
    ['HTTP 599', json({}, 599)],
    ['HTTP 429', json({ error_code: 'APIG.0308', error_msg: 'Throttled.' }, 429)],
    ['a dropped connection', drop],
    ['a request without an answer', silence],
    ['a body that stalls', stallInBody],
    ['an answer that is not JSON', bytes(Buffer.from('{"status":{"phase":"Success"'))],
  ])('%s, before the first answer and between two', async (_, trouble) => {
    const gate = await runGate({
      inputs: { request_timeout: '1500ms' },
      prepare: ({ answerNext }) => {
        answerNext(trouble);
        answerNext(json(jobDocument('Running')));
        answerNext(trouble);
      },
    });
    expect(gate.exitCode).toBe(0);
    expect(gate.outputs).toMatchObject({ outcome: 'success', phase: 'Success', reason: '' });
    expect(gate.stdout).not.toContain('::error');
    expect(gate.summary).toMatch(/\b2 failed\b/);
  });

  it.concurrent.each([429, 503])('HTTP %d, for as long as Retry-After says', async (status) => {
    const gate = await runGate({
      inputs: { outage_tolerance: '100ms' },
      prepare: ({ answerNext }) => {
        answerNext(json({}, status, { 'retry-after': '1' }));
      },
    });
    expect(gate.exitCode).toBe(0);
    const [first, second] = gate.simulator.requests;
    const pause = (second?.at ?? Number.NaN) - (first?.at ?? Number.NaN);
    expect(pause).toBeGreaterThanOrEqual(990);
  });

  it.concurrent('a Retry-After that is a date, read against the server’s own clock', async () => {
    const gate = await runGate({
      prepare: ({ answerNext }) => {
        const dates = { date: 'Mon, 01 Jan 2024 00:00:00 GMT', 'retry-after': 'Mon, 01 Jan 2024 00:00:01 GMT' };
        answerNext(json({}, 429, dates));
      },
    });
    expect(gate.exitCode).toBe(0);
    const [first, second] = gate.simulator.requests;
    expect((second?.at ?? Number.NaN) - (first?.at ?? Number.NaN)).toBeGreaterThanOrEqual(990);
  });

  it.concurrent('a 404 of a job that is not visible yet', async () => {
    const scenario = scenarioNamed('create-cluster');
    const gate = await runGate({
      scenarios: [{ ...scenario, job: { ...scenario.job, createdAt: 400 } }],
      speed: 2,
      inputs: { timeout: '25s' },
      prepare: ({ answerNext }) => {
        answerNext(NOT_FOUND, 2);
        answerNext(json(jobDocument('Success')), Infinity);
      },
    });
    expect(gate.exitCode).toBe(0);
    expect(gate.simulator.requests).toHaveLength(3);
    expect(gate.stdout.match(/HTTP 404/g)).toHaveLength(1);
  });

  it.concurrent('a single 404 of a job that was there', async () => {
    const gate = await runGate({
      prepare: ({ answerNext }) => {
        answerNext(json(jobDocument('Running')));
        answerNext(NOT_FOUND);
      },
    });
    expect(gate.exitCode).toBe(0);
  });
});

describe('a Retry-After that does not fit into the time left', () => {
  it.concurrent('is cut to the deadline, and followed by one final request', async () => {
    const gate = await runGate({
      inputs: { timeout: '1500ms', outage_tolerance: '1s' },
      prepare: ({ answerNext }) => {
        answerNext(json({ error_code: 'APIG.0308' }, 429, { 'retry-after': '3600' }));
        answerNext(json(jobDocument('Success')));
      },
    });
    expect(gate.exitCode).toBe(0);
    expect(gate.simulator.requests).toHaveLength(2);
  });

  it.concurrent('ends in a timeout that says why', async () => {
    const gate = await runGate({
      inputs: { timeout: '1500ms', outage_tolerance: '1s' },
      prepare: ({ answerNext }) => {
        answerNext(
          json({ error_code: 'APIG.0308', error_msg: 'Slow down.' }, 429, { 'retry-after': '3600' }),
          Infinity,
        );
      },
    });
    expect(gate.exitCode).toBe(3);
    expect(gate.outputs['reason']).toEqual(naming('HTTP 429 APIG.0308: Slow down', 'poll_interval'));
    expect(gate.simulator.requests).toHaveLength(2);
  });
});
