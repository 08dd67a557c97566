import type { FaultGroup } from '../fault.js';
import { answers, phases } from './answers.js';
import { framing } from './framing.js';
import { hostileText } from './hostile.js';
import { processFaults } from './process.js';
import { sequences } from './sequences.js';
import { settings } from './settings.js';
import { statuses } from './statuses.js';
import { surroundings } from './surroundings.js';
import { tls } from './tls.js';
import { unchecked } from './unchecked.js';

/** Every fault of the suite. */
export const FAULTS: readonly FaultGroup[] = [
  framing,
  answers,
  phases,
  hostileText,
  statuses,
  sequences,
  tls,
  unchecked,
  settings,
  surroundings,
  processFaults,
];
