import { error, warning } from '@actions/core';

import type { Annotation } from '../../report/annotations.js';
import { cut } from '../../report/text/sanitize.js';

/** How many annotations of a kind GitHub shows per step. */
export const MAX_ANNOTATIONS = 10;

/** How long it shows each, in characters. */
const MAX_LENGTH = 4096;

/** Shows an annotation on the run's page. Of too long a one the notes, which say what to do, are kept. */
export function annotate({ level, title, text, notes }: Annotation): void {
  const rest = notes === '' ? '' : ` ${notes}`;
  (level === 'error' ? error : warning)(`${cut(text, MAX_LENGTH - rest.length)}${rest}`, title === '' ? {} : { title });
}
