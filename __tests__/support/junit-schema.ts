/** JUnit files held to the schema that their readers follow. */
import { readFileSync } from 'node:fs';

import { validateXML } from 'xmllint-wasm';

const SCHEMA = readFileSync(new URL('../fixtures/junit.xsd', import.meta.url), 'utf8');

/** What is wrong with files by the schema; empty where nothing is. */
export async function junitProblems(...files: readonly string[]): Promise<string[]> {
  const xml = files.map((contents, index) => ({ fileName: `${index}.xml`, contents }));
  const { errors } = await validateXML({ xml, schema: SCHEMA, initialMemoryPages: 256, maxMemoryPages: 4096 });
  return errors.map(({ message }) => message);
}
