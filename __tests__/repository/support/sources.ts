/** Reads TypeScript files without running them: the texts in them, and the names of tests. */
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

import ts from 'typescript';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));

/** The TypeScript files below a folder of the repository, by their paths from its root. */
export function filesBelow(folder: string): string[] {
  return readdirSync(`${ROOT}${folder}`, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .map((file) => `${folder}/${file.replaceAll('\\', '/')}`)
    .sort();
}

/** A file of the repository. */
export function textOf(file: string): string {
  return readFileSync(`${ROOT}${file}`, 'utf8');
}

/** Every string and template in a file, types and imports left out. What a template puts in is `…`. */
export function stringsIn(file: string): string[] {
  const found: string[] = [];
  visit(parse(file), (node) => {
    if (ts.isImportDeclaration(node) || ts.isTypeNode(node)) return false;
    const text = stringOf(node);
    if (text !== undefined) found.push(text);
    return true;
  });
  return found;
}

/**
 * The names of the tests in a file, each behind those of the groups that it is in: `group › test`, as they are written
 * there, placeholders included.
 */
export function testNamesIn(file: string): string[] {
  const found: string[] = [];
  const look = (node: ts.Node, groups: readonly string[]): void => {
    const name = ts.isCallExpression(node) && node.arguments[0] !== undefined ? stringOf(node.arguments[0]) : undefined;
    const kind = /^(?:it|describe)\b/.exec(node.getText())?.[0];
    const path = name === undefined || kind === undefined ? groups : [...groups, name];
    if (kind === 'it' && path !== groups) found.push(path.join(' › '));
    ts.forEachChild(node, (child) => {
      look(child, path);
    });
  };
  look(parse(file), []);
  return found;
}

/** The files of the repository, and the packages, that a file imports, types included. */
export function importsOf(file: string): string[] {
  return ts
    .preProcessFile(textOf(file))
    .importedFiles.map(({ fileName }) =>
      fileName.startsWith('.')
        ? new URL(fileName.replace(/\.js$/, '.ts'), `file:///${file}`).pathname.slice(1)
        : fileName,
    );
}

function parse(file: string): ts.SourceFile {
  return ts.createSourceFile(file, textOf(file), ts.ScriptTarget.Latest, true);
}

/** Walks a tree as deep as it is wanted. */
function visit(node: ts.Node, look: (node: ts.Node) => boolean): void {
  if (look(node)) {
    ts.forEachChild(node, (child) => {
      visit(child, look);
    });
  }
}

function stringOf(node: ts.Node): string | undefined {
  if (ts.isStringLiteralLike(node)) return node.text;
  if (!ts.isTemplateExpression(node)) return undefined;
  return node.head.text + node.templateSpans.map(({ literal }) => `…${literal.text}`).join('');
}
