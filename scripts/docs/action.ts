/** The tables of inputs and outputs: what `action.yml` says, for people. */
import { readFileSync } from 'node:fs';

import { isMap, parse, parseDocument, Scalar } from 'yaml';

import { isJsonObject, type JsonObject, objectAt, textAt } from '../../src/base/json.js';
import { SETTING_DEFAULTS, type SettingName } from '../../src/base/settings.js';
import { descriptionOf } from '../../src/config/descriptions.js';
import { code, table } from './markdown.js';

/** The inputs by what they are about. A test holds that each is in one group. */
export const INPUT_GROUPS: readonly {
  readonly title: string;
  /** The title in Chinese. */
  readonly chinese: string;
  readonly names: readonly SettingName[];
}[] = [
  { title: 'Which job', chinese: '等待哪个任务', names: ['job_id', 'service', 'parent_id'] },
  { title: 'Where it is', chinese: '在哪里查询', names: ['project_id', 'region', 'endpoint'] },
  {
    title: 'How to authenticate',
    chinese: '如何认证',
    names: [
      'token',
      'access_key',
      'secret_key',
      'security_token',
      'identity_provider',
      'provider_urn',
      'agency_urn',
      'audience',
      'iam_endpoint',
      'sts_endpoint',
    ],
  },
  {
    title: 'How long to wait',
    chinese: '等待多久',
    names: ['timeout', 'poll_interval', 'request_timeout', 'outage_tolerance', 'fail_fast'],
  },
  { title: 'Which reports to write', chinese: '输出哪些报告', names: ['summary', 'comment', 'github_token'] },
];

/** The manifest's inputs or outputs, by their names, in its order. */
export function manifestEntries(member: 'inputs' | 'outputs'): [string, JsonObject][] {
  const manifest: unknown = parse(readFileSync(new URL('../../action.yml', import.meta.url), 'utf8'));
  const entries = isJsonObject(manifest) ? objectAt(manifest, member) : {};
  return Object.keys(entries).map((name) => [name, objectAt(entries, name)]);
}

/** A table for each group of inputs, below a heading. */
export function inputTables(): string {
  const inputs = new Map(manifestEntries('inputs'));
  const rowOf = (name: string): string[] => {
    const input = inputs.get(name) ?? {};
    return [code(name), defaultOf(input, 'required'), textAt(input, 'description')];
  };
  return INPUT_GROUPS.map(
    ({ title, names }) => `### ${title}\n\n${table(['input', 'default', 'meaning'], names.map(rowOf))}`,
  ).join('\n\n');
}

/** An input's default as code, a dash where it has none. */
function defaultOf(input: JsonObject, required: string): string {
  const value = textAt(input, 'default');
  if (input['required'] === true) return required;
  return value === '' ? '–' : code(value);
}

export function outputsTable(): string {
  const rows = manifestEntries('outputs').map(([name, output]) => [code(name), textAt(output, 'description')]);
  return table(['output', 'meaning'], rows);
}

/** `action.yml` with the descriptions of its inputs as the code has them. */
export function manifestText(manifest: string): string {
  const document = parseDocument(manifest);
  const inputs = document.get('inputs');
  if (!isMap(inputs)) throw new Error('action.yml has no inputs');
  for (const { key } of inputs.items) {
    const name = String(key);
    if (!isSettingName(name)) throw new Error(`no setting is called ${name}`);
    const description = new Scalar(descriptionOf(name, 'action', code));
    if (description.value.length > MAX_PLAIN_LENGTH || /: |^`/.test(description.value)) {
      description.type = Scalar.BLOCK_FOLDED;
    }
    document.setIn(['inputs', name, 'description'], description);
  }
  return document.toString({ lineWidth: 120, singleQuote: true });
}

/** What fits on the line of its key. */
const MAX_PLAIN_LENGTH = 100;

function isSettingName(name: string): name is SettingName {
  return Object.hasOwn(SETTING_DEFAULTS, name);
}
