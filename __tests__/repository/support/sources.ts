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
  return stringNodesIn(file).flatMap((node) => stringOf(node) ?? []);
}

/**
 * The same, but what a template puts in is `…` only where the function itself does not say which texts that can be: else there
 * is one text for each.
 */
export function messagesIn(file: string): string[] {
  return stringNodesIn(file).flatMap(textsOf);
}

function stringNodesIn(file: string): ts.Node[] {
  const found: ts.Node[] = [];
  visit(parse(file), (node) => {
    if (ts.isImportDeclaration(node) || ts.isTypeNode(node)) return false;
    if (stringOf(node) !== undefined) found.push(node);
    return true;
  });
  return found;
}

/** More texts than that are not told apart. */
const MAX_TEXTS = 32;

/** The texts that an expression can be; `…` where that is not known. */
function textsOf(node: ts.Node): string[] {
  if (ts.isStringLiteralLike(node)) return [node.text];
  if (ts.isParenthesizedExpression(node)) return textsOf(node.expression);
  if (ts.isConditionalExpression(node)) return [...textsOf(node.whenTrue), ...textsOf(node.whenFalse)];
  if (ts.isIdentifier(node)) {
    const value = valueOf(node);
    return value === undefined ? ['…'] : textsOf(value);
  }
  if (!ts.isTemplateExpression(node)) return ['…'];
  return node.templateSpans.reduce<string[]>(
    (texts, { expression, literal }) => {
      const parts = textsOf(expression);
      const put = texts.length * parts.length > MAX_TEXTS ? ['…'] : parts;
      return texts.flatMap((text) => put.map((part) => `${text}${part}${literal.text}`));
    },
    [node.head.text],
  );
}

/** What a constant was set to, in the innermost block around its use that has a variable of that name. */
function valueOf({ text, parent }: ts.Identifier): ts.Expression | undefined {
  for (let scope: ts.Node = parent; !ts.isSourceFile(scope); scope = scope.parent) {
    if (ts.isFunctionLike(scope) && scope.parameters.some(({ name }) => name.getText().includes(text)))
      return undefined;
    if (!ts.isBlock(scope)) continue;
    const declared = scope.statements
      .filter(ts.isVariableStatement)
      .flatMap(({ declarationList }) => declarationList.declarations)
      .find(({ name }) => name.getText() === text);
    const isConstant = declared !== undefined && (declared.parent.flags & ts.NodeFlags.Const) !== 0;
    if (declared !== undefined) return isConstant ? declared.initializer : undefined;
  }
  return undefined;
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
