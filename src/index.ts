/** The action's entry. */
import './process/node-version.js';

import { main } from './hosts/github/action.js';
import { enter } from './process/entry.js';

enter(main);
