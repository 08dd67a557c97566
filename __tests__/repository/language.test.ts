/** The documents are short sentences in words that everybody uses. */
import { describe, expect, it } from '@jest/globals';
import { defaultTreeAdapter as tree, parseFragment, type DefaultTreeAdapterTypes } from 'parse5';

import { manifestEntries } from '../../scripts/docs/action.js';
import { htmlOf } from '../../scripts/preview/github-markdown.js';
import { filesWith, textOf } from './support/documents.js';

const MAX_WORDS = 30;

/** Elements whose text is on its own. */
const BLOCKS = new Set(['p', 'li', 'td', 'th', 'h1', 'h2', 'h3', 'h4']);

/** The text of each block of a document; code counts as one word, blocks of code not at all. */
function blocksOf(markdown: string): string[] {
  const blocks: string[] = [];
  const visit = (node: DefaultTreeAdapterTypes.Node): string => {
    if (tree.isTextNode(node)) return node.value;
    if (!('childNodes' in node)) return '';
    if (tree.isElementNode(node) && node.tagName === 'pre') return '';
    if (tree.isElementNode(node) && node.tagName === 'code') return 'code';
    if (tree.isElementNode(node) && node.tagName === 'br') return '. ';
    const text = node.childNodes.map(visit).join('');
    if (tree.isElementNode(node) && BLOCKS.has(node.tagName)) {
      blocks.push(text);
      return '. ';
    }
    return text;
  };
  visit(parseFragment(htmlOf(markdown)));
  return blocks;
}

/** The sentences that are too long. */
function longSentences(text: string): string[] {
  return text
    .replaceAll(/\b(?:e\.g|i\.e)\. /g, '')
    .split(/(?<=[.!?])\s+/)
    .filter((sentence) => (sentence.match(/[A-Za-z\d'’-]+/g) ?? []).length > MAX_WORDS)
    .map((sentence) => sentence.replaceAll(/\s+/g, ' '));
}

/** Words of ours that nobody else uses, or that say less than the usual one. */
const PRIVATE = [
  /\bgate (?:opens|stays shut)/i,
  /\bwhose job API is asked/i,
  /\bmakes no way of/i,
  /\bbrought up from there/i,
  /\bway of authenticating/i,
  /\bnames a member twice/i,
  /\bmade from code by/i,
  /\bdefect of the (?:gate|action)/i,
];

const DOCUMENTS = filesWith(['.md']).filter((name) => !name.startsWith('__tests__/'));

describe('a document', () => {
  it.each(DOCUMENTS)('has no sentence of more than 30 words: %s', (name) => {
    expect(blocksOf(textOf(name)).flatMap(longSentences)).toEqual([]);
  });

  it.each(DOCUMENTS)('uses the usual words: %s', (name) => {
    const text = textOf(name);
    expect(PRIVATE.flatMap((word) => word.exec(text)?.[0] ?? [])).toEqual([]);
  });
});

describe('the descriptions of action.yml', () => {
  it.each([...manifestEntries('inputs'), ...manifestEntries('outputs')])('are short sentences: %s', (_, entry) => {
    expect(longSentences(String(entry['description']).replaceAll(/`[^`]*`/g, 'code'))).toEqual([]);
  });
});

describe('a sentence', () => {
  it('is too long from 31 words on', () => {
    const words = 'word '.repeat(30).trim();
    expect(longSentences(`${words}. ${words}.`)).toEqual([]);
    expect(longSentences(`Short. ${words} word.`)).toHaveLength(1);
    expect(blocksOf(`| a | b |\n| --- | --- |\n| ${words} | ${words} |`).flatMap(longSentences)).toEqual([]);
    expect(blocksOf(`\`${words} word word\`\n\n- ${words} word`).flatMap(longSentences)).toHaveLength(1);
  });
});
