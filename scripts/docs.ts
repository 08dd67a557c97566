/** `npm run docs`: writes whatever of the documents is made from the code. A test holds the committed ones to it. */
import { writeFileSync } from 'node:fs';

import { generatedDocuments } from './docs/documents.js';

for (const { path, text } of await generatedDocuments()) writeFileSync(path, text);
