/** How a bundle becomes shorter, and stays readable: what stands between its tokens is all that changes. */
import ts from 'typescript';

/** A comment, but the line by which ncc says where a module begins. */
const COMMENT = /\/\*[\s\S]*?\*\/|\/\/(?! CONCATENATED MODULE:).*/g;

/**
 * Takes comments, empty lines and blanks at the ends of lines out of a program, and indents it by a tab for each four blanks.
 * What is left is parsed in three quarters of the time. The comments are in the sources.
 *
 * @param {string} code JavaScript
 * @returns {string} the same program
 */
export function compact(code) {
  const jsDocParsingMode = ts.JSDocParsingMode.ParseNone;
  const source = ts.createSourceFile('program.js', code, { languageVersion: ts.ScriptTarget.Latest, jsDocParsingMode });
  const parts = [];
  const visit = (node) => {
    const children = node.getChildren(source);
    if (children.length > 0) return children.forEach(visit);
    const start = node.getStart(source);
    parts.push(between(code.slice(node.pos, start)), code.slice(start, node.end));
  };
  visit(source);
  return parts.join('');
}

/**
 * @param {string} text what stands between two tokens: blanks, line feeds, comments
 * @returns {string} as little of it as means the same: a line feed can end a statement
 */
function between(text) {
  const bare = text.replaceAll(COMMENT, '');
  if (!text.includes('\n')) return bare === '' && text !== '' ? ' ' : bare;
  const indentation = /[^\n]*$/.exec(bare)?.[0] ?? '';
  const lines = bare.split('\n').map((line) => line.trim());
  const kept = lines.slice(0, -1).filter((line, index) => index === 0 || line !== '');
  return `${kept.join('\n')}\n${indentation.replaceAll('    ', '\t')}`;
}
