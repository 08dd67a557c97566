/** Brings the providers' published models onto this machine: text to read, of which nothing is run. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Where the models stand after {@link install}. */
export interface Models {
  /** The folder that has a folder for each SDK: `huaweicloudsdkecs`. */
  readonly sdks: string;
  /** The folder that has a folder for each crate of definitions: `huawei-cloud-api-definitions-ECS-0.1.20261024`. */
  readonly definitions: string;
}

/**
 * Installs the models into a folder, of which nothing is left of before: the SDKs by pip, the definitions by cargo.
 *
 * @param latest whether to take the newest versions in place of those that `requirements.txt` and `Cargo.toml` name
 * @throws where a tool is missing or fails; the message has what it said
 */
export function install(folder: string, latest: boolean): Models {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const [sdks, definitions] = [join(folder, 'sdks'), join(folder, 'definitions')];
  const requirements = listIn(folder, 'requirements.txt', latest ? /==\S+ --hash=\S+/g : undefined, '');
  const options = ['--no-deps', '--no-compile', '--only-binary=:all:', '--disable-pip-version-check'];
  run('python3', ['-m', 'pip', 'install', '--quiet', ...options, '--target', sdks, '--requirement', requirements]);
  const manifest = listIn(folder, 'Cargo.toml', latest ? /"=[\d.]+"/g : undefined, '"*"');
  run('cargo', ['vendor', '--quiet', '--versioned-dirs', '--manifest-path', manifest, definitions]);
  return { sdks, definitions };
}

/** Copies one of the two lists into the folder, since cargo writes beside it, with its versions replaced if asked to. */
function listIn(folder: string, name: string, versions: RegExp | undefined, by: string): string {
  const list = readFileSync(fileURLToPath(new URL(name, import.meta.url)), 'utf8');
  const path = join(folder, name);
  writeFileSync(path, versions === undefined ? list : list.replaceAll(versions, by));
  return path;
}

function run(tool: string, args: readonly string[]): void {
  const { error, status, stderr } = spawnSync(tool, args, { encoding: 'utf8', stdio: ['ignore', 'ignore', 'pipe'] });
  if (error !== undefined) throw new Error(`${tool} could not be started (${error.message}): see docs/conformance.md`);
  if (status !== 0) throw new Error(`${tool} ${args.slice(0, 3).join(' ')} failed:\n${stderr}`);
}
