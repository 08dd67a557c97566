/** A repository in a folder of its own, for a pipeline to run in, with what the examples call. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

import { run } from './run.js';

/** Where GitLab would have it. */
const REMOTE = 'git@gitlab.example.com:my-group/cloud-job-gate.git';

/** A repository with one commit. */
export interface Repository {
  readonly folder: string;
  readonly commit: string;
  /** Takes the folder away. */
  readonly remove: () => void;
}

/**
 * Makes a repository.
 *
 * @param files their contents by their paths; those that end in `.sh` can be run
 * @throws with git's log where git fails
 */
export async function makeRepository(files: Readonly<Record<string, string | Buffer>>): Promise<Repository> {
  const folder = mkdtempSync(join(tmpdir(), 'cloud-job-gate-pipeline-'));
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content, { mode: path.endsWith('.sh') ? 0o755 : 0o644 });
  }
  await git(folder, 'init', '--quiet', '--initial-branch=main');
  await git(folder, 'remote', 'add', 'origin', REMOTE);
  await git(folder, 'add', '--all');
  const identity = ['-c', 'user.name=pipeline', '-c', 'user.email=pipeline@example.com'];
  await git(folder, ...identity, 'commit', '--quiet', '--message=all');
  const commit = await git(folder, 'rev-parse', 'HEAD');
  return {
    folder,
    commit,
    remove: () => {
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function git(cwd: string, ...args: string[]): Promise<string> {
  const { status, log } = await run({ program: 'git', args, cwd, env: {} });
  if (status !== 0) throw new Error(`git ${args.join(' ')} ended with ${String(status)}:\n${log}`);
  return log.trim();
}
