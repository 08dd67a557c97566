/** How a bundle becomes shorter and stays readable: what nobody uses goes, and comments, and blanks become tabs. */
import ts from 'typescript';

const COMMENT = /\/\*[\s\S]*?\*\/|\/\/.*/g;

/** By which ncc says where a module begins. The path is what is left of it. */
const MODULE = /\/\/ CONCATENATED MODULE: \.\/(?:node_modules\/)?(\S+)/g;

/**
 * Takes unused functions, comments, empty lines and blanks at the ends of lines out of a program, and indents it by a tab
 * for each four blanks. What is left is parsed in three quarters of the time. The comments are in the sources.
 *
 * @param {string} code JavaScript without `eval`
 * @returns {string} the same program
 */
export function compact(code) {
  const options = { languageVersion: ts.ScriptTarget.Latest, jsDocParsingMode: ts.JSDocParsingMode.ParseNone };
  const source = ts.createSourceFile('program.js', code, options, true);
  const unused = unusedIn(source);
  const parts = [];
  const visit = (node) => {
    if (unused.has(node)) return;
    const children = node.getChildren(source);
    if (children.length > 0) return children.forEach(visit);
    const start = node.getStart(source);
    parts.push(between(code.slice(node.pos, start)), code.slice(start, node.end));
  };
  visit(source);
  return parts.join('');
}

/**
 * The functions and plain classes that nothing but themselves names, then those that only they have named, and so on.
 *
 * @param {ts.SourceFile} source
 * @returns {Set<ts.Node>} their declarations
 */
function unusedIn(source) {
  const declarations = new Map();
  const collect = (node) => {
    const name = nameOfFunction(node);
    if (name !== undefined) declarations.set(node, { name, inside: namesIn(node) });
    ts.forEachChild(node, collect);
  };
  collect(source);
  const named = namesIn(source);
  const unused = new Set();
  for (let before = -1; before < unused.size;) {
    before = unused.size;
    for (const [node, { name, inside }] of declarations) {
      if (unused.has(node) || named.get(name) !== inside.get(name)) continue;
      unused.add(node);
      for (const [each, count] of inside) named.set(each, named.get(each) - count);
    }
  }
  return unused;
}

/**
 * @param {ts.Node} root
 * @returns {Map<string, number>} how often it names what is declared somewhere; names of properties are none of that
 */
function namesIn(root) {
  const names = new Map();
  const visit = (node) => {
    const { parent } = node;
    const ofProperty =
      (ts.isPropertyAccessExpression(parent ?? node) || ts.isMethodDeclaration(parent ?? node)) && parent.name === node;
    if (ts.isIdentifier(node) && !ofProperty) names.set(node.text, (names.get(node.text) ?? 0) + 1);
    ts.forEachChild(node, visit);
  };
  visit(root);
  return names;
}

/**
 * @param {ts.Node} node
 * @returns {string | undefined} the name, where it declares a function or a plain class and nothing else
 */
function nameOfFunction(node) {
  if (ts.isFunctionDeclaration(node) || isPlainClass(node)) return node.name?.text;
  if (!ts.isVariableStatement(node) || node.declarationList.declarations.length !== 1) return undefined;
  const [{ name, initializer }] = node.declarationList.declarations;
  return initializer !== undefined && ts.isArrowFunction(initializer) ? name.text : undefined;
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

/**
 * @param {string} text what stands between two tokens: blanks, line feeds, comments
 * @returns {string} as little of it as means the same: a line feed can end a statement
 */
function between(text) {
  const modules = [...text.matchAll(MODULE)].map(([, path]) => `// ${path}\n`);
  const bare = text.replaceAll(COMMENT, '');
  if (!text.includes('\n')) return bare === '' && text !== '' ? ' ' : bare;
  const indentation = /[^\n]*$/.exec(bare)?.[0] ?? '';
  const head = bare.startsWith('#!') ? bare.slice(0, bare.indexOf('\n')) : '';
  return `${head}${modules.length > 0 ? modules.join('') : '\n'}${indentation.replaceAll('    ', '\t')}`;
}
