/** The preview as one HTML page, in the manner of GitHub's. */
import { githubHtmlOf } from './github-markdown.js';
import type { LogEntry, Preview } from './host.js';

/** How wide GitHub shows a job summary and a comment on a desk, and both on a phone, in pixels. */
export const WIDTHS = [1012, 814, 390] as const;

export const THEMES = ['light', 'dark'] as const;

const STYLE = `
  :root { --page: #f6f8fa; --box: #fff; --text: #1f2328; --line: #d1d9e0; }
  :root[data-theme=dark] { --page: #010409; --box: #0d1117; --text: #e6edf3; --line: #3d444d; color-scheme: dark; }
  body { margin: 0; background: var(--page); color: var(--text); font: 14px/1.5 -apple-system, 'Segoe UI', 'Noto Sans', Helvetica, Arial, sans-serif, 'Noto Color Emoji'; }
  nav { padding: 16px 24px; background: var(--box); border-bottom: 1px solid var(--line); }
  nav a { margin-right: 12px; }
  section { max-width: var(--width, 1012px); margin: 32px auto; }
  :root[data-case] nav, :root[data-case] section:not([data-shown]) { display: none; }
  :root[data-case] section { margin: 0; }
  :root[data-case] :is(.summary, .comment, .log) { max-height: 8000px; overflow: hidden; }
  h1 { font-size: 20px; }
  h3 { font-size: 14px; margin: 24px 0 8px; color: #818b98; font-weight: 600; }
  .box { background: var(--box); border: 1px solid var(--line); border-radius: 6px; padding: 24px; }
  .markdown-body { font-size: 14px; }
  .comment { max-width: 814px; box-sizing: border-box; padding: 16px; }
  :root[data-width='390'] .box { padding: 16px; }
  .log { background: #0d1117; color: #e6edf3; border-radius: 6px; padding: 12px 0; font: 12px/20px ui-monospace, 'DejaVu Sans Mono', monospace, 'Noto Color Emoji'; overflow-x: auto; }
  .log div, .log summary { white-space: pre-wrap; overflow-wrap: anywhere; padding: 0 16px; min-height: 20px; }
  .log .error { background: #3d1a1d; color: #ff7b72; } .log .warning { background: #332a12; color: #d29922; }
  .c1 { font-weight: bold; } .c31 { color: #ff7b72; } .c32 { color: #3fb950; } .c33 { color: #d29922; } .c90 { color: #818b98; }
  pre.mermaid { background: none; text-align: center; padding: 0; }
`;

/** Shows what the address asks for: `?width=390&theme=dark&case=stuck`; else everything. */
const SCRIPT = `
  const asked = new URLSearchParams(location.search);
  const root = document.documentElement;
  const theme = asked.get('theme') ?? 'light';
  root.dataset.theme = theme;
  for (const style of document.querySelectorAll('style[data-for]')) style.disabled = style.dataset.for !== theme;
  if (asked.has('width')) {
    root.dataset.width = asked.get('width');
    root.style.setProperty('--width', asked.get('width') + 'px');
  }
  const only = asked.has('case') ? document.getElementById(asked.get('case')) : null;
  if (only !== null) {
    root.dataset.case = '';
    only.dataset.shown = '';
  }
  mermaid.initialize({ startOnLoad: false, securityLevel: 'strict', theme: theme === 'dark' ? 'dark' : 'default' });
  void mermaid.run({ nodes: (only ?? document).querySelectorAll('pre.mermaid') }).then(() => (root.dataset.drawn = ''));
`;

/** The page. @param css GitHub's style of Markdown for each theme @param mermaid the URL of Mermaid's script */
export function page(
  all: readonly Preview[],
  css: Readonly<Record<(typeof THEMES)[number], string>>,
  mermaid: string,
): string {
  const views = THEMES.flatMap((theme) =>
    WIDTHS.map((width) => `<a href="?width=${width}&amp;theme=${theme}">${width} px, ${theme}</a>`),
  );
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>Reports of Cloud Job Gate</title>
${THEMES.map((theme) => `<style data-for="${theme}">${css[theme]}</style>`).join('\n')}
<style>${STYLE}</style>
<nav><p>${views.join('\n')}</p>
${all.map(({ preview }) => `<a href="#${preview.name}">${preview.name}</a>`).join('\n')}</nav>
${all.map(section).join('\n')}
<script src="${mermaid}"></script>
<script>${SCRIPT}</script>
</html>
`;
}

function section({ preview, log, summary, comment }: Preview): string {
  return `<section id="${preview.name}">
<h1>${preview.name}</h1>
<p>${escaped(preview.description)}</p>
<h3>Job summary</h3>
<div class="box summary markdown-body">${githubHtmlOf(summary)}</div>
<h3>Log</h3>
<div class="log">${log.map(logHtml).join('')}</div>
<h3>Pull-request comment</h3>
<div class="box comment markdown-body">${githubHtmlOf(comment)}</div>
</section>`;
}

function logHtml(entry: LogEntry): string {
  if (typeof entry === 'string') return `<div>${coloured(entry)}</div>`;
  if ('lines' in entry) {
    const lines = entry.lines.map((line) => `<div>${coloured(line)}</div>`).join('');
    return `<details><summary>${escaped(entry.title)}</summary>${lines}</details>`;
  }
  const level = entry.level === 'error' ? 'Error' : 'Warning';
  return `<div class="${entry.level}">${level}: ${escaped(`${entry.text} ${entry.notes}`.trim())}</div>`;
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
