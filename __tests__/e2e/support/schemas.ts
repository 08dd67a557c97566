/** The documented shapes of the JSON outputs, held by a validator. */
import { readFileSync } from 'node:fs';

import { Ajv2020, type AnySchema, type ValidateFunction } from 'ajv/dist/2020.js';

import { isJsonObject } from '../../../src/base/json.js';

const ajv = new Ajv2020({ allErrors: true, allowUnionTypes: true });

/** The outputs that are JSON, each with its schema in `docs/`. */
const JSON_OUTPUTS = ['failed_jobs', 'jobs', 'resources'] as const;

/** A schema of `docs/`, as it is written there. */
function schemaOf(name: (typeof JSON_OUTPUTS)[number] | 'cli-output'): AnySchema {
  const schema: unknown = JSON.parse(
    readFileSync(new URL(`../../../docs/${name}.schema.json`, import.meta.url), 'utf8'),
  );
  if (!isJsonObject(schema)) throw new Error(`the schema of ${name} is no object`);
  return schema;
}

const validators: Readonly<Record<(typeof JSON_OUTPUTS)[number], ValidateFunction>> = {
  failed_jobs: ajv.compile(schemaOf('failed_jobs')),
  jobs: ajv.compile(schemaOf('jobs')),
  resources: ajv.compile(schemaOf('resources')),
};

/** What is wrong with the JSON outputs by their schemas; empty where nothing is, or where none were written. */
export function schemaProblems(outputs: Readonly<Record<string, string>>): string[] {
  return JSON_OUTPUTS.flatMap((name) => {
    const text = outputs[name];
    if (text === undefined) return [];
    const value: unknown = JSON.parse(text);
    const validate = validators[name];
    return validate(value) ? [] : [`${name}: ${ajv.errorsText(validate.errors)}`];
  });
}

// The object of the command line has those outputs as values: its schema refers to theirs by their files.
for (const name of JSON_OUTPUTS) ajv.addSchema(schemaOf(name), `${name}.schema.json`);
const validateObject = ajv.compile(schemaOf('cli-output'));

/** What is wrong with the JSON object of the command line by its schema; empty where nothing is. */
export function objectProblems(value: unknown): string[] {
  return validateObject(value) ? [] : [ajv.errorsText(validateObject.errors)];
}
