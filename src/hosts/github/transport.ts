import * as core from '@actions/core';

import { systemClock } from '../../base/clock.js';
import { VERSION } from '../../base/version.js';
import { loggedTransport } from '../../http/logged-transport.js';
import { createTransport, type Transport } from '../../http/transport.js';
import type { Sanitize } from '../../report/text/sanitize.js';
import { isDebugging } from './environment.js';

const USER_AGENT = `cloud-job-gate/${VERSION}`;

/** How much of a document a debug line shows, in characters. */
const LONGEST_DEBUG_LINE = 20_000;

/** The transport of the action: with debug logging on, every request is told, and the document that it brought. */
export function createHostTransport(sanitize: Sanitize): Transport {
  const transport = createTransport(USER_AGENT);
  if (!isDebugging()) return transport;
  return loggedTransport(
    transport,
    () => systemClock.now(),
    ({ summary, document }) => {
      core.debug(sanitize(summary, LONGEST_DEBUG_LINE));
      if (document !== '') core.debug(sanitize(document, LONGEST_DEBUG_LINE));
    },
  );
}

/** The transport of exchanges: what they bring is a secret before anybody can know it as one, so it is never told. */
export function createExchangeTransport(): Transport {
  return createTransport(USER_AGENT);
}
