/** The sentences that all reports share: causes and what to do about them, errors, how a wait ended, what may still be going on. */
import * as labels from './labels.js';
import type { ApiError } from '../../base/api-error.js';
import { formatDuration } from '../../base/time.js';
import type { RootCause } from '../../engine/job.js';
import type { Cause } from '../causes.js';
import { busySubJobs, type GateFacts, type JobFacts, type Quiet, type ReportContext, runTimeOf } from '../facts.js';
import { MAX_CAUSE_NAMES, MAX_CODE_LENGTH, MAX_NAME_LENGTH, MAX_NAMED, MAX_OPEN_REASON_LENGTH } from '../limits.js';
import type { Problem } from '../problems.js';
import type { Formatter } from './formatter.js';

/** A service's reason with its code; `''` where it gave neither. */
export function reasonText(reason: string, errorCode: string, format: Formatter): string {
  return reasonOfWords(format.plain(reason), format.plain(errorCode, MAX_CODE_LENGTH), format);
}

/** The same of words that have been sanitized already. */
export function reasonOfWords(words: string, code: string, format: Formatter): string {
  if (words === '') return format.mark(code);
  // Asked of what is shown: a code beyond the cut of a long reason is still to be said.
  return code === '' || words.includes(code) ? format.mark(words) : `${format.mark(words)} (${format.mark(code)})`;
}

/** Why something failed, in the service's words: `CreateNode node-3 failed: …`, or `3 × CreateNode failed: …`. */
export function causeText(cause: Cause, format: Formatter): string {
  const { visit, reason, errorCode } = cause.first;
  const type = labels.typeName(visit.job, visit.depth, format);
  const what = cause.count > 1 ? `${labels.formatCount(cause.count)} × ${type}` : subjectText(cause, format);
  const words = format.plain(reason);
  const code = format.plain(errorCode, MAX_CODE_LENGTH);
  const silent = `the API gives no reason${code === '' ? '' : ` (${format.mark(code)})`}`;
  const why = words === '' ? silent : reasonOfWords(words, code, format);
  return `${format.strong(`${what} failed:`)} ${why}`;
}

/** What failed: the type and the resource of the sub-job. */
function subjectText({ first: { visit }, resources }: Cause, format: Formatter): string {
  const names = [labels.typeName(visit.job, visit.depth, format), labels.firstShown(format, ...resources.slice(0, 1))];
  return names.filter((name) => name !== '').join(' ');
}

/** The names of everything that failed for one cause, and in how many jobs; `''` where the cause itself says it. */
export function causeNames(cause: Cause, format: Formatter): string {
  if (cause.count === 1) return '';
  const names = labels.listText(cause.resources, MAX_CAUSE_NAMES, (name) => format.quote(name, MAX_NAME_LENGTH));
  const jobs = cause.jobIds.length > 1 ? `(in ${labels.counted(cause.jobIds.length, 'job')})` : '';
  return [names, jobs].filter((part) => part !== '').join(' ');
}

/** A cause and its names in one line. */
export function causeLine(cause: Cause, format: Formatter): string {
  const names = causeNames(cause, format);
  return `${causeText(cause, format)}${names === '' ? '' : ` — ${names}`}`;
}

/** What went wrong with a request, as far as it is known: status, code, message, request ID; with a full stop. */
export function errorFacts(error: ApiError, format: Formatter, withRequestId = true): string {
  const { status, code, message, requestId } = error;
  const words = format.plain(message);
  const shownStatus = status === undefined || words.includes(`HTTP ${status}`) ? '' : `HTTP ${status}`;
  const plainCode = format.plain(code, MAX_CODE_LENGTH);
  const shownCode = words.includes(plainCode) ? '' : format.mark(plainCode);
  const what = [shownStatus, shownCode].filter((word) => word !== '').join(' ');
  const sentence = [what, format.mark(words)].filter((word) => word !== '').join(': ') || 'no usable answer';
  const id = withRequestId ? format.quote(requestId, MAX_CODE_LENGTH) : '';
  return endSentence(id === '' ? sentence : `${sentence} (request ID ${id})`);
}

/** The same with the advice. */
export function errorText(error: ApiError, format: Formatter, withRequestId = true): string {
  const advice = format.say(error.advice);
  const facts = errorFacts(error, format, withRequestId);
  return advice === '' ? facts : `${facts} ${advice}`;
}

