import { expect } from '@jest/globals';

import { parseDuration } from '../../src/base/time.js';
import { runGate, type Gate } from '../e2e/support/gate.js';
import { annotationsIn } from '../e2e/support/log.js';
import { exitCodeOf, INPUTS, type Fault } from './fault.js';

/** Simulated time: `create-cluster` succeeds with the second answer. */
const SPEED = 1_000_000;

/** The final poll may pass the deadline by so much; the rest is for loading the bundle and writing the reports. */
const FINAL_POLL_MS = 1000;
const LOADING_MS = 500;

/** The faults that can happen on this platform. */
export function onThisPlatform(faults: readonly Fault[]): readonly Fault[] {
  return faults.filter(({ platforms }) => platforms?.includes(process.platform) ?? true);
}

/** Runs the bundle under a fault, which has to end as its row says. */
export async function runFault(fault: Fault): Promise<void> {
  const { prepare, ...options } = fault;
  const gate = await runGate({ speed: SPEED, measured: true, ...options, inputs: INPUTS, prepare });
  expectEnding(fault, gate);
  expectInTime(fault, gate);
  expect(fault.problems?.(gate) ?? []).toEqual([]);
}

function expectEnding(fault: Fault, { outputs, summary, stdout, exitCode, simulator }: Gate): void {
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
  if (fault.warnings !== undefined) expect(annotationsIn(stdout, 'warning')).toHaveLength(fault.warnings);
}

function expectInTime({ withinMs }: Fault, { inputs, usage }: Gate): void {
  const timeoutMs = parseDuration(inputs['timeout'] ?? '') ?? 0;
  expect(usage?.tookMs).toBeLessThan(withinMs ?? timeoutMs + FINAL_POLL_MS + LOADING_MS);
}
