/** The report as a comment of a pull request: when it is written, what it says, and what there is to say about how that went. */
import { info, notice, warning } from '@actions/core';

import { systemClock } from '../../../base/time.js';
import type { Reports } from '../../../host.js';
import type { Cancellation } from '../../../process/program.js';
import type { Transport } from '../../../http/transport.js';
import type { GateFacts, ReportContext } from '../../../report/facts.js';
import { commentOf } from '../../../report/summary/summary.js';
import type { Sanitize } from '../../../report/text/sanitize.js';
import { endSentence } from '../../../report/text/sentences.js';
import { readEvent, variable } from '../environment.js';
import { commentApi, CommentError } from './api.js';
import { placeOf, type RunFacts, runLinksOf } from './place.js';
import { markerLine, type StickyResult, writeSticky } from './sticky.js';

/** How long a comment may be. GitHub takes 65,536 characters; bytes are counted here, of which there are no fewer. */
const MAX_COMMENT_BYTES = 60_000;

/** What the comment is made from. */
export interface CommentRequest {
  readonly facts: GateFacts;
  readonly context: ReportContext;
  readonly token: string;
  /** `on-failure` makes no comment for a success, but brings one that is there up to date. */
  readonly choice: 'always' | 'on-failure';
}

/** What commenting needs from outside. */
export interface CommentDependencies {
  readonly run: RunFacts;
  readonly transport: Transport;
  /** Ends everything at once. */
  readonly signal: AbortSignal;
  /** Waits until other runs that are at it have written, too; `false` if there is no time to look again. */
  readonly pause: () => Promise<boolean>;
  readonly sanitize: Sanitize;
}

/** What there is to say afterwards, in one sentence. */
export interface CommentOutcome {
  readonly level: 'info' | 'notice' | 'warning';
  readonly message: string;
}

/** Comments on the pull request that this run is for. Never rejects: what goes wrong is a warning. */
export async function comment(request: CommentRequest, dependencies: CommentDependencies): Promise<CommentOutcome> {
  const { context, token, choice, facts } = request;
  const found = placeOf(dependencies.run, [context.service, context.projectId]);
  if (found.kind === 'other-event')
    return { level: 'notice', message: `No comment was written: ${dependencies.sanitize(found.why)}.` };
  if (found.kind === 'unknown') return failed(found.why, dependencies.sanitize);
  if (!/^[\x21-\x7e]+$/.test(token)) return failed('github_token is empty or no token', dependencies.sanitize);
  const { place } = found;
  try {
    const api = commentApi({ ...place, token }, dependencies.transport, dependencies.signal);
    const body = bodyOf(request, markerLine(place.marker), dependencies);
    const create = choice === 'always' || facts.result.outcome !== 'success';
    return outcomeOf(
      await writeSticky(api, { marker: place.marker, body, create }, dependencies.pause),
      dependencies.sanitize,
    );
  } catch (error) {
    if (dependencies.signal.aborted) return failed('GitHub took too long', dependencies.sanitize);
    return failed(
      error instanceof CommentError ? error.message : `unexpected error: ${String(error)}`,
      dependencies.sanitize,
    );
  }
}

function bodyOf({ facts, context }: CommentRequest, marker: string, { run, sanitize }: CommentDependencies): string {
  const limit = MAX_COMMENT_BYTES - Buffer.byteLength(marker) - 1;
  return `${marker}\n${commentOf(facts, context, runLinksOf(run), sanitize, limit)}`;
}

function outcomeOf(result: StickyResult, sanitize: Sanitize): CommentOutcome {
  switch (result.kind) {
    case 'created':
    case 'updated':
      return { level: 'info', message: `Comment ${result.kind}: ${sanitize(result.url)}` };
    case 'superseded':
      return { level: 'info', message: 'A newer run has written the comment; this one leaves it alone.' };
    case 'none':
      return { level: 'info', message: 'There is no comment to bring up to date.' };
  }
}

function failed(why: string, sanitize: Sanitize): CommentOutcome {
  return {
    level: 'warning',
    message: `The comment could not be written: ${endSentence(sanitize(why))} The result of the wait is unchanged.`,
  };
}

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
