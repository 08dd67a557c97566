import { describe, expect, it } from '@jest/globals';

import { parseDuration } from '../../src/base/duration.js';
import { exitStatus } from '../../src/engine/outcome.js';
import type { Fault } from './fault.js';
import { runUnder } from './run.js';
import { FAULTS } from './table/index.js';

/** The final poll may pass the deadline by so much; the rest is for loading the bundle and writing the reports. */
const FINAL_POLL_MS = 1000;
const LOADING_MS = 500;

const playable = ({ platforms }: Fault): boolean => platforms?.includes(process.platform) ?? true;

describe.each(FAULTS)('$heading', ({ faults }) => {
  it.concurrent.each(faults.filter(playable))('$name', async (fault) => {
    const { result, requests, trapped, timeout, tookMs } = await runUnder(fault);
    const { outputs, stdout } = result;
    const said = fault.outcome === 'success' ? stdout : (outputs['reason'] ?? '');
    expect(said).toMatch(fault.says);
    expect(result.exitCode).toBe(exitStatus(fault.outcome, undefined));
    if ('outcome' in outputs) expect(outputs['outcome']).toBe(fault.outcome);
    if (fault.requests !== undefined) expect(requests).toBe(fault.requests);
    expect(trapped).toBe(0);
    expect(tookMs).toBeGreaterThan(0);
    expect(tookMs).toBeLessThan((parseDuration(timeout) ?? 0) + FINAL_POLL_MS + LOADING_MS);
  });
});

describe('the table', () => {
  it('names each fault once', () => {
    const names = FAULTS.flatMap(({ faults }) => faults.map(({ name }) => name));
    expect(names).toEqual([...new Set(names)]);
  });
});
