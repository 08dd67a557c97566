/** `npm run screenshots`: pictures of the preview for the README and the documents, into `docs/images/`. */
import { mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

import { writePreview } from './preview.js';
import { takePictures, type Picture } from './preview/pictures.js';

const IMAGES = fileURLToPath(new URL('../docs/images/', import.meta.url));

const common = { width: 814, theme: 'light' } as const;

const PICTURES: readonly Picture[] = [
  { ...common, name: 'nodes-fail', part: 'summary', path: `${IMAGES}summary.png`, height: 262 },
  { ...common, name: 'nodes-fail', part: 'summary', path: `${IMAGES}summary-whole.png` },
  { ...common, name: 'several-jobs', part: 'summary', path: `${IMAGES}summary-several-jobs.png` },
  { ...common, name: 'install-master-fails', part: 'log', path: `${IMAGES}log.png` },
];

mkdirSync(IMAGES, { recursive: true });
const { path } = await writePreview();
await takePictures(path, PICTURES);
