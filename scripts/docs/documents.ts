/** Every document that is made from the code, as a whole or in parts. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

import { format, resolveConfig } from 'prettier';

import { inputsTable, outputsTable } from './action.js';
import { endingsTable } from './endings.js';
import { faultsDocument } from './faults.js';
import { withPart } from './markdown.js';
import { layersTable } from './layers.js';
import { permissionsTable, requestsTable, servicesTable, sourcesTable } from './services.js';

/** A document as it should be. */
export interface GeneratedDocument {
  /** From the root of the repository. */
  readonly name: string;
  readonly path: string;
  readonly text: string;
}

/** Documents that are made as a whole. */
const WHOLE: Readonly<Record<string, () => string>> = { 'docs/faults.md': faultsDocument };

/** Documents with parts that are made, between two comments that name the part. */
const PARTS: Readonly<Record<string, Readonly<Record<string, () => string>>>> = {
  'README.md': { services: servicesTable, inputs: inputsTable, outputs: outputsTable, endings: endingsTable },
  'docs/architecture.md': { layers: layersTable },
  'docs/authentication.md': { permissions: permissionsTable },
  'docs/behaviour.md': { requests: requestsTable, sources: sourcesTable },
};

/** All of them, in the repository's format. */
export async function generatedDocuments(): Promise<GeneratedDocument[]> {
  const whole = Object.entries(WHOLE).map(([name, make]) => ({ name, path: pathOf(name), text: make() }));
  const inParts = Object.entries(PARTS).map(([name, parts]) => {
    const path = pathOf(name);
    const fill = (document: string, [part, make]: [string, () => string]): string => withPart(document, part, make());
    return { name, path, text: Object.entries(parts).reduce(fill, readFileSync(path, 'utf8')) };
  });
  return Promise.all(
    [...whole, ...inParts].map(async (document) => {
      const config = await resolveConfig(document.path);
      return { ...document, text: await format(document.text, { ...config, parser: 'markdown' }) };
    }),
  );
}

function pathOf(name: string): string {
  return fileURLToPath(new URL(`../../${name}`, import.meta.url));
}
