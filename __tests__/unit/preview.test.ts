/** The preview's own cases, which take part in no other test, and what they show. */
import { describe, expect, it } from '@jest/globals';

import { githubHtmlOf } from '../../scripts/preview/github-markdown.js';
import { previewCases } from '../../scripts/preview/cases.js';
import { runPreview } from '../../scripts/preview/host.js';
import { page } from '../../scripts/preview/page.js';
import { SCENARIOS } from '../../simulator/scenarios/index.js';

describe('the preview', () => {
  it('shows every scenario and more, each once', () => {
    const names = previewCases().map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    for (const name of ['create-cluster', 'several-jobs', 'nodes-fail', 'many-nodes-fail', 'good-jobs', 'stuck']) {
      expect(names).toContain(name);
    }
    for (const name of ['wrong-token', 'unknown-job', 'outage', 'cancelled', 'hostile']) expect(names).toContain(name);
  });

  it.each(previewCases().filter(({ name }) => name !== 'large'))('runs $name', async (each) => {
    const preview = await runPreview(each);
    const [heading = ''] = preview.summary.split('\n');
    expect(heading).toMatch(/^## /);
    const [only, ...others] = each.scenarios;
    const isScenario = others.length === 0 && only?.name === each.name && SCENARIOS.includes(only);
    if (isScenario) expect(heading).toContain(only.job.type);
    expect(preview.comment.split('\n')[0]).toBe(heading);
    const html = page([preview], { light: '', dark: '' }, 'mermaid.min.js');
    expect(html).toContain('<div class="log">');
    expect(html).not.toContain('\u001b');
    expect(html).not.toMatch(/<img|<script(?! src="mermaid|>\n {2}const asked)/);
  });

  it('draws alerts and diagrams as GitHub does', () => {
    const html = githubHtmlOf('> [!CAUTION]\n> a\n\n```mermaid\ngantt\n```\n');
    expect(html).toContain('<div class="markdown-alert markdown-alert-caution">');
    expect(html).toContain('<pre class="mermaid">gantt\n</pre>');
  });
});
