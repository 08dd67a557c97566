/** `npm run preview`: an HTML page of every report as GitHub would show it, for people who work on the reports. */
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';

import { page } from './preview/page.js';
import { playGate, type Played } from './preview/play.js';
import { plays } from './preview/plays.js';

const FOLDER = fileURLToPath(new URL('../preview/', import.meta.url));
const packaged = createRequire(import.meta.url);

/** Writes the page. @returns its path */
export async function writePreview(): Promise<string> {
  const played: Played[] = [];
  for (const play of plays()) played.push(await playGate(play));
  const css = readFileSync(packaged.resolve('github-markdown-css/github-markdown-light.css'), 'utf8');
  mkdirSync(FOLDER, { recursive: true });
  copyFileSync(packaged.resolve('mermaid/dist/mermaid.min.js'), `${FOLDER}mermaid.min.js`);
  const path = `${FOLDER}index.html`;
  writeFileSync(path, page(played, css, 'mermaid.min.js'));
  return path;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) process.stdout.write(`${await writePreview()}\n`);
