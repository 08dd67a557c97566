import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

import { describe, expect, it } from '@jest/globals';

import { TOKEN } from '../../simulator/simulator.js';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/** What `npm run demo -- …` does. */
function demo(...args: readonly string[]): Promise<{ status: number | null; stdout: string; stderr: string }> {
  const child = spawn(process.execPath, ['node_modules/tsx/dist/cli.mjs', 'scripts/demo.ts', ...args], { cwd: ROOT });
  const printed = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const) {
    child[name].setEncoding('utf8').on('data', (text: string) => (printed[name] += text));
  }
  return new Promise((resolve, reject) => {
    child.once('error', reject).once('close', (status) => {
      resolve({ status, ...printed });
    });
  });
}

describe('the demo', () => {
  it.concurrent(
    'shows a gate that opens',
    async () => {
      const { status, stdout } = await demo();
      expect(status).toBe(0);
      expect(stdout).toMatch(/^outcome +success$/m);
      expect(stdout).toMatch(/^## ✅ Success: `CreateCluster` `demo-cluster`/m);
      expect(stdout).not.toContain(TOKEN);
      expect(stdout).not.toContain('::add-mask::');
      expect(stdout.trimEnd().split('\n').slice(-2).join()).toMatch(
        /npm run preview.*npm run demo -- install-master-fails/,
      );
    },
    30_000,
  );

  it.concurrent(
    'shows a gate that stays shut, with the reason of the sub-job',
    async () => {
      const { status, stdout } = await demo('install-master-fails');
      expect(status).toBe(1);
      expect(stdout).toMatch(/^outcome +failed$/m);
      expect(stdout).toMatch(
        /^reason +InstallMaster \S+ failed: Install master failed on server 192\.168\.0\.214: etcd/m,
      );
      expect(stdout).toMatch(/^failed: exit status 1 after \d\.\d s\nInstallMaster /m);
    },
    30_000,
  );

  it.concurrent('names the scenarios there are', async () => {
    const { status, stderr } = await demo('no-such');
    expect(status).toBe(2);
    expect(stderr).toContain('create-cluster');
  });
});
