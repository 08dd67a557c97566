import { describe, expect, it } from '@jest/globals';

import { runGate } from './support/gate.js';

const ESC = String.fromCharCode(0x1b);
const jsonOf = (text: string | undefined): unknown => JSON.parse(text ?? '');

describe('a cause that is not listed', () => {
  it.concurrent('is asked for by its own ID, and said everywhere', async () => {
    const { exitCode, outputs, stdout, summary, simulator } = await runGate({ scenarios: ['hidden-cause'] });
    expect(exitCode).toBe(1);
    expect(
      simulator.requests.filter(({ path }) => path.endsWith('/d425f1ba-7d55-11ee-a3b1-0255ac100b08')),
    ).toHaveLength(1);
    expect(outputs['reason']).toContain(
      'CreateServer quiet-cluster-node-3 failed: Create server failed: the quota of instances is exceeded',
    );
    // Whether the job itself has failed too by then is a matter of milliseconds.
    expect(jsonOf(outputs['failed_jobs'])).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ type: 'CreateNode', reason: '' }),
        expect.objectContaining({ type: 'CreateServer', path: ['ScaleupCluster', 'CreateNode', 'CreateServer'] }),
      ]),
    );
    expect(summary).toContain('Path: `ScaleupCluster` › `CreateNode` › `CreateServer`');
    expect(summary).toContain('💡 A quota of the project seems to be used up');
    expect(stdout).toContain('CreateNode quiet-cluster-node-3 gives no reason: asking for it by its own ID, d425f1ba');
    expect(stdout).toMatch(/^::error title=CreateServer failed — quiet-cluster-node-3::.*Hint: A quota/m);
  });

  it.concurrent('that nobody tells changes nothing', async () => {
    const { exitCode, outputs, stdout, simulator } = await runGate({
      scenarios: ['create-cluster'],
      meanwhile: ({ simulator }) => {
        const [scenario] = simulator.scenarios;
        const silent = { metadata: { uid: 'no-such-job' }, spec: { type: 'CreateNode' }, status: { phase: 'Failed' } };
        const spec = { type: 'CreateCluster', subJobs: [silent] };
        const job = { kind: 'Job', metadata: { uid: scenario?.job.id }, spec, status: { phase: 'Running' } };
        simulator.answerNext((_, response) => {
          response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(job));
        });
        return Promise.resolve();
      },
    });
    expect([exitCode, outputs['outcome'], simulator.requests.length]).toEqual([1, 'failed', 2]);
    expect(stdout).toContain('No answer about it: HTTP 404');
    expect(jsonOf(outputs['failed_jobs'])).toMatchObject([{ id: 'no-such-job', reason: '' }]);
  });
});

describe('the log', () => {
  it.concurrent('says at its end where the summary and the report are', async () => {
    const env = { GITHUB_SERVER_URL: 'https://github.com', GITHUB_REPOSITORY: 'octo/infra', GITHUB_RUN_ID: '42' };
    const there = await runGate({ scenarios: ['create-cluster'], env });
    expect(there.stdout).toContain('\n  Summary  https://github.com/octo/infra/actions/runs/42\n');
    expect(there.stdout).toContain(`\n  Report   ${there.outputs['report'] ?? '?'}\n`);
    const none = await runGate({ scenarios: ['create-cluster'], env: { ...env, GITHUB_STEP_SUMMARY: '' } });
    expect(none.stdout).not.toContain('  Summary  ');
  });

  it.concurrent.each<[string, Record<string, string>, boolean]>([
    ['on GitHub', {}, true],
    ['on GitHub with NO_COLOR', { NO_COLOR: '1' }, false],
    ['on GitHub with FORCE_COLOR=0', { FORCE_COLOR: '0' }, false],
  ])('is coloured or not %s', async (_, env, coloured) => {
    const { stdout, outputs, summary } = await runGate({
      scenarios: ['install-master-fails'],
      env: { NO_COLOR: '', ...env },
    });
    expect(stdout.includes(`${ESC}[31m❌ Failed: `)).toBe(coloured);
    expect(stdout.includes(ESC)).toBe(coloured);
    expect(JSON.stringify([outputs, summary])).not.toContain(ESC);
  });

  it.concurrent('folds up each of several jobs at the end', async () => {
    const { stdout } = await runGate({
      scenarios: ['create-cluster', 'failed-under-success'],
      inputs: { fail_fast: 'false' },
    });
    const lines = stdout.split('\n');
    const groups = lines.filter((line) => line.startsWith('::group::'));
    expect(groups).toEqual([
      expect.stringMatching(/^::group::❌ Failed: ScaleupCluster half-cluster$/),
      expect.stringMatching(/^::group::✅ Success: CreateCluster /),
    ]);
    expect(lines.filter((line) => line === '::endgroup::')).toHaveLength(2);
  });

  it.concurrent(
    'shows every request and, redacted, every document with debug logging on, and neither without',
    async () => {
      const { stdout, simulator } = await runGate({ scenarios: ['install-master-fails'], env: { RUNNER_DEBUG: '1' } });
      const { requests } = simulator;
      const debug = stdout.split('\n').filter((line) => line.startsWith('::debug::'));
      expect(debug.filter((line) => / → 200 in \d+ ms, request ID 0{20,}/.test(line))).toHaveLength(requests.length);
      expect(debug.filter((line) => line.startsWith('::debug::{"kind":"Job"'))).toHaveLength(requests.length);
      expect((await runGate({ scenarios: ['install-master-fails'] })).stdout).not.toContain('::debug::');
    },
  );
});

describe('annotations', () => {
  it.concurrent('are an error for a timeout, which turns the step red', async () => {
    const { exitCode, stdout } = await runGate({ scenarios: ['stuck'], inputs: { timeout: '1500ms' } });
    expect(exitCode).toBe(3);
    expect(stdout).toMatch(
      /^::error title=Timed out — CreateCluster stuck-cluster::.*stuck-cluster-master-1.* timeout/m,
    );
    expect(stdout).not.toContain('::warning');
  });
});
