#!/usr/bin/env node
/** The command line's entry. */
import '../../process/node-version.js';

import { ERROR_STATUS } from '../../exit-status.js';
import { enter } from '../../process/program.js';
import { main } from './command.js';

enter(() => main(process.argv.slice(2)), ERROR_STATUS);
