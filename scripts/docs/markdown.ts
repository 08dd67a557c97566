/** The little Markdown that the generated parts of the documents consist of. */

/** A text as code. */
export function code(text: string): string {
  return `\`${text}\``;
}

/** A table. Cells are Markdown, in which a `|` is escaped, inside of code too: GitHub looks for it there as well. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  return [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.map(cell).join(' | ')} |`).join('\n');
}

function cell(markdown: string): string {
  return markdown.replaceAll(/\s+/g, ' ').trim().replaceAll('|', '\\|');
}

/**
 * A document with a text in the place of what stands between the two comments of a name.
 *
 * @param command what makes the text, as the first comment says
 * @throws where the document does not have both, once
 */
export function withPart(document: string, name: string, text: string, command = 'npm run docs'): string {
  const [begin, end] = [`<!-- ${name}: made by ${command} -->`, `<!-- end of ${name} -->`];
  const [before, rest, ...more] = document.split(begin);
  const [, after, ...others] = (rest ?? '').split(end);
  if (before === undefined || after === undefined || more.length + others.length > 0) {
    throw new Error(`the document needs one "${begin}" and after it one "${end}"`);
  }
  return `${before}${begin}\n\n${text}\n\n${end}${after}`;
}
