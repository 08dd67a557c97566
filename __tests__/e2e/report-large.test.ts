import { describe, expect, it } from '@jest/globals';

import type { ScriptedJob } from '../../simulator/scenario.js';
import { runGate } from './support/gate.js';

const SUB_JOBS = Array.from({ length: 10_000 }, (_, index): ScriptedJob => ({
  id: `node-${index}`,
  type: 'CreateNode',
  resourceName: `pool-node-${index}`,
  startsAt: 0,
  ends: {
    at: 0,
    phase: index % 7 === 0 ? 'Failed' : 'Success',
    ...(index % 7 === 0 ? { reason: `Create node failed on 10.0.${index % 256}.7: | \`flavor\` is sold out` } : {}),
  },
}));

describe('a tree of 10,000 sub-jobs', () => {
  it('is reported within every limit, and with the number of causes that are left out', async () => {
    const job = { id: 'large', type: 'ScaleupCluster', startsAt: 0, subJobs: SUB_JOBS };
    const scenario = { name: 'large', service: 'cce', description: 'large', projectId: 'project', job } as const;
    const { exitCode, summary, outputs } = await runGate({ scenarios: [scenario] });
    expect(exitCode).toBe(1);
    expect(summary).toContain('more causes');
    expect(Buffer.byteLength(summary)).toBeLessThan(1_000_000);
    expect(Buffer.byteLength(outputs['jobs'] ?? '')).toBeLessThanOrEqual(65_536);
    expect(Buffer.byteLength(outputs['failed_jobs'] ?? '')).toBeLessThanOrEqual(65_536);
  });
});
