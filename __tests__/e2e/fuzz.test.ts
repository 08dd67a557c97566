/** A short run of the fuzzer, and that it would find a success that is not proved. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, describe, expect, it } from '@jest/globals';

import { runCampaign } from '../../fuzz/campaign.js';
import type { Case, Reply } from '../../fuzz/case.js';
import { findingsOf } from '../../fuzz/checks.js';
import { ASKED_ID, object, type Json } from '../../fuzz/json.js';
import { LagMeter } from '../../fuzz/lag.js';
import { runGate } from '../../fuzz/run-gate.js';
import { BUNDLE } from '../../simulator/runner.js';

const folder = mkdtempSync(join(tmpdir(), 'cloud-job-gate-fuzz-'));
const bundle = join(folder, 'sabotaged.cjs');
// Here, since tests that run side by side begin before `beforeAll` of their block.
writeFileSync(bundle, sabotaged());

afterAll(() => {
  rmSync(folder, { recursive: true });
});

describe('the fuzzer', () => {
  it('finds nothing in a bundle that keeps its promises', async () => {
    const { gates, failures } = await runCampaign({
      seed: 12,
      run: 'short',
      until: { gates: 24 },
      concurrency: 8,
      maxFailures: 1,
    });
    expect(failures.map(({ findings, story }) => `${JSON.stringify(findings)}\n${story}`)).toEqual([]);
    expect(gates).toBeGreaterThanOrEqual(24);
  });

  describe('given a bundle that ends green whatever happened', () => {
    it.concurrent.each<[string, Reply, boolean]>([
      ['a job that has not ended', answer(ecsJob('RUNNING')), true],
      ['a job that failed', answer(ecsJob('FAIL')), true],
      ['a sub-job that failed', answer(ecsJob('SUCCESS', object(['sub_jobs', [ecsJob('FAIL')]]))), true],
      ['sub-jobs that are hidden', answer(ecsJob('SUCCESS', [ecsJob('FAIL')])), true],
      ['another job', answer(ecsJob('SUCCESS', object(), 'another')), true],
      ['a name that stands twice', answer(object(['STATUS', 'SUCCESS'], ...ecsJob('SUCCESS').members)), true],
      ['an answer that is cut short', { ...answer(ecsJob('SUCCESS')), framing: { kind: 'no last chunk' } }, true],
      ['an error', { ...answer(ecsJob('SUCCESS')), status: 500 }, true],
      ['an answer that is cut to its size', cutToSize(ecsJob('SUCCESS')), false],
      ['nothing wrong', answer(ecsJob('SUCCESS', object(['sub_jobs', [ecsJob('SUCCESS')]]))), false],
    ])('knows whether success is proved by %s', async (_, reply, isFound) => {
      const seen = await runGate({ ...SHORT, jobs: [[reply]], lookUp: reply }, new LagMeter(), bundle);
      expect(findingsOf(seen).some(({ rule }) => rule === 'proof')).toBe(isFound);
    });
  });
});

/** An answer that blanks have made too large, with a length that leaves the last of them out. */
function cutToSize(value: Json): Reply {
  const body = { kind: 'json', value, spelling: 'over 16 MiB' } as const;
  return { ...answer(value), body, framing: { kind: 'short length' } };
}

/** A bundle that runs the real one, and then says that all went well. */
function sabotaged(): string {
  return `
    const { spawnSync } = require('node:child_process');
    const { appendFileSync } = require('node:fs');
    spawnSync(process.execPath, [${JSON.stringify(BUNDLE)}], { stdio: 'inherit' });
    appendFileSync(process.env.GITHUB_OUTPUT, 'outcome=success\\n');
  `;
}

const SHORT: Omit<Case, 'jobs' | 'lookUp'> = {
  service: 'ecs',
  failFast: true,
  auth: 'token',
  timeout: 600,
  requestTimeout: 400,
  outageTolerance: 400,
  pollInterval: 200,
  signal: undefined,
  repeatsIds: false,
  debug: false,
};

function answer(value: Json): Reply {
  const body = { kind: 'json', value, spelling: 'plain' } as const;
  const nothing = { retryAfter: undefined, location: undefined, skew: 0, requestId: undefined };
  return { status: 200, body, ...nothing, framing: { kind: 'length' } };
}

function ecsJob(status: string, entities: Json = object(), id = ASKED_ID): ReturnType<typeof object> {
  return object(['job_id', id], ['status', status], ['entities', entities]);
}
