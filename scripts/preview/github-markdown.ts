/** GitHub-flavoured Markdown as HTML, without GitHub's sanitiser: what could act must be seen to be missing. */
import { micromark } from 'micromark';
import { gfm, gfmHtml } from 'micromark-extension-gfm';

/** The HTML that the specification asks for. */
export function htmlOf(markdown: string): string {
  return micromark(markdown, {
    allowDangerousHtml: true,
    allowDangerousProtocol: true,
    extensions: [gfm()],
    htmlExtensions: [gfmHtml()],
  });
}

const ALERTS: Readonly<Record<string, string>> = { CAUTION: '🛑', WARNING: '⚠️', NOTE: 'ℹ️' };

/** The HTML as github.com shows it, with what GitHub adds to the specification: alerts and diagrams. */
export function githubHtmlOf(markdown: string): string {
  return htmlOf(markdown)
    .replaceAll(/<blockquote>\n<p>\[!([A-Z]+)\]\n([^]*?)<\/blockquote>/g, (_, word: string, rest: string) => {
      const title = `<p class="markdown-alert-title">${ALERTS[word] ?? ''}&nbsp; ${word.charAt(0)}${word.slice(1).toLowerCase()}</p>`;
      return `<div class="markdown-alert markdown-alert-${word.toLowerCase()}">${title}<p>${rest}</div>`;
    })
    .replaceAll(/<pre><code class="language-mermaid">([^]*?)<\/code><\/pre>/g, '<pre class="mermaid">$1</pre>');
}
