/** The repository's own Markdown: which files there are, what they link to, and what can be linked to in them. */
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

import GithubSlugger from 'github-slugger';
import { defaultTreeAdapter as tree, parseFragment, type DefaultTreeAdapterTypes } from 'parse5';

import { htmlOf } from '../../../scripts/preview/github-markdown.js';

export const ROOT = fileURLToPath(new URL('../../../', import.meta.url));

const NOT_OURS = new Set(['node_modules', 'dist', 'coverage', 'preview', '.git']);

/** The files below a folder of the repository with one of the endings, by their path from the root, with `/`. */
export function filesWith(endings: readonly string[], folder = ROOT): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .flatMap((entry) => {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) return NOT_OURS.has(entry.name) ? [] : filesWith(endings, path);
      return endings.some((ending) => entry.name.endsWith(ending)) ? [relative(ROOT, path).split(sep).join('/')] : [];
    })
    .sort();
}

/** The text of a file of the repository. */
export function textOf(path: string): string {
  return readFileSync(join(ROOT, path), 'utf8');
}

export interface Document {
  /** Every target of a link or an image, in order. */
  readonly targets: readonly string[];
  /** What can stand after `#` in a link to this document. */
  readonly anchors: ReadonlySet<string>;
}

const known = new Map<string, Document>();

/** A Markdown document as GitHub renders it: a heading's anchor is made of its text. */
export function documentOf(markdown: string): Document {
  // Many links lead to the same few documents.
  const document = known.get(markdown) ?? parse(markdown);
  known.set(markdown, document);
  return document;
}

function parse(markdown: string): Document {
  const targets: string[] = [];
  const anchors = new Set<string>();
  const slugger = new GithubSlugger();
  const visit = (node: DefaultTreeAdapterTypes.Node): void => {
    if (tree.isElementNode(node)) {
      for (const { name, value } of node.attrs) {
        if (name === 'href' || name === 'src') targets.push(value);
        if (name === 'id') anchors.add(value);
      }
      if (/^h[1-6]$/.test(node.tagName)) anchors.add(slugger.slug(proseOf(node)));
    }
    if ('childNodes' in node) for (const child of node.childNodes) visit(child);
  };
  visit(parseFragment(htmlOf(markdown)));
  return { targets, anchors };
}

function proseOf(node: DefaultTreeAdapterTypes.Node): string {
  if (tree.isTextNode(node)) return node.value;
  return 'childNodes' in node ? node.childNodes.map(proseOf).join('') : '';
}