/** The sentence with a full stop, unless it ends like a sentence already; remote words may end in markup. */
export function endSentence(sentence: string): string {
  return /[.!?…](?: ?`+|<\/code>|\*\*)?$/.test(sentence) ? sentence : `${sentence}.`;
}

/** What kept the gate from success, without advice. @param withRequestId whether an error shows its request's ID */
export function problemText(problem: Problem, several: boolean, format: Formatter, withRequestId = true): string {
  switch (problem.kind) {
    case 'cause':
      return causeText(problem.cause, format);
    case 'error': {
      const { error, outageMs, jobs } = problem;
      const [first] = jobs;
      const whose = jobs.length > 1 ? labels.counted(jobs.length, 'job') : `job ${format.quote(first?.jobId ?? '')}`;
      const outage = outageMs === undefined ? '' : `No usable answer for ${formatDuration(outageMs)}, last error: `;
      return `${several && first !== undefined ? `${whose}: ` : ''}${outage}${errorFacts(error, format, withRequestId)}`;
    }
    case 'open':
      return openText(problem.job, format, withRequestId);
  }
}

/** `CreateCluster prod was still Running, …`: what a job was doing when the wait for it was over. */
export function openText(facts: JobFacts, format: Formatter, withRequestId = true): string {
  return `${labels.jobTitle(facts.job, facts.jobId, format)} ${stateText(facts, format, withRequestId)}`;
}

/** The same without its subject. */
export function stateText(facts: JobFacts, format: Formatter, withRequestId = true): string {
  const { job, result, quiet } = facts;
  const error = result.ending.kind === 'timed-out' ? result.ending.error : undefined;
  const last = error === undefined ? '' : `; last error: ${errorText(error, format, withRequestId)}`;
  if (job === undefined) return `never gave a usable answer${last}`;
  // What a job that has not ended gives as a reason is what it waits for.
  const reason = format.quote(job.reason, MAX_OPEN_REASON_LENGTH);
  const phase = `${labels.phaseWord(job, format)}${reason === '' ? '' : ` (${reason})`}`;
  const busy = labels.listText(busySubJobs(job), MAX_NAMED, (subJob) => {
    const time = labels.runTimeText(runTimeOf(subJob, facts.now), { together: (words) => words });
    return `${labels.subJobTitle(subJob, format)}${time === '' ? '' : ` (${time})`}`;
  });
  const isRunning = result.ending.kind === 'running';
  const parts = [
    progressText(facts, job),
    busy === '' ? '' : `at work: ${busy}`,
    // Who has asked once has seen nothing change, nor stay.
    quiet === undefined || isRunning ? '' : format.strong(quietText(quiet)),
  ];
  const verb = isRunning ? 'is' : 'was still';
  return [`${verb} ${phase}`, ...parts].filter((part) => part !== '').join('; ') + last;
}

function quietText({ ms, atLeast }: Quiet): string {
  return `nothing has changed for ${atLeast ? 'at least ' : ''}${formatDuration(ms)}`;
}

/** How far a job is, as far as that is known: `3 of 7 sub-jobs ended, 42 %`, or `''`. */
function progressText({ counts }: JobFacts, job: Parameters<typeof labels.percentText>[0]): string {
  return [labels.endedText(counts), labels.percentText(job)].filter((part) => part !== '').join(', ');
}

/** Says why jobs in which something had failed could not be watched to their end; `''` if all were. */
export function earlyEndText({ jobs }: GateFacts, format: Formatter, withRequestId = true): string {
  const early = jobs.flatMap(({ jobId, result: { ending } }) =>
    ending.kind === 'failed' && ending.error !== undefined ? [{ error: ending.error, jobId }] : [],
  );
  const [first] = early;
  if (first === undefined) return '';
  const more = early.length === 1 ? '' : ` and ${labels.counted(early.length - 1, 'more job')}`;
  const whose = jobs.length === 1 ? 'the job' : `job ${format.quote(first.jobId)}${more}`;
  return `The gate could not wait for the end of ${whose}: ${endSentence(errorText(first.error, format, withRequestId))}`;
}

/** Says which cloud jobs were not seen to end: the gate never cancels them. `''` if all were. */
export function stillRunningText({ jobs, open }: GateFacts, format: Formatter): string {
  if (open.length === 0) return '';
  if (jobs.length === 1) return 'The cloud job may still be running.';
  const names = labels.listText(open, MAX_NAMED, ({ job, jobId }) => labels.jobTitle(job, jobId, format));
  return `${labels.formatCount(open.length)} of ${labels.counted(jobs.length, 'cloud job')} may still be running: ${endSentence(names)}`;
}

const HINTS: readonly { readonly words: RegExp; readonly hint: string }[] = [
  {
    words: /quota|(?:number|maximum) of .{1,40} (?:is |has been |was )?(?:exceeded|reached)/i,
    hint: 'A quota of the project seems to be used up: delete what is no longer needed, or ask for a higher quota.',
  },
  {
    words:
      /\b(?:no|not enough|insufficient|too few) (?:free |available |private )*(?:ips?|(?:ip )?addresses|(?:ip )?address)\b|\baddress(?:es)? .{0,30}(?:exhausted|used up)/i,
    hint: 'The subnet seems to have too few free addresses: release some, or use a larger subnet.',
  },
  {
    words:
      /sold ?out|out of stock|no valid host|\b(?:insufficient|not enough) (?:capacity|resources?|inventory)|\bresources? (?:is |are )?(?:insufficient|exhausted)/i,
    hint: 'The cloud seems to be short of this kind of resource: try another flavor or availability zone, or try again later.',
  },
  {
    words:
      /unauthori[sz]ed|\bnot authori[sz]ed|\bforbidden\b|\b(?:access|permission) (?:is |was )?denied|\b(?:no|missing|insufficient) (?:permissions?|privileges?)\b|authori[sz]ation (?:failed|failure)/i,
    hint: 'A permission seems to be missing: check the policies and agencies of the account that started the job.',
  },
  {
    words:
      /no route to host|\bunreachable\b|connection (?:was |is )?(?:refused|reset|timed out)|\bi\/o timeout\b|no such host|name resolution|\bsecurity groups?\b/i,
    hint: 'A connection seems to have failed: check security groups, network ACLs, routes and name resolution there.',
  },
];

/** One sentence, plain text of the gate's own, on what to do about a root cause; `''` where its words name no cause. */
export function hintOf({ reason, errorCode }: RootCause, format: Formatter): string {
  const words = `${format.plain(reason)} ${format.plain(errorCode)}`;
  return HINTS.find((each) => each.words.test(words))?.hint ?? '';
}

/** What to do about a job that the deadline has cut off. */
export function timeoutHint({ nameOf }: ReportContext, format: Formatter): string {
  return `Look at the job in the console, or raise ${format.quote(nameOf('timeout'))} if it takes that long.`;
}
