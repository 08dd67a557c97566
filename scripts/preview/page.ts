/** The preview as one HTML page, in the manner of GitHub's. */
import { githubHtmlOf } from './github-markdown.js';
import type { LogEntry, Played } from './play.js';

const STYLE = `
  body { margin: 0; background: #f6f8fa; color: #1f2328; font: 14px/1.5 -apple-system, 'Segoe UI', 'Noto Sans', Helvetica, Arial, sans-serif, 'Noto Color Emoji'; }
  nav { padding: 16px 24px; background: #fff; border-bottom: 1px solid #d1d9e0; }
  nav a { margin-right: 12px; }
  section { max-width: 1012px; margin: 32px auto; }
  h1 { font-size: 20px; }
  h3 { font-size: 14px; margin: 24px 0 8px; color: #59636e; font-weight: 600; }
  .box { background: #fff; border: 1px solid #d1d9e0; border-radius: 6px; padding: 24px; }
  .markdown-body { font-size: 14px; }
  .comment { max-width: 780px; padding: 16px; }
  .log { background: #0d1117; color: #e6edf3; border-radius: 6px; padding: 12px 0; font: 12px/20px ui-monospace, 'DejaVu Sans Mono', monospace, 'Noto Color Emoji'; overflow-x: auto; }
  .log div, .log summary { white-space: pre-wrap; overflow-wrap: anywhere; padding: 0 16px; min-height: 20px; }
  .log .error { background: #3d1a1d; color: #ff7b72; } .log .warning { background: #332a12; color: #d29922; }
  .c1 { font-weight: bold; } .c31 { color: #ff7b72; } .c32 { color: #3fb950; } .c33 { color: #d29922; } .c90 { color: #6e7681; }
  pre.mermaid { background: none; text-align: center; }
`;

/** The page. @param css GitHub's style of Markdown @param mermaid the URL of Mermaid's script */
export function page(all: readonly Played[], css: string, mermaid: string): string {
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>Reports of Cloud Job Gate</title>
<style>${css}${STYLE}</style>
<nav>${all.map(({ play }) => `<a href="#${play.name}">${play.name}</a>`).join('\n')}</nav>
${all.map(section).join('\n')}
<script src="${mermaid}"></script>
<script>mermaid.initialize({ startOnLoad: true, securityLevel: 'strict' });</script>
</html>
`;
}

function section({ play, log, summary, comment }: Played): string {
  return `<section id="${play.name}">
<h1>${play.name}</h1>
<p>${escaped(play.description)}</p>
<h3>Job summary</h3>
<div class="box summary markdown-body">${githubHtmlOf(summary)}</div>
<h3>Log</h3>
<div class="log">${log.map(logHtml).join('')}</div>
<h3>Pull-request comment</h3>
<details><summary>${Buffer.byteLength(comment)} bytes</summary>
<div class="box comment markdown-body">${githubHtmlOf(comment)}</div></details>
</section>`;
}

function logHtml(entry: LogEntry): string {
  if (typeof entry === 'string') return `<div>${coloured(entry)}</div>`;
  if ('lines' in entry) {
    const lines = entry.lines.map((line) => `<div>${coloured(line)}</div>`).join('');
    return `<details><summary>${escaped(entry.title)}</summary>${lines}</details>`;
  }
  const level = entry.level === 'error' ? 'Error' : 'Warning';
  return `<div class="${entry.level}">${level}: ${escaped(entry.message)}</div>`;
}

/** ANSI's colours as GitHub's log shows them. */
function coloured(line: string): string {
  const [plain = '', ...parts] = line.split('\u001b[');
  const html = parts.map((part) => {
    const [, code = '0', text = ''] = /^(\d+)m([^]*)$/.exec(part) ?? [];
    return code === '0' ? escaped(text) : `<span class="c${code}">${escaped(text)}</span>`;
  });
  return escaped(plain) + html.join('');
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
