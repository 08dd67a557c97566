import { describe, expect, it } from '@jest/globals';

import { parseDuration } from '../../src/base/duration.js';
import { annotationsIn } from '../e2e/support/log.js';
import { exitCodeOf, type Fault } from './fault.js';
import { runUnder } from './run.js';
import { FAULTS } from './table/index.js';

/** The final poll may pass the deadline by so much; the rest is for loading the bundle and writing the reports. */
const FINAL_POLL_MS = 1000;
const LOADING_MS = 500;

const playable = ({ platforms }: Fault): boolean => platforms?.includes(process.platform) ?? true;

describe.each(FAULTS)('$heading', ({ faults }) => {
  it.concurrent.each(faults.filter(playable))('$name', async (fault) => {
    const gate = await runUnder(fault);
    const { outputs, summary, stdout, exitCode, simulator, inputs, usage } = gate;
    if (fault.says !== undefined) {
      expect(fault.outcome === 'success' ? stdout : outputs['reason']).toMatch(fault.says);
    }
    expect(exitCode).toBe(exitCodeOf(fault));
    if ('outcome' in outputs) expect(outputs['outcome']).toBe(fault.outcome);
    if (fault.outcome !== 'success') {
      expect(outputs['phase']).not.toBe('Success');
      expect(summary).not.toMatch(/^## ✅/);
    }
    if (fault.requests !== undefined) expect(simulator.requests).toHaveLength(fault.requests);
    const timeoutMs = parseDuration(inputs['timeout'] ?? '') ?? 0;
    expect(usage?.tookMs).toBeLessThan(fault.withinMs ?? timeoutMs + FINAL_POLL_MS + LOADING_MS);
    if (fault.warnings !== undefined) expect(annotationsIn(stdout, 'warning')).toHaveLength(fault.warnings);
    expect(fault.problems?.(gate) ?? []).toEqual([]);
  });
});

describe('the table', () => {
  it('names each fault once', () => {
    const names = FAULTS.flatMap(({ heading, faults }) => faults.map(({ name }) => `${heading}: ${name}`));
    expect(names).toEqual([...new Set(names)]);
  });
});
