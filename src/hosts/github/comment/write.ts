/** When a pull-request comment is written, and how long that may take. */
import { info, notice, warning } from '@actions/core';

import { systemClock } from '../../../base/time.js';
import type { Cancellation, Reports } from '../../../host.js';
import { readEvent, variable } from '../environment.js';
import { comment } from './comment.js';

/** How long commenting may take, in milliseconds. */
const COMMENT_MS = 30_000;

/** The same after a cancellation: the process has to be gone within two seconds. */
const CANCELLED_COMMENT_MS = 700;

/** How long a racing run is waited for before the comments are looked at again. */
const SETTLE_MS = 1000;

// Each by its name: were the toolkit's namespace asked by a level, all of it would be bundled and run.
const LOG = { info, notice, warning };

/** Writes the comment that the configuration wants, and says how that went. Takes no longer than it may. */
export async function writeComment(reports: Reports, cancellation: Cancellation): Promise<void> {
  const { result, facts, config, context, sanitize, newTransport } = reports;
  if (config.comment === 'never') return;
  const stop = new AbortController();
  const abort = (): void => {
    stop.abort();
  };
  const cancelled = result.outcome === 'cancelled';
  const timer = setTimeout(abort, cancelled ? CANCELLED_COMMENT_MS : COMMENT_MS);
  if (!cancelled) {
    cancellation.signal.addEventListener('abort', abort);
    if (cancellation.signal.aborted) abort();
  }
  const pause = async (): Promise<boolean> => {
    if (!cancelled) await systemClock.sleep(SETTLE_MS, stop.signal);
    return !cancelled && !stop.signal.aborted;
  };
  const run = { variable, event: readEvent };
  const { level, message } = await comment(
    { facts: facts(), context, token: config.githubToken, choice: config.comment },
    { run, transport: newTransport(), signal: stop.signal, pause, sanitize },
  );
  clearTimeout(timer);
  LOG[level](message);
}
