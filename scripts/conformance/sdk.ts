/** Reads a Python SDK as text: hosts of the regions, requests, and the descriptions of its models. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { wordsOf, type DocumentedWord } from './words.js';

/** The folder of an SDK's models: `huaweicloudsdkecs/v2`. */
export interface Sdk {
  readonly folder: string;
}

/** The host of each region, by the region's name. */
export function hostsOf({ folder }: Sdk): ReadonlyMap<string, string> {
  const [file = ''] = readdirSync(join(folder, 'region')).filter((name) => name.endsWith('_region.py'));
  const text = readFileSync(join(folder, 'region', file), 'utf8');
  const regions = text.matchAll(/Region\("([^"]+)",\s*"https:\/\/([^"]+)"/g);
  return new Map([...regions].map(([, region = '', host = '']) => [region, host]));
}

/**
 * An operation's method, path and, as far as it has one, `id` in the query: `GET /v3/{project_id}/jobs?id={id}`.
 *
 * @param name as the definitions write it: `ShowJob`
 * @throws where the SDK does not have it
 */
export function requestOf({ folder }: Sdk, name: string): string {
  const [file = ''] = readdirSync(folder).filter((each) => /^[a-z]+_client\.py$/.test(each));
  const [, body = ''] = readFileSync(join(folder, file), 'utf8').split(`def _${snakeCase(name)}_http_info(`);
  const text = body.slice(0, body.indexOf('return http_info'));
  const [method, path] = ['method', 'resource_path'].map((key) => new RegExp(`"${key}": "([^"]+)"`).exec(text)?.[1]);
  if (method === undefined || path === undefined) throw new Error(`the SDK has no ${name}`);
  return `${method} ${path}${text.includes("query_params.append(('id',") ? '?id={id}' : ''}`;
}

/** The status words in the model of an operation's answer and in those that it consists of. */
export function sdkWordsOf(sdk: Sdk, name: string): DocumentedWord[] {
  return modelsBelow(sdk, `${name}Response`, new Set()).flatMap((text) => [
    ...[...text.matchAll(/:param (?:status|phase): (.*)/g)].flatMap(([, said = '']) => wordsOf(said, [])),
    ...[...text.matchAll(/^ +(?:STATUS|PHASE)_\w+ = "([^"]+)"/gm)].flatMap(([, word = '']) => wordsOf('', [word])),
  ]);
}

function modelsBelow(sdk: Sdk, model: string, seen: Set<string>): string[] {
  const file = join(sdk.folder, 'model', `${snakeCase(model)}.py`);
  if (seen.has(model) || !existsSync(file)) return [];
  seen.add(model);
  const text = readFileSync(file, 'utf8');
  const types = /openapi_types = \{([^}]*)\}/.exec(text)?.[1] ?? '';
  const inner = [...types.matchAll(/: '(?:list\[)?([A-Z]\w+)\]?'/g)].map(([, type = '']) => type);
  return [text, ...inner.flatMap((type) => modelsBelow(sdk, type, seen))];
}

/** `ShowDdmJobResult` as files and functions are named: `show_ddm_job_result`. */
function snakeCase(name: string): string {
  return name
    .replaceAll(/([a-z\d])([A-Z])/g, '$1_$2')
    .replaceAll(/([A-Z]+)([A-Z][a-z])/g, '$1_$2')
    .toLowerCase();
}
