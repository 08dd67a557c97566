/** The preview's own plays, which take part in no other test, and what they show. */
import { describe, expect, it } from '@jest/globals';

import { githubHtmlOf } from '../../scripts/preview/github-markdown.js';
import { page } from '../../scripts/preview/page.js';
import { playGate } from '../../scripts/preview/play.js';
import { plays } from '../../scripts/preview/plays.js';

describe('the preview', () => {
  it('shows every scenario and more, each once', () => {
    const names = plays().map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    expect(names).toEqual(
      expect.arrayContaining(['create-cluster', 'several-jobs', 'wrong-token', 'cancelled', 'hostile']),
    );
  });

  it.each(plays().filter(({ name }) => name !== 'large'))('plays $name', async (play) => {
    const played = await playGate(play);
    expect(played.summary).toMatch(/^## /);
    expect(played.comment).toContain(played.summary.trim());
    const html = page([played], '', 'mermaid.min.js');
    expect(html).toContain('<div class="log">');
    expect(html).not.toContain('\u001b');
    expect(html).not.toMatch(/<(?:img|script)(?! src="mermaid|>mermaid\.init)/);
  });

  it('draws alerts and diagrams as GitHub does', () => {
    const html = githubHtmlOf('> [!CAUTION]\n> a\n\n```mermaid\ngantt\n```\n');
    expect(html).toContain('<div class="markdown-alert markdown-alert-caution">');
    expect(html).toContain('<pre class="mermaid">gantt\n</pre>');
  });
});
