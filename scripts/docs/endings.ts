/** The table of endings, with the exit statuses that the code has for them. */
import type { Outcome } from '../../src/engine/events.js';
import { exitStatus, USAGE_ERROR_STATUS } from '../../src/exit-status.js';
import { code, table } from './markdown.js';

/** The action waits: it never ends because a job still runs. */
type Ending = Exclude<Outcome, 'running'>;

const MEANINGS: Readonly<Record<Ending, string>> = {
  success: 'Every job has succeeded, and no sub-job has failed.',
  failed: 'A job or a sub-job has failed. `reason` says why.',
  'timed-out': 'The time is up. Nothing is known to have failed.',
  error:
    'There is no result: credentials, a permission, no such job, an outage of the API, or an internal error of the gate.',
  cancelled: 'The workflow was cancelled (SIGHUP, SIGINT, SIGTERM). The step ends within two seconds.',
};

export function endingsTable(): string {
  const order: readonly Ending[] = ['success', 'failed', 'timed-out', 'error', 'cancelled'];
  const rows = order.map((outcome) => [statuses(outcome), code(outcome), MEANINGS[outcome]]);
  const usage = [String(USAGE_ERROR_STATUS), code('error'), 'An input is wrong. Nothing was sent.'];
  return table(['exit status', '`outcome`', 'meaning'], [...rows.slice(0, 2), usage, ...rows.slice(2)]);
}

function statuses(outcome: Ending): string {
  const all = (['SIGHUP', 'SIGINT', 'SIGTERM'] as const).map((signal) => exitStatus(outcome, signal));
  return [...new Set(all)].join(', ');
}
