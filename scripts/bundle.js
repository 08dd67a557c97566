/** How ncc makes one file of a program. */
import ncc from '@vercel/ncc';
import ts from 'typescript';

const LICENCES = 'licenses.txt';

/**
 * Makes one CommonJS file of a program and all that it imports: Node loads it faster than an ES module. It is not minified,
 * since people read an action that gets their credentials. Types are not checked here: `npm run typecheck` does that.
 *
 * @param {string} entry where the program starts: an absolute path, below the folder that the process runs in
 * @param {Readonly<Record<string, string>>} [externals] what to require in place of packages, when the program runs
 * @returns {Promise<{ code: string, licences: string }>} the file, and the licences of the packages in it
 * @throws {Error} where a file cannot be read or found, or the program would need another file beside it
 */
export async function bundle(entry, externals = {}) {
  const { code, assets } = await ncc(entry, {
    filename: 'bundle.js',
    esm: false,
    cache: false,
    license: LICENCES,
    quiet: true,
    transpileOnly: true,
    externals,
  });
  const { [LICENCES]: licences, ...others } = assets;
  const names = Object.keys(others).join(', ');
  if (names !== '') {
    throw new Error(`${entry} would need ${names} beside it: load late by import(/* webpackMode: "eager" */ …)`);
  }
  return { code: indentByTabs(code), licences: String(licences?.source ?? '') };
}

/**
 * A tab for each level in place of the four blanks that TypeScript prints, which are a seventh of the file.
 *
 * @param {string} code
 * @returns {string} the same program: what stands in a template literal stays as it is
 */
function indentByTabs(code) {
  const source = ts.createSourceFile('bundle.js', code, ts.ScriptTarget.Latest);
  const literals = [];
  const visit = (node) => {
    if (ts.isTemplateLiteralToken(node)) literals.push({ start: node.getStart(source), end: node.end });
    ts.forEachChild(node, visit);
  };
  visit(source);
  return code.replaceAll(/^(?: {4})+/gm, (blanks, at) =>
    literals.some(({ start, end }) => at > start && at < end) ? blanks : '\t'.repeat(blanks.length / 4),
  );
}
