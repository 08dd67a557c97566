/** A short run of the fuzzer, and that it would find something. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { runCampaign } from '../../fuzz/campaign.js';
import { casesFor } from '../../fuzz/cases.js';
import { findingsOf } from '../../fuzz/checks.js';
import { LagMeter } from '../../fuzz/lag.js';
import { runGate } from '../../fuzz/run-gate.js';
import { BUNDLE } from '../../simulator/runner.js';

/** Runs the real bundle, and then says that all went well. */
const SABOTAGED = `
const { spawnSync } = require('node:child_process');
const { appendFileSync } = require('node:fs');
spawnSync(process.execPath, [${JSON.stringify(BUNDLE)}], { stdio: 'inherit' });
appendFileSync(process.env.GITHUB_OUTPUT, 'outcome=success\\n');
`;

describe('the fuzzer', () => {
  it('finds nothing in a bundle that keeps its promises', async () => {
    const { gates, failures } = await runCampaign({
      seed: 12,
      run: 'short',
      until: { gates: 24 },
      concurrency: 6,
      maxFailures: 1,
    });
    expect(failures.map(({ findings, story }) => `${JSON.stringify(findings)}\n${story}`)).toEqual([]);
    expect(gates).toBeGreaterThanOrEqual(24);
  });

  describe('given a bundle that ends green whatever happened', () => {
    let folder: string;
    let bundle: string;

    beforeAll(() => {
      folder = mkdtempSync(join(tmpdir(), 'cloud-job-gate-fuzz-'));
      bundle = join(folder, 'sabotaged.cjs');
      writeFileSync(bundle, SABOTAGED);
    });

    afterAll(() => {
      rmSync(folder, { recursive: true });
    });

    it('finds each success that is not proved, and takes none that is for one', async () => {
      const sample = fc
        .sample(casesFor('short'), { seed: 3, numRuns: 12 })
        .filter(({ signal }) => signal === undefined);
      const lag = new LagMeter();
      const verdicts = await Promise.all(
        sample.map(async (fuzzed) => {
          const seen = await runGate(fuzzed, lag, bundle);
          const isProved = seen.result.outputs['reason'] === '';
          return { isProved, isFound: findingsOf(seen).some(({ rule }) => rule === 'proof') };
        }),
      );
      expect(verdicts).toEqual(verdicts.map(({ isProved }) => ({ isProved, isFound: !isProved })));
      expect(new Set(verdicts.map(({ isProved }) => isProved))).toEqual(new Set([true, false]));
    });
  });
});
