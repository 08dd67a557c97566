import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { isJsonObject, type JsonObject } from '../../../src/base/json.js';

const FOLDER = join(import.meta.dirname, '..', '..', 'fixtures');

/** The text of a sample document. */
function fixtureText(name: string): string {
  return readFileSync(join(FOLDER, name), 'utf8');
}

/** A sample document, parsed. */
export function fixture(name: string): JsonObject {
  const value: unknown = JSON.parse(fixtureText(name));
  if (!isJsonObject(value)) throw new Error(`${name} is not a JSON object`);
  return value;
}
