/** What of the documents is made from the code is what the code makes of it. */
import { readFileSync } from 'node:fs';

import { describe, expect, it } from '@jest/globals';

import { parse } from 'yaml';

import { INPUT_GROUPS, manifestEntries } from '../../scripts/docs/action.js';
import { chineseServices } from '../../scripts/docs/chinese.js';
import { generatedDocuments } from '../../scripts/docs/documents.js';
import { table, withPart } from '../../scripts/docs/markdown.js';
import { SETTING_DEFAULTS } from '../../src/base/settings.js';
import { SERVICES } from '../../src/services/table.js';
import { filesWith, textOf } from './support/documents.js';

describe('a document that is made from the code', () => {
  it('is committed as npm run docs makes it', async () => {
    for (const { name, path, text } of await generatedDocuments()) {
      expect(`${name}\n${readFileSync(path, 'utf8')}`).toBe(`${name}\n${text}`);
    }
  });
});

describe('a generated part', () => {
  const [begin, end] = ['<!-- x: made by npm run docs -->', '<!-- end of x -->'];

  it('replaces what stands between its two comments, and nothing else', () => {
    expect(withPart(`a\n${begin}\nold\n${end}\nb`, 'x', 'new')).toBe(`a\n${begin}\n\nnew\n\n${end}\nb`);
  });

  it.each(['', begin, end, `${end}${begin}`, `${begin}${end}${begin}${end}`])(
    'needs both comments once: %j',
    (text) => {
      expect(() => withPart(text, 'x', 'new')).toThrow('the document needs one');
    },
  );

  it('has its bars escaped, inside of code too', () => {
    expect(table(['a'], [['x | `y|z`']])).toBe('| a |\n| --- |\n| x \\| `y\\|z` |');
  });
});

describe('the descriptions of action.yml', () => {
  const described = [...manifestEntries('inputs'), ...manifestEntries('outputs')];

  it.each(described)('are plain text, of which code alone is marked: %s', (_, { description }) => {
    const prose = String(description).replaceAll(/`[^`]*`/g, '');
    expect(prose).not.toMatch(/[`*<>|]|\]\(|\b_|_\b/);
    expect(prose).toMatch(/[.:]$/);
  });
});

describe('the manifest', () => {
  const manifest: unknown = parse(textOf('action.yml'));

  it('has a description that the Marketplace takes: fewer than 125 characters', () => {
    expect(manifest).toMatchObject({ description: expect.stringMatching(/^[A-Z][^\n]{40,123}\.$/) });
  });

  it('has an icon and a colour that do not look like an error', () => {
    expect(manifest).toMatchObject({
      branding: { icon: 'check-circle', color: expect.not.stringMatching(/red|orange/) },
    });
  });
});

describe('the README', () => {
  it('has every input in one group', () => {
    const grouped = INPUT_GROUPS.flatMap(({ names }) => [...names]);
    expect(grouped.sort()).toEqual(Object.keys(SETTING_DEFAULTS).sort());
  });

  it('says how many services there are', () => {
    expect(textOf('README.md')).toContain(`**${SERVICES.length} services**`);
  });

  it('shows the action within its first lines, and in eight', () => {
    const lines = textOf('README.md').split('\n');
    const start = lines.findIndex((line) => line.startsWith('- uses: '));
    expect(start).toBeLessThan(25);
    expect(lines[start + 8]).toBe('```');
  });

  it('has every service in Chinese, too', () => {
    const rows = chineseServices().split('\n').slice(2);
    expect(rows).toHaveLength(SERVICES.length);
    for (const row of rows) expect(row).toMatch(/\| [^|]*(?:[\u4e00-\u9fff]|DeH)[^|]* \|/u);
  });
});

describe('a command in a document', () => {
  /** Words in the names of the shell variables that hold a secret in our documents. */
  const SECRET = /\$\{?\w*(?:token|password|secret|webhook|_sk|_ak|access_key)\w*/i;

  /** What the shell writes by itself, so that no command line has it. */
  const WRITTEN_BY_THE_SHELL = /(?:\becho|<<<) "(?:\\.|[^"\\])*"/g;

  it('has no secret on its command line, where every process of the machine could read it', () => {
    const shown = filesWith(['.md']).flatMap((path) =>
      textOf(path)
        .split('\n')
        .map((line) => `${path}: ${line}`)
        .filter((line) => SECRET.test(line.replaceAll(WRITTEN_BY_THE_SHELL, ''))),
    );
    expect(shown).toEqual([]);
  });

  it.each(['curl --header "X-Auth-Token: $TOKEN"', 'curl "$WEBHOOK"', 'hcloud --cli-secret-key="$MY_SK"'])(
    'would be found with one: %s',
    (line) => {
      expect(line.replaceAll(WRITTEN_BY_THE_SHELL, '')).toMatch(SECRET);
    },
  );
});
