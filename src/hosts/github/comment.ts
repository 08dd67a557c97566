import { info, notice, warning } from '@actions/core';

import { systemClock } from '../../base/clock.js';
import type { Transport } from '../../http/transport.js';
import type { Cancellation } from '../../process/signals.js';
import type { Sanitize } from '../../report/text/sanitize.js';
import { comment, type CommentRequest } from './comment/comment.js';
import { readEvent, variable } from './environment.js';

/** How long commenting may take, in milliseconds. */
const COMMENT_MS = 30_000;

/** The same after a cancellation: the process has to be gone within two seconds. */
const CANCELLED_COMMENT_MS = 700;

/** How long a racing run is waited for before the comments are looked at again. */
const SETTLE_MS = 1000;

// Each by its name: were the toolkit's namespace asked by a level, all of it would be bundled and run.
const SAY = { info, notice, warning };

/** Writes the pull-request comment and says how that went. It takes no longer than it may, and never throws. */
export async function writeComment(
  request: CommentRequest,
  { transport, cancellation, sanitize }: { transport: Transport; cancellation: Cancellation; sanitize: Sanitize },
): Promise<void> {
  const stop = new AbortController();
  const abort = (): void => {
    stop.abort();
  };
  const cancelled = request.result.outcome === 'cancelled';
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
  const { level, message } = await comment(request, { run, transport, signal: stop.signal, pause, sanitize });
  clearTimeout(timer);
  SAY[level](message);
}
