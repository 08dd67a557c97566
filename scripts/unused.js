/** What a program never uses. A minifier would leave it out, and there is none: people read what is shipped. */
import ts from 'typescript';

/**
 * The functions, plain values, plain classes and their methods that nothing but themselves names; then those that only the
 * first had named, and so on.
 *
 * @param {ts.SourceFile} source
 * @returns {Set<ts.Node>} their declarations
 */
export function unusedIn(source) {
  const declarations = [];
  const collect = (node) => {
    const [name, isNamedBy] = isPlainMethod(node) ? [node.name.text, isWord] : [nameOfDeclared(node), isReference];
    if (name !== undefined) declarations.push({ node, name, inside: namesIn(node), isNamedBy });
    ts.forEachChild(node, collect);
  };
  collect(source);
  const named = namesIn(source);
  const unused = new Set();
  for (let before = -1; before < unused.size;) {
    before = unused.size;
    for (const { node, name, inside, isNamedBy } of declarations) {
      if (unused.has(node) || named.get(isNamedBy).get(name) !== inside.get(isNamedBy).get(name)) continue;
      unused.add(node);
      for (const [by, names] of inside) {
        for (const [each, count] of names) named.get(by).set(each, named.get(by).get(each) - count);
      }
    }
  }
  return unused;
}

/**
 * @param {ts.Node} root
 * @returns {Map<(node: ts.Node) => boolean, Map<string, number>>} how often which name stands in it, by what can name a thing
 */
function namesIn(root) {
  const found = new Map([isReference, isWord].map((isNamedBy) => [isNamedBy, new Map()]));
  const visit = (node) => {
    for (const [isNamedBy, names] of found) {
      if (isNamedBy(node)) names.set(node.text, (names.get(node.text) ?? 0) + 1);
    }
    ts.forEachChild(node, visit);
  };
  visit(root);
  return found;
}

/** Whether it can name a function or a class: what comes after a point, or before a method's brackets, does not. */
function isReference(node) {
  const { parent } = node;
  if (!ts.isIdentifier(node)) return false;
  return !((ts.isPropertyAccessExpression(parent) || ts.isMethodDeclaration(parent)) && parent.name === node);
}

/** Whether it can name a method. */
function isWord(node) {
  return ts.isIdentifier(node) || ts.isStringLiteralLike(node);
}

/** Whether it is a method of a plain class, and none that the language itself calls. */
function isPlainMethod(node) {
  const called = ['then', 'next', 'return', 'throw', 'toJSON', ...Object.getOwnPropertyNames(Object.prototype)];
  return ts.isMethodDeclaration(node) && isPlainClass(node.parent) && !called.includes(node.name.text);
}

/**
 * @param {ts.Node} node
 * @returns {string | undefined} the name of what it declares, where that is one thing and making it does nothing else
 */
function nameOfDeclared(node) {
  if (ts.isFunctionDeclaration(node) || isPlainClass(node)) return node.name?.text;
  if (!ts.isVariableStatement(node) || node.declarationList.declarations.length !== 1) return undefined;
  const [{ name, initializer }] = node.declarationList.declarations;
  return initializer !== undefined && isPlain(initializer) ? name.text : undefined;
}

/** Whether an expression is worked out without doing anything: a literal, a function, or a choice of such. */
function isPlain(expression) {
  if (ts.isParenthesizedExpression(expression)) return isPlain(expression.expression);
  if (!ts.isBinaryExpression(expression)) {
    return ts.isLiteralExpression(expression) || ts.isFunctionLike(expression) || isNothing(expression);
  }
  const { left, operatorToken, right } = expression;
  if (operatorToken.kind === ts.SyntaxKind.BarBarToken) return isPlain(left) && isPlain(right);
  return operatorToken.kind === ts.SyntaxKind.AmpersandAmpersandToken && isNothing(left);
}

function isNothing(expression) {
  return (
    expression.kind === ts.SyntaxKind.NullKeyword || (ts.isIdentifier(expression) && expression.text === 'undefined')
  );
}

/**
 * @param {ts.Node} node
 * @returns {boolean} whether it declares a class that does nothing before it is used
 */
function isPlainClass(node) {
  const plain = (member) => ts.isMethodDeclaration(member) || ts.isConstructorDeclaration(member);
  const named = (member) => member.name === undefined || ts.isIdentifier(member.name);
  return (
    ts.isClassDeclaration(node) &&
    node.heritageClauses === undefined &&
    node.members.every((member) => plain(member) && named(member))
  );
}
