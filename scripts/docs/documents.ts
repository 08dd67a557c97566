/** Every document that is made from the code, as a whole or in parts. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';

import { format, resolveConfig } from 'prettier';

import { inputTables, manifestText, outputsTable } from './action.js';
import { chineseInputs, chinesePlaceholders, chineseServices } from './chinese.js';
import { endingsTable } from './endings.js';
import { exampleBlocks, examplesTable } from './examples.js';
import { faultsDocument } from './faults.js';
import { withPart } from './markdown.js';
import { layersTable } from './layers.js';
import { placeholdersText, supportedText, versionsText, withNames } from './release.js';
import { permissionsTable, requestsTable, servicesTable, sourcesTable } from './services.js';

/** A document as it should be. */
export interface GeneratedDocument {
  /** From the root of the repository. */
  readonly name: string;
  readonly path: string;
  readonly text: string;
}

/** Documents that are made as a whole. */
const WHOLE: Readonly<Record<string, () => string>> = {
  'action.yml': () => manifestText(readFileSync(pathOf('action.yml'), 'utf8')),
  'docs/faults.md': faultsDocument,
};

/** Documents with parts that are made, between two comments that name the part. */
const PARTS: Readonly<Record<string, Readonly<Record<string, () => string>>>> = {
  'README.md': {
    placeholders: () => placeholdersText('#versions'),
    inputs: inputTables,
    outputs: outputsTable,
    services: servicesTable,
    endings: endingsTable,
    versions: versionsText,
  },
  'README.zh-CN.md': { placeholders: chinesePlaceholders, inputs: chineseInputs, services: chineseServices },
  'SECURITY.md': { supported: supportedText },
  'docs/architecture.md': { layers: layersTable },
  'docs/authentication.md': { permissions: permissionsTable },
  'docs/behaviour.md': { requests: requestsTable, sources: sourcesTable },
  'docs/recipes.md': { placeholders: () => placeholdersText('../README.md#versions'), examples: examplesTable },
};

/** Folders whose documents and examples name this repository, `''` for the root. */
const FOLDERS = [
  '',
  '.github/',
  'docs/',
  'examples/',
  'examples/identity-provider/',
  'examples/other-ci/',
  'templates/',
];

/** All of them, in the repository's format. */
export async function generatedDocuments(): Promise<GeneratedDocument[]> {
  const names = FOLDERS.filter((folder) => existsSync(pathOf(folder))).flatMap(documentsIn);
  return Promise.all(
    names.map(async (name) => {
      const path = pathOf(name);
      const text = withNames(textOf(name));
      const config = await resolveConfig(path);
      // Prettier knows neither of them.
      if (['.tf', ''].includes(extname(name))) return { name, path, text };
      return { name, path, text: await format(text, { ...config, filepath: path }) };
    }),
  );
}

function documentsIn(folder: string): string[] {
  return readdirSync(pathOf(folder))
    .filter(
      (name) =>
        name.endsWith('.md') ||
        ['action.yml', 'CODEOWNERS'].includes(name) ||
        (folder !== '' && /\.(?:ya?ml|tf)$/.test(name)),
    )
    .map((name) => `${folder}${name}`);
}

/** A document with its parts made anew: those of the table above, and the examples that it shows. */
function textOf(name: string): string {
  const make = WHOLE[name];
  if (make !== undefined) return make();
  const document = readFileSync(pathOf(name), 'utf8');
  const shown = [...document.matchAll(/^ *<!-- (examples\/[\w./-]+): made by npm run docs -->$/gm)];
  const parts = Object.entries(PARTS[name] ?? {});
  const blockOf = exampleBlocks();
  const examples = shown.map(([, file = '']): [string, () => string] => [file, () => blockOf(file)]);
  return [...parts, ...examples].reduce((text, [part, makePart]) => withPart(text, part, makePart()), document);
}

function pathOf(name: string): string {
  return fileURLToPath(new URL(`../../${name}`, import.meta.url));
}
