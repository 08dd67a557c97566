/**
 * `npm run preview`: an HTML page of every report as GitHub would show it, for people who work on the reports. With
 * `-- --pictures [case …]` also a picture of each at each width, light and dark.
 */
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';

import { page, THEMES, WIDTHS } from './preview/page.js';
import { takePictures, type Picture } from './preview/pictures.js';
import { previewCases } from './preview/cases.js';
import { type Preview, runPreview } from './preview/host.js';

const FOLDER = fileURLToPath(new URL('../preview/', import.meta.url));
const packaged = createRequire(import.meta.url);

/** Writes the page. @returns its path, and what it shows */
export async function writePreview(): Promise<{ readonly path: string; readonly names: readonly string[] }> {
  const previews: Preview[] = [];
  for (const each of previewCases()) previews.push(await runPreview(each));
  const css = (theme: string): string =>
    readFileSync(packaged.resolve(`github-markdown-css/github-markdown-${theme}.css`), 'utf8');
  mkdirSync(FOLDER, { recursive: true });
  copyFileSync(packaged.resolve('mermaid/dist/mermaid.min.js'), `${FOLDER}mermaid.min.js`);
  const path = `${FOLDER}index.html`;
  writeFileSync(path, page(previews, { light: css('light'), dark: css('dark') }, 'mermaid.min.js'));
  return { path, names: previews.map(({ preview }) => preview.name) };
}

/** Every picture of these cases. */
function picturesOf(names: readonly string[]): Picture[] {
  return names.flatMap((name) =>
    WIDTHS.flatMap((width) =>
      THEMES.flatMap((theme) =>
        (['summary', 'comment', 'log'] as const)
          .filter((part) => part !== 'log' || (width === 1012 && theme === 'light'))
          .map((part) => ({ name, width, theme, part, path: `${FOLDER}${name}-${part}-${width}-${theme}.png` })),
      ),
    ),
  );
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [option, ...wanted] = process.argv.slice(2);
  const { path, names } = await writePreview();
  process.stdout.write(`${path}\n`);
  if (option === '--pictures') await takePictures(path, picturesOf(wanted.length === 0 ? names : wanted));
}
