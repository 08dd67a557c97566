/** The facts that a summary lists: identifiers, times and numbers, for whoever has to look further. */
import { formatDuration } from '../base/duration.js';
import type { GateResult, JobResult } from '../engine/events.js';
import type { ApiError } from '../base/api-error.js';
import { isEnded } from '../engine/job.js';
import type { ReportContext } from './context.js';
import { effectivePhase, shownJob } from './facts.js';
import { cellStyle, table } from './markdown.js';
import type { Style } from './style.js';
import type { Sanitize } from './text/sanitize.js';
import { formatCount, formatTime, phaseWords, progressText } from './words.js';
import type { Job } from '../services/job.js';

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
export function gateFacts(result: GateResult, context: ReportContext, sanitize: Sanitize): Fact[] {
  const { quote } = cellStyle(sanitize);
  return [
    ['Project', quote(context.projectId)],
    ['Region', quote(context.region)],
    ['Service', quote(context.service)],
    ['Endpoint', quote(context.endpoint)],
    [
      'Waited',
      `${formatDuration(result.durationMs)} of ${formatDuration(context.timeoutMs)}, from ${formatTime(context.startedAt)}`,
    ],
  ];
}

/** What is known about one job and its requests. */
export function jobFacts(result: JobResult, sanitize: Sanitize): Fact[] {
  const style = cellStyle(sanitize);
  const { made, failed, requestId } = result.requests;
  const job = shownJob(result);
  const own: Fact[] =
    job === undefined
      ? [['Phase', '❔ Unknown (never answered)']]
      : [
          ['Phase', phaseFact(result, job, style)],
          ['Progress', progressText(job)],
          ['Resource ID', style.quote(job.resourceId)],
          ['Cluster ID', style.quote(job.clusterId)],
          ['Started', formatTime(job.startedAt)],
          ['Ended', isEnded(job) ? formatTime(job.endedAt ?? job.updatedAt) : ''],
        ];
  return [
    ['Job ID', style.quote(result.jobId)],
    ...own,
    ['Requests', `${formatCount(made)}${failed === 0 ? '' : ` (${formatCount(failed)} failed)`}`],
    // Of the fault that ended the wait, else of the answer that is shown: what the provider's support asks for.
    ['Request ID', style.quote((faultOf(result)?.requestId ?? '') || (requestId ?? ''))],
  ];
}

/**
 * A job over a failed sub-job is a failed one, whatever it says itself; a reader has to know both. It may have gone on
 * after the answer that is shown.
 */
function phaseFact(result: JobResult, shown: Job, style: Style): string {
  const last = result.job ?? shown;
  const own = phaseWords(last, style);
  return effectivePhase(result) === last.phase ? own : `❌ Failed (the job itself: ${own})`;
}

function faultOf({ ending }: JobResult): ApiError | undefined {
  return ending.kind === 'error' || ending.kind === 'timed-out' ? ending.fault : undefined;
}
