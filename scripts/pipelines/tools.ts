/**
 * What runs the pipelines: gitlab-ci-local from npm, act from Go's module proxy. Both are big and needed here alone, so
 * they are fetched when they are first used, into `node_modules/.cache`, and no `npm ci` has to bring them.
 */
import { copyFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { isJsonObject, objectAt, textAt } from '../../src/base/json.js';
import { run } from './run.js';

/** The root of this repository. */
export const ROOT = fileURLToPath(new URL('../../', import.meta.url));

const CACHE = join(ROOT, 'node_modules', '.cache', 'pipelines');

const MANIFESTS = join(ROOT, 'scripts', 'pipelines', 'gitlab-ci-local');

/** The version that `gitlabCiLocal` runs, e.g. `4.75.1`. */
export const GITLAB_CI_LOCAL_VERSION = dependencyVersion(join(MANIFESTS, 'package.json'), 'gitlab-ci-local');

/** What `act` runs. Go's checksum database holds what this version is. */
export const ACT = { module: 'github.com/nektos/act', version: 'v0.2.89' };

/**
 * Fetches gitlab-ci-local, with the hash of its lock file, unless it is there already.
 *
 * @returns the script, for Node
 * @throws with npm's log where it cannot be fetched
 */
export async function gitlabCiLocal(): Promise<string> {
  const folder = join(CACHE, `gitlab-ci-local-${GITLAB_CI_LOCAL_VERSION}`);
  const file = join(folder, 'node_modules', 'gitlab-ci-local', 'dist', 'index.js');
  if (existsSync(file)) return file;
  mkdirSync(folder, { recursive: true });
  for (const name of ['package.json', 'package-lock.json']) copyFileSync(join(MANIFESTS, name), join(folder, name));
  await install('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], folder);
  return file;
}

/**
 * Builds act, unless it is there already. It needs Go.
 *
 * @returns the program
 * @throws with Go's log where it cannot be built
 */
export async function act(): Promise<string> {
  const { module, version } = ACT;
  const folder = join(CACHE, `act-${version}`);
  const file = join(folder, 'act');
  if (existsSync(file)) return file;
  mkdirSync(folder, { recursive: true });
  await install('go', ['install', `${module}@${version}`], folder, { GOBIN: folder });
  return file;
}

async function install(program: string, args: readonly string[], cwd: string, more = {}): Promise<void> {
  // All of the environment: how npm and Go reach their registries may be said there.
  const { status, log } = await run({ program, args, cwd, env: { ...process.env, ...more } });
  if (status !== 0) throw new Error(`${program} ${args.join(' ')} ended with ${String(status)}:\n${log}`);
}

function dependencyVersion(path: string, name: string): string {
  const manifest: unknown = JSON.parse(readFileSync(path, 'utf8'));
  return isJsonObject(manifest) ? textAt(objectAt(manifest, 'dependencies'), name) : '';
}
