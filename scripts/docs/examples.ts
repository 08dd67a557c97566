/** The whole workflows and pipelines in `examples/`, as the documents show them. */
import { readdirSync, readFileSync } from 'node:fs';
import { basename, extname } from 'node:path';

import { code, table } from './markdown.js';

/** What a block of code is, by how its file's name ends; a Jenkinsfile has no ending. */
const LANGUAGES: Readonly<Record<string, string>> = { '.tf': 'hcl', '.sh': 'sh', '': 'groovy' };

/** The step of a GitHub workflow that gets a token: long, and the same in many of them. */
const LOGIN_STEP = /^ {6}- id: login\n(?: {8}.*\n)+/gm;

/**
 * Shows examples as blocks of code, in the order of one document, without the comments at their tops, which say what they
 * are for. A step that gets a token is shown once: where it comes again, it is left out, and the block is below a link to
 * the whole file.
 */
export function exampleBlocks(): (file: string) => string {
  const shown = new Map<string, string>();
  return (file) => {
    const { body: whole } = partsOf(file);
    const body = whole.replaceAll(LOGIN_STEP, (step) => {
      const first = shown.get(step);
      if (first === undefined) {
        shown.set(step, basename(file));
        return step;
      }
      const where = first === basename(file) ? 'the step "login" above' : `the step "login" of ${first}`;
      // Still a valid workflow, and one that fails at once where it is copied from the page.
      return `      - id: login\n        run: exit 1 # shortened: ${where}\n`;
    });
    const block = ['```' + (LANGUAGES[extname(file)] ?? 'yaml'), body.trimEnd(), '```'];
    return [
      ...(body === whole ? [] : [`Shortened. The whole file is [${code(file)}](../${file}).`, '']),
      ...block,
    ].join('\n');
  };
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
