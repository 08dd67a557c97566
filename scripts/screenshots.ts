/**
 * `npm run screenshots`: pictures of the preview for the README, into `docs/images/`. Takes a Chromium, whose path is
 * in `CHROMIUM` or where Debian has it.
 */
import { mkdirSync } from 'node:fs';
import { fileURLToPath, pathToFileURL } from 'node:url';

import { chromium } from 'playwright-core';

import { writePreview } from './preview.js';

const IMAGES = fileURLToPath(new URL('../docs/images/', import.meta.url));

/** What is shown of which scenario. */
const PICTURES = [
  { name: 'summary', section: 'hidden-cause', part: '.summary' },
  { name: 'summary-several-jobs', section: 'several-jobs', part: '.summary' },
  { name: 'log', section: 'install-master-fails', part: '.log' },
] as const;

mkdirSync(IMAGES, { recursive: true });
const browser = await chromium.launch({
  executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu'],
});
try {
  const tab = await browser.newPage({ viewport: { width: 1100, height: 900 } });
  await tab.goto(pathToFileURL(await writePreview()).href);
  // Mermaid draws one diagram after the other; the last one is drawn when none is left to do.
  await tab.waitForFunction("document.querySelectorAll('pre.mermaid:not([data-processed])').length === 0");
  for (const { name, section, part } of PICTURES) {
    // The others make the page so long that Chromium takes its time over every frame.
    await tab.addStyleTag({ content: `section { display: none } #${section} { display: block !important }` });
    await tab.locator(`#${section} ${part}`).screenshot({ path: `${IMAGES}${name}.png` });
    await tab.addStyleTag({ content: `#${section} { display: none !important }` });
    process.stdout.write(`${IMAGES}${name}.png\n`);
  }
} finally {
  await browser.close();
}
