/** The whole workflows and pipelines in `examples/`, as the documents show them. */
import { readdirSync, readFileSync } from 'node:fs';
import { extname } from 'node:path';

import { code, table } from './markdown.js';

/** What a block of code is, by how its file's name ends; a Jenkinsfile has no ending. */
const LANGUAGES: Readonly<Record<string, string>> = { '.tf': 'hcl', '.sh': 'sh', '': 'groovy' };

/** An example as a block of code, without the comment at its top, which says what it is for. */
export function exampleBlock(file: string): string {
  const { body } = partsOf(file);
  return ['```' + (LANGUAGES[extname(file)] ?? 'yaml'), body.trimEnd(), '```'].join('\n');
}

/** Every whole workflow in the order in which the recipes show them, the others last, and what it is for. */
export function examplesTable(): string {
  const recipes = readFileSync(new URL('../../docs/recipes.md', import.meta.url), 'utf8');
  const placeOf = (file: string): number =>
    (recipes.indexOf(`<!-- ${file}: made by`) + recipes.length) % recipes.length;
  const files = exampleFiles().sort((one, other) => placeOf(one) - placeOf(other));
  const rows = files.map((file) => [`[${code(file.replace('examples/', ''))}](../${file})`, partsOf(file).purpose]);
  return table(['workflow', 'what it does'], rows);
}

/** The whole workflows of GitHub's, by their paths from the root. */
export function exampleFiles(): string[] {
  const folder = new URL('../../examples/', import.meta.url);
  return readdirSync(folder)
    .filter((name) => name.endsWith('.yml'))
    .map((name) => `examples/${name}`)
    .sort();
}

/** The comment at the top of an example as text, and all below it. */
function partsOf(file: string): { purpose: string; body: string } {
  const text = readFileSync(new URL(`../../${file}`, import.meta.url), 'utf8');
  // Of a script the first line is no comment, so that all of it is shown.
  const comment = /^(?:(?:#(?!!)|\/\/).*\n)*/.exec(text)?.[0] ?? '';
  const purpose = comment
    .replaceAll(/^(?:#|\/\/) ?/gm, '')
    .replaceAll('\n', ' ')
    .trim();
  return { purpose, body: text.slice(comment.length).trimStart() };
}
