/** The tables of inputs and outputs: what `action.yml` says, for people. */
import { readFileSync } from 'node:fs';

import { parse } from 'yaml';

import { isJsonObject, objectAt, textAt, type JsonObject } from '../../src/base/json.js';
import { code, table } from './markdown.js';

/** The manifest's inputs or outputs, by their names, in its order. */
export function manifestEntries(member: 'inputs' | 'outputs'): [string, JsonObject][] {
  const manifest: unknown = parse(readFileSync(new URL('../../action.yml', import.meta.url), 'utf8'));
  const entries = isJsonObject(manifest) ? objectAt(manifest, member) : {};
  return Object.keys(entries).map((name) => [name, objectAt(entries, name)]);
}

export function inputsTable(): string {
  const rows = manifestEntries('inputs').map(([name, input]) => {
    const value = textAt(input, 'default');
    const given = value === '' ? '–' : code(value);
    return [code(name), input['required'] === true ? 'required' : given, textAt(input, 'description')];
  });
  return table(['input', 'default', 'meaning'], rows);
}

export function outputsTable(): string {
  const rows = manifestEntries('outputs').map(([name, output]) => [code(name), textAt(output, 'description')]);
  return table(['output', 'meaning'], rows);
}
