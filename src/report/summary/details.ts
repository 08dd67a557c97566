/** What few readers need: IDs, the endpoint, times and numbers of requests, for whoever has to look further. */
import type { ApiError } from '../../base/api-error.js';
import { isEnded } from '../../engine/job.js';
import type { JobFacts, ReportContext } from '../facts.js';
import { table, type Formatter } from '../text/formatter.js';
import { formatCount, formatTime, percentText, phaseLabel } from '../text/labels.js';

/** A name and a value, both Markdown. */
type Fact = readonly [name: string, value: string];

/** Facts as a table; those without a value are left out. */
export function factsTable(facts: readonly Fact[]): string[] {
  return table(
    ['Fact', 'Value'],
    facts.filter(([, value]) => value !== ''),
  );
}

/** What is the same for every job of the gate. */
export function gateFacts(context: ReportContext, { cell }: Formatter): Fact[] {
  return [
    ['Project ID', cell.quote(context.projectId)],
    ['Endpoint', cell.quote(context.endpoint)],
    ['Waited from', formatTime(context.startedAt)],
  ];
}

/** What is known about one job and its requests. */
export function jobFacts(facts: JobFacts, { cell }: Formatter): Fact[] {
  const { job, jobId, result } = facts;
  const { made, failed, requestId } = result.requests;
  const own: Fact[] =
    job === undefined
      ? [['Phase', '❔ Unknown (never answered)']]
      : [
          ['Phase', phaseFact(facts, cell)],
          ['Progress', percentText(job)],
          ['Resource ID', cell.quote(job.resourceId)],
          ['Cluster ID', cell.quote(job.clusterId)],
          ['Started', formatTime(job.startedAt)],
          ['Ended', isEnded(job) ? formatTime(job.endedAt ?? job.updatedAt) : ''],
        ];
  return [
    ['Job ID', cell.quote(jobId)],
    ...own,
    ['Requests', `${formatCount(made)}${failed === 0 ? '' : ` (${formatCount(failed)} failed)`}`],
    // Of the error that ended the wait, else of the answer that is shown: what the provider's support asks for.
    ['Request ID', cell.quote((errorOf(facts)?.requestId ?? '') || (requestId ?? ''))],
  ];
}

/**
 * A job over a failed sub-job is a failed one, whatever it says itself; a reader has to know both. It may have gone on
 * after the answer that is shown.
 */
function phaseFact({ phase, job, result }: JobFacts, cell: Formatter): string {
  const last = result.job ?? job;
  if (last === undefined) return '';
  const own = phaseLabel(last, 0, cell);
  return phase === last.phase ? own : `❌ Failed (the job itself: ${own})`;
}

function errorOf({ result: { ending } }: JobFacts): ApiError | undefined {
  return ending.kind === 'error' || ending.kind === 'timed-out' ? ending.error : undefined;
}
