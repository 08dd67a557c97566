/** Pictures of the preview, taken by a Chromium, whose path is in `CHROMIUM` or where Debian has it. */
import { pathToFileURL } from 'node:url';

import { chromium } from 'playwright-core';

/** What is shown where, and the file that the picture goes to. */
export interface Picture {
  readonly name: string;
  readonly part: 'summary' | 'comment' | 'log';
  readonly width: number;
  readonly theme: 'light' | 'dark';
  readonly path: string;
  /** How much of it is shown, in pixels from the top; all of it by default. */
  readonly height?: number;
}

/** Takes the pictures. @param page the path of the preview */
export async function takePictures(page: string, pictures: readonly Picture[]): Promise<void> {
  const browser = await chromium.launch({
    executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu'],
  });
  try {
    const tab = await browser.newPage();
    let shown = '';
    for (const { name, part, width, theme, path, height } of pictures) {
      const url = `${pathToFileURL(page).href}?width=${width}&theme=${theme}&case=${name}`;
      if (url !== shown) {
        await tab.setViewportSize({ width, height: 900 });
        await tab.goto(url);
        await tab.waitForSelector(':root[data-drawn]', { state: 'attached' });
        shown = url;
      }
      const box = tab.locator(`#${name} .${part}`);
      const { x, y, width: wide, height: high } = (await box.boundingBox()) ?? { x: 0, y: 0, width, height: 0 };
      const clip = { x, y, width: wide, height: Math.min(high, height ?? high) };
      await tab.screenshot({ path, clip, fullPage: true });
      process.stdout.write(`${path}\n`);
    }
  } finally {
    await browser.close();
  }
}
