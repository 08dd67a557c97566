/** The Nodes that start-up is measured on: the one at hand, and the one that runs the action. */
import { execFileSync } from 'node:child_process';
import { tmpdir } from 'node:os';

/** What `action.yml` has the runner use. */
const ACTION_NODE = '24';

export interface NodeBinary {
  readonly path: string;
  /** Without the `v`. */
  readonly version: string;
}

/**
 * This Node, and Node 24 where this is another: the one that `BENCH_NODE_24` names, else npm's package of its binary.
 *
 * @throws {Error} where there is no Node 24 to be had, which leaves the figures that matter unmeasured
 */
export function nodesToMeasure(): readonly NodeBinary[] {
  const atHand = { path: process.execPath, version: process.versions.node };
  if (majorOf(atHand) === ACTION_NODE) return [atHand];
  const path = process.env['BENCH_NODE_24'] ?? fromNpm();
  const other = { path, version: execFileSync(path, ['-p', 'process.versions.node'], { encoding: 'utf8' }).trim() };
  if (majorOf(other) !== ACTION_NODE) throw new Error(`${path} is Node ${other.version} instead of ${ACTION_NODE}`);
  return [atHand, other];
}

export function majorOf({ version }: NodeBinary): string {
  return version.split('.')[0] ?? '';
}

/** npm keeps it for the next time. */
function fromNpm(): string {
  const platform = process.platform === 'win32' ? 'win' : process.platform;
  const name = `node-${platform}-${process.arch}@${ACTION_NODE}`;
  const args = ['exec', '--yes', `--package=${name}`, '--', 'node', '-p', 'process.execPath'];
  return execFileSync('npm', args, { cwd: tmpdir(), encoding: 'utf8', shell: process.platform === 'win32' }).trim();
}
