/** What the action's entry does before there is a gate: where it does not run, and what it then prints. */
import { describe, expect, it } from '@jest/globals';

import { startProgram, type ProgramResult } from '../../simulator/program.js';
import { BUNDLE, inputVariables } from '../../simulator/runner.js';

const SECRET = 'hunter2-hunter2-hunter2-hunter2';
const INPUTS = inputVariables({ job_id: 'j', project_id: 'p', endpoint: 'http://127.0.0.1:9', token: SECRET });

/** A Node of another age, as far as a program can see. */
const OLD_NODE = `
Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '18.20.4' } });
Object.defineProperty(process, 'version', { value: 'v18.20.4' });
`;

function start(env: Readonly<Record<string, string>>): Promise<ProgramResult> {
  return startProgram({ file: BUNDLE, env: { ...INPUTS, ...env } }).result;
}

describe('the entry of the action', () => {
  it.concurrent.each(['', 'false', 'TRUE'])(
    'refuses to run where GITHUB_ACTIONS is "%s": a mask that nobody reads would be the leak',
    async (value) => {
      const { exitCode, stdout, stderr } = await start(value === '' ? {} : { GITHUB_ACTIONS: value });
      expect(exitCode).toBe(2);
      expect(stdout).toBe('');
      expect(stderr).toContain('cloud-job-gate.cjs');
      expect(stderr.trim().split('\n')).toHaveLength(1);
      expect(stderr).not.toContain(SECRET);
      expect(stderr).not.toContain('::');
    },
  );

  it('needs a Node that is not too old, and says which in one line before anything else is loaded', async () => {
    const preload = `--import=data:text/javascript,${encodeURIComponent(OLD_NODE)}`;
    const { exitCode, stdout, stderr } = await start({ GITHUB_ACTIONS: 'true', NODE_OPTIONS: preload });
    expect(exitCode).toBe(2);
    expect(stdout).toBe('');
    expect(stderr).toContain('Node 20');
    expect(stderr.trim().split('\n')).toHaveLength(1);
  });
});
