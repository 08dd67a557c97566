/** The table of endings, with the exit statuses that the code has for them. */
import type { Outcome } from '../../src/engine/events.js';
import { exitStatus, USAGE_ERROR_STATUS } from '../../src/engine/outcome.js';
import { code, table } from './markdown.js';

/** The action waits: it never ends because a job still runs. */
type Ending = Exclude<Outcome, 'running'>;

const MEANINGS: Readonly<Record<Ending, string>> = {
  success: "Every job's own phase is Success, and no sub-job has failed.",
  failed: 'A job or a sub-job failed. `reason` is the root cause.',
  'timed-out': 'The deadline came first. Nothing is known to have failed.',
  error: 'There is no verdict: credentials, permissions, no such job, an outage, or a defect of the gate itself.',
  cancelled: 'Someone cancelled the workflow (SIGINT; SIGTERM). The step ends within two seconds.',
};

export function endingsTable(): string {
  const order: readonly Ending[] = ['success', 'failed', 'timed-out', 'error', 'cancelled'];
  const rows = order.map((outcome) => [code(outcome), statuses(outcome), MEANINGS[outcome]]);
  const usage = [`${code('error')}, usage`, String(USAGE_ERROR_STATUS), 'An input is wrong. Nothing was sent.'];
  return table(['`outcome`', 'exit status', 'meaning'], [...rows, usage]);
}

function statuses(outcome: Ending): string {
  const both = [exitStatus(outcome, 'SIGINT'), exitStatus(outcome, 'SIGTERM')];
  return [...new Set(both)].join(', ');
}
