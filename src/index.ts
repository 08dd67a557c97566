/** The action's entry. */
import './process/node-version.js';

import { ERROR_STATUS } from './exit-status.js';
import { main } from './hosts/github/action.js';
import { enter } from './process/program.js';

enter(main, ERROR_STATUS);
