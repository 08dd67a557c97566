/** Markdown as GitHub makes HTML of it, but without its sanitiser: whatever could act is still there to be found. */
import { defaultTreeAdapter as tree, parseFragment, type DefaultTreeAdapterTypes } from 'parse5';

import { htmlOf } from '../../../scripts/preview/github-markdown.js';

type Node = DefaultTreeAdapterTypes.Node;
type Element = DefaultTreeAdapterTypes.Element;

/** A rendered document, ready to be asked what it consists of. */
export interface Rendered {
  /** Every element as `name` or `name attribute=value`, in order. */
  readonly elements: readonly string[];
  /** The texts of all links' targets. */
  readonly links: readonly string[];
  /** All text that is not inside `<code>`. */
  readonly prose: string;
  /** The texts of each table, row by row; the first row is the head. */
  readonly tables: readonly (readonly (readonly string[])[])[];
  /** The text of each block of code, with the language as its first line. */
  readonly blocks: readonly string[];
}

/** Renders Markdown and reads the HTML back as a browser would. */
export function render(markdown: string): Rendered {
  const elements: string[] = [];
  const links: string[] = [];
  const prose: string[] = [];
  const tables: string[][][] = [];
  const blocks: string[] = [];
  const visit = (node: Node, inCode: boolean): void => {
    if (tree.isTextNode(node) && !inCode) prose.push(node.value);
    if (tree.isElementNode(node)) {
      elements.push([node.tagName, ...node.attrs.map(({ name, value }) => `${name}=${value}`)].join(' '));
      if (node.tagName === 'a') links.push(attribute(node, 'href'));
      if (node.tagName === 'table') tables.push([]);
      if (node.tagName === 'tr')
        tables.at(-1)?.push(node.childNodes.filter((cell) => tree.isElementNode(cell)).map(textOf));
      if (node.tagName === 'pre') blocks.push(node.childNodes.map((child) => blockOf(child)).join(''));
    }
    for (const child of childrenOf(node)) visit(child, inCode || (tree.isElementNode(node) && node.tagName === 'code'));
  };
  visit(parseFragment(htmlOf(markdown)), false);
  return { elements, links, prose: prose.join(''), tables, blocks };
}

function blockOf(node: Node): string {
  return tree.isElementNode(node) ? `${attribute(node, 'class').replace('language-', '')}\n${textOf(node)}` : '';
}

function childrenOf(node: Node): readonly Node[] {
  return 'childNodes' in node ? node.childNodes : [];
}

function textOf(node: Node): string {
  return tree.isTextNode(node) ? node.value : childrenOf(node).map(textOf).join('');
}

function attribute(element: Element, name: string): string {
  return element.attrs.find((each) => each.name === name)?.value ?? '';
}
